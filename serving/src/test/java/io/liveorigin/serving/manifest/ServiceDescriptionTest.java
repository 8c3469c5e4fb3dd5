package io.liveorigin.serving.manifest;

import static io.liveorigin.serving.manifest.WrittenMpd.NOW;
import static io.liveorigin.serving.manifest.WrittenMpd.event;
import static io.liveorigin.serving.manifest.WrittenMpd.write;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ServiceDescriptionTest {
  private static String text(String keys) {
    return new String(
        write(event("\"pipelines\"", keys + "\"pipelines\"")), StandardCharsets.UTF_8);
  }

  @Test
  void itSaysWhatPlayersShouldKeepTo() {
    assertThat(
            text(
                "\"latency\":{\"target\":\"PT3.5S\",\"min\":\"PT2S\",\"max\":\"PT6S\"},"
                    + "\"playbackRate\":{\"min\":0.96,\"max\":1.040},"))
        .contains(
            "<ServiceDescription id=\"0\">\n"
                + "    <Latency target=\"3500\" max=\"6000\" min=\"2000\"/>\n"
                + "    <PlaybackRate max=\"1.04\" min=\"0.96\"/>\n"
                + "  </ServiceDescription>\n"
                + "  <Period ");
  }

  @Test
  void itSaysNothingThatIsNotDeclared() {
    assertThat(text("")).doesNotContain("ServiceDescription");
    assertThat(text("\"latency\":{\"target\":\"PT3S\"},"))
        .contains("<Latency target=\"3000\"/>")
        .doesNotContain("PlaybackRate");
    assertThat(text("\"playbackRate\":{\"min\":1,\"max\":1.05},"))
        .contains("<PlaybackRate max=\"1.05\" min=\"1\"/>")
        .doesNotContain("Latency");
  }

  @Test
  void nobodyKeepsUpWithAnEventThatIsOver() {
    assertThat(
            text(
                "\"latency\":{\"target\":\"PT3S\"},\"endTime\":\"%s\","
                    .formatted(Instant.ofEpochMilli(NOW - 20_000))))
        .doesNotContain("ServiceDescription");
  }

  @Test
  void theDelayThatIsDeclaredIsSuggested() {
    assertThat(text("\"presentationDelay\":\"PT4.5S\","))
        .contains("suggestedPresentationDelay=\"PT4.5S\"");
  }
}
