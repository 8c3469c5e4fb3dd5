package io.liveorigin.standalone.cdn;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.segment.DefectKind;
import io.liveorigin.contract.wire.DefectsField;
import io.liveorigin.packager.fault.FaultScript;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.greenbytes.http.sfv.Dictionary;
import org.greenbytes.http.sfv.ListElement;
import org.greenbytes.http.sfv.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Both pipelines are bad for one number, and a clean copy comes late. */
@NeedsCdn
@Timeout(120)
class DefectiveCdnIT {
  private static final String SCRIPT =
      """
      faults:
        - {action: truncate, pipeline: a, representation: v360, numbers: +4, fraction: 0.5}
        - {action: lose-samples, pipeline: b, representation: v360, numbers: +4, count: 12}
      """;

  @TempDir Path directory;

  @Test
  void viewers_are_told_what_is_wrong_and_get_the_clean_copy_within_the_short_life()
      throws Exception {
    try (CdnOrigin origin = CdnOrigin.start(directory, UnaryOperator.identity())) {
      List<CdnNodeProcess> nodes =
          List.of(origin.nginx(origin.settings()), origin.varnish(origin.settings()));
      long number =
          origin.startBoth(FaultScript.parse(SCRIPT.getBytes(StandardCharsets.UTF_8))) + 4;
      String path = origin.path("v360", number);
      Awaitility.await().atMost(CdnOrigin.PATIENT).until(() -> origin.liveEdge() == number - 1);

      // Held until it is decided that nothing better comes.
      List<CompletableFuture<HttpResponse<byte[]>>> held =
          nodes.stream().map(node -> node.http().getAsync(path)).toList();
      for (CompletableFuture<HttpResponse<byte[]>> answer : held) {
        assertDefective(answer.get(20, TimeUnit.SECONDS));
      }

      byte[] clean = origin.bytes("v360", number);
      origin.publish("b", "v360", number, clean);
      long published = CdnOrigin.CLOCK.millis();
      for (CdnNodeProcess node : nodes) {
        Awaitility.await()
            .atMost(Duration.ofSeconds(10))
            .pollInterval(Duration.ofMillis(50))
            .until(() -> isClean(node.http().get(path), clean));
      }
      // A second of life, the decision, and the pause between two looks.
      assertThat(CdnOrigin.CLOCK.millis() - published).isLessThan(2_500);
      for (CdnNodeProcess node : nodes) {
        HttpResponse<byte[]> after = node.http().get(path);
        assertThat(isClean(after, clean)).as(node.name()).isTrue();
        assertThat(header(after, "Cache-Control")).contains("immutable");
      }
    }
  }

  private static void assertDefective(HttpResponse<byte[]> answer) throws Exception {
    assertThat(answer.statusCode()).isEqualTo(200);
    // The least severe of the two.
    assertThat(header(answer, "Origin-Pipeline")).isEqualTo("b");
    // What the packager declared, and inspection confirmed.
    assertThat(DefectsField.read(header(answer, "Segment-Defects")))
        .hasSize(2)
        .allMatch(d -> d.kind() == DefectKind.DROPPED_VIDEO_FRAMES)
        .allMatch(d -> d.parameters().get("count").equals(12L));
    assertThat(header(answer, "Cache-Control")).isEqualTo("public, max-age=1");
    Dictionary cmsd = new Parser(header(answer, "CMSD-Static")).parseDictionary();
    assertThat(text(cmsd, "ot")).isEqualTo("v");
    assertThat(text(cmsd, "st")).isEqualTo("l");
    assertThat(text(cmsd, "d")).isEqualTo("2000");
    assertThat(text(cmsd, "br")).isEqualTo("530");
    assertThat(Long.parseLong(text(cmsd, "ht"))).isPositive();
    assertThat(text(cmsd, "io.liveorigin-pipeline")).isEqualTo("b");
    assertThat(header(answer, "CMSD-Static"))
        .contains("io.liveorigin-defects=(dropped-video-frames");
  }

  private static String text(Dictionary cmsd, String key) {
    ListElement<? extends Object> element = cmsd.get().get(key);
    assertThat(element).as(key).isNotNull();
    return element.get().toString();
  }

  private static boolean isClean(HttpResponse<byte[]> answer, byte[] clean) {
    return answer.statusCode() == 200
        && Arrays.equals(answer.body(), clean)
        && DefectsField.read(header(answer, "Segment-Defects")).stream()
            .noneMatch(defect -> defect.kind().mediaAffecting());
  }

  private static String header(HttpResponse<byte[]> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }
}
