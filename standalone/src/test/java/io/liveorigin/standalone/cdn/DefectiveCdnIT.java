package io.liveorigin.standalone.cdn;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.segment.DefectKind;
import io.liveorigin.contract.wire.DefectsField;
import io.liveorigin.packager.fault.FaultOutcome;
import io.liveorigin.packager.fault.FaultScript;
import io.liveorigin.testing.Patience;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.greenbytes.http.sfv.Dictionary;
import org.greenbytes.http.sfv.ListElement;
import org.greenbytes.http.sfv.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both pipelines are bad for one number, and a clean copy comes late. */
@NeedsCdn
class DefectiveCdnIT {
  private static final String SCRIPT =
      """
      faults:
        - {action: truncate, pipeline: a, representation: v360, fraction: 0.5}
        - {action: lose-samples, pipeline: b, representation: v360, count: 12}
      """;

  /** Of the defective copy, as the origin says, seconds. */
  private static final int LIFE = 1;

  @TempDir Path directory;

  /**
   * Both bad copies must be there before the number is decided, and viewers must have asked. Where
   * the machine was too slow for that, another number is tried.
   */
  @Test
  void viewers_are_told_what_is_wrong_and_get_the_clean_copy_within_the_short_life()
      throws Exception {
    try (CdnOrigin origin = CdnOrigin.start(directory, UnaryOperator.identity())) {
      List<CdnNodeProcess> nodes =
          List.of(origin.nginx(origin.settings()), origin.varnish(origin.settings()));
      Held held = awaitHeld(origin, nodes);
      long number = held.number();
      String path = origin.path("v360", number);

      byte[] clean = origin.bytes("v360", number);
      String defective = origin.etag("v360", number);
      origin.publish("b", "v360", number, clean);
      Patience.await().until(() -> !origin.etag("v360", number).equals(defective));
      for (CdnNodeProcess node : nodes) {
        Patience.await()
            .pollInterval(Duration.ofMillis(50))
            .until(
                () -> {
                  TimedAnswer again = TimedAnswer.get(node.http(), path);
                  boolean isClean = isClean(again.answer(), clean);
                  assertThat(isClean || again.fresh(LIFE, held.stored()))
                      .as(again.toString())
                      .isTrue();
                  return isClean;
                });
        HttpResponse<byte[]> after = node.get(path);
        assertThat(isClean(after, clean)).as(node.name()).isTrue();
        assertThat(header(after, "Cache-Control")).contains("immutable");
      }
    }
  }

  /**
   * A number for which viewers were held until it was decided that nothing better comes.
   *
   * @param stored how long its answers took to the caches at most, seconds
   */
  private record Held(long number, long stored) {}

  private static Held awaitHeld(CdnOrigin origin, List<CdnNodeProcess> nodes) throws Exception {
    while (true) {
      long number = origin.liveEdge() + 2;
      String path = origin.path("v360", number);
      for (String pipeline : List.of("a", "b")) {
        publishBad(origin, pipeline, number);
      }
      Patience.await().until(() -> origin.liveEdge() >= number - 1);
      long decided = origin.definition().schedule().decided(number);
      List<CompletableFuture<HttpResponse<byte[]>>> asked =
          nodes.stream().map(node -> node.http().getAsync(path)).toList();
      Patience.await()
          .until(() -> origin.holds() == nodes.size() || CdnOrigin.CLOCK.millis() >= decided);
      boolean held = CdnOrigin.CLOCK.millis() < decided;
      long stored = 0;
      for (CompletableFuture<HttpResponse<byte[]>> answer : asked) {
        TimedAnswer got = new TimedAnswer(Patience.get(answer), decided, CdnOrigin.CLOCK.millis());
        if (held) {
          assertDefective(got.answer());
          stored = Math.max(stored, got.sinceMade());
        }
      }
      if (held) {
        return new Held(number, stored);
      }
    }
  }

  private static void publishBad(CdnOrigin origin, String pipeline, long number) {
    FaultOutcome.Sent sent =
        (FaultOutcome.Sent)
            FaultScript.parse(SCRIPT.getBytes(StandardCharsets.UTF_8))
                .startingAt(number)
                .apply(
                    pipeline,
                    "v360",
                    number,
                    origin
                        .clip()
                        .track("v360")
                        .orElseThrow()
                        .segment(number, origin.definition().schedule()));
    String declared = pipeline.equals("a") ? "truncated" : "dropped-video-frames;count=12";
    origin.publish(pipeline, "v360", number, sent.bytes(), "Segment-Defects", declared);
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
