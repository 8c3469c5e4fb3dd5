package io.liveorigin.serving.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.DefectSource;
import io.liveorigin.serving.support.TestNode;
import io.liveorigin.serving.support.fields.StrictFieldParser;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No text that others choose becomes a header line of its own, whichever way it comes. */
class HeaderInjectionTest {
  private static final String EVIL = "x\r\nX-Evil: 1\r\n\r\nbody";

  private final FuzzedNode node = new FuzzedNode();

  @AfterEach
  void close() {
    node.assertServing();
    node.close();
  }

  private RawResponses get(String path, String fields) {
    String answer =
        node.send(
            ("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + fields + "\r\n")
                .getBytes(StandardCharsets.ISO_8859_1));
    RawResponses answers = RawResponses.read(answer);
    assertThat(answers.heads()).as(answer).hasSize(1);
    answers.assertMeant();
    return answers;
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\r\nb", "a\nb", "a\rb", "a b", "a\u0000", "é", "a,b", "a\"", "/", ""})
  void namesCannotHoldIt(String name) {
    assertThatThrownBy(() -> new EventId(name, "news")).isInstanceOf(OriginException.class);
    assertThatThrownBy(() -> new EventId("acme", name)).isInstanceOf(OriginException.class);
    assertThatThrownBy(() -> Track.of("acme", "news", name)).isInstanceOf(OriginException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/acme%0d%0aX-Evil:%201/news/v0-1.m4s",
        "/acme/news%0aX-Evil:%201/v0-1.m4s",
        "/acme/other%0d/v0-1.m4s",
        "/acme/news/%0d%0aX-Evil:%201-1.m4s",
        "/acme/news/v0-1.m4s%0d%0aX-Evil:%201"
      })
  void pathsCannotHoldIt(String path) {
    assertThat(get(path, "").heads().get(0).status()).isBetween(400, 499);
  }

  @Test
  void defectsCannotHoldIt() {
    for (String evil : List.of(EVIL, "a\nb", "a\u007f", "é")) {
      assertThatThrownBy(() -> new Defect("x-a", Map.of("text", evil), DefectSource.PACKAGER))
          .isInstanceOf(OriginException.class);
      assertThatThrownBy(() -> new Defect("x-" + evil, Map.of(), DefectSource.PACKAGER))
          .isInstanceOf(OriginException.class);
      assertThatThrownBy(() -> new Defect("x-a", Map.of(evil, 1L), DefectSource.PACKAGER))
          .isInstanceOf(OriginException.class);
    }
    node.publish(
        node.edge - 2,
        "a",
        "video/mp4",
        new Defect("x-a", Map.of("text", "\", x=\"1\\"), DefectSource.PACKAGER));

    RawResponses answers = get(TestNode.path(node.edge - 2), "");

    String line =
        answers.heads().get(0).lines().stream()
            .filter(l -> l.startsWith("Segment-Defects: "))
            .findFirst()
            .orElseThrow();
    assertThat(StrictFieldParser.list(line.substring("Segment-Defects: ".length()))).hasSize(1);
  }

  /** A record in Kafka that our ingest did not write. */
  @ParameterizedTest
  @ValueSource(strings = {"", "Range: bytes=0-9\r\n", "Range: bytes=0-9, 2000-2009\r\n"})
  void recordsOfOthersCannotHoldIt(String range) {
    node.publish(node.edge - 2, "a", EVIL);

    get(TestNode.path(node.edge - 2), range);
    assertThat(
            node.send(
                ("GET "
                        + TestNode.path(node.edge - 2)
                        + " HTTP/1.1\r\nHost: x\r\n"
                        + range
                        + "\r\n")
                    .getBytes(StandardCharsets.ISO_8859_1)))
        .doesNotContain("\nX-Evil");
  }
}
