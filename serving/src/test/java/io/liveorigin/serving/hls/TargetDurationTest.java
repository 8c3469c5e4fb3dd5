package io.liveorigin.serving.hls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.serving.support.Samples;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetDurationTest {
  @ParameterizedTest(name = "{0}/{1} s of {2} at {3} Hz is {4}")
  @CsvSource({
    "2, 1, mp4a.40.2, 48000, 2",
    "60060, 30000, mp4a.40.2, 44100, 2",
    // 2.48 s rounds to 2, and with a frame to 3.
    "248, 100, mp4a.40.2, 48000, 3",
    "2478, 1000, mp4a.40.2, 48000, 2",
    "2478, 1000, mp4a.40.5, 48000, 3",
    "2478, 1000, ec-3, 48000, 3",
    "2478, 1000, Opus, 48000, 2",
    "2440, 1000, mp4a.40.2, 16000, 3",
    "6006, 1000, ac-3, 48000, 6",
    "1, 10, mp4a.40.2, 48000, 1",
    "60, 1, mp4a.40.2, 8000, 60",
    "9000000, 150000, fLaC, 768000, 60",
  })
  void isTheSegmentWithItsLongestFrame(
      long duration, long timescale, String codecs, int rate, long seconds) {
    String json =
        Samples.NEWS
            .replace(
                "\"pipelines\"",
                "\"segmentDuration\":{\"duration\":%d,\"timescale\":%d},\"pipelines\""
                    .formatted(duration, timescale))
            .replace("mp4a.40.2", codecs)
            .replace("48000", Integer.toString(rate));

    assertThat(TargetDuration.least(Samples.definition(json)).seconds()).isEqualTo(seconds);
  }

  @Test
  void withoutAudioItIsTheSegment() {
    String json =
        """
        {"tenant":"t","event":"e","pipelines":["a"],
         "segmentDuration":{"duration":2499,"timescale":1000},
         "representations":[{"id":"v","contentType":"video","codecs":"avc1","bandwidth":1}]}
        """;

    assertThat(TargetDuration.least(Samples.definition(json)).seconds()).isEqualTo(2);
  }

  /** One and a half of it hold a segment and all that is waited for its decision. */
  @ParameterizedTest(name = "{0} and {1}: {2} s")
  @CsvSource({
    "PT1S, PT1S, 3",
    "PT0.5S, PT0.5S, 2",
    "PT0.5S, PT0.501S, 3",
    "PT0S, PT0S, 2",
    "PT5S, PT4S, 8",
  })
  void isLongEnoughForWhatIsLate(String patience, String fillPatience, long seconds) {
    EventDefinition event =
        Samples.definition(
            Samples.NEWS.replace(
                "\"pipelines\"",
                "\"patience\":\"%s\",\"fillPatience\":\"%s\",\"pipelines\""
                    .formatted(patience, fillPatience)));

    assertThat(TargetDuration.of(event).seconds()).isEqualTo(seconds);
    assertThat(TargetDuration.of(event).keptBy(event)).isTrue();
    EventDefinition shorter = event.withTargetDuration(Duration.ofSeconds(seconds - 1));
    assertThat(TargetDuration.of(shorter).seconds()).isEqualTo(seconds - 1);
    assertThat(TargetDuration.of(shorter).keptBy(shorter)).isFalse();
  }

  @Test
  void saysWhatToChangeWhereLinesMayBeLate() {
    EventDefinition event = Samples.definition(Samples.NEWS);
    EventDefinition shorter = event.withTargetDuration(Duration.ofSeconds(2));

    assertThat(TargetDuration.of(event).warning(event, true)).isEmpty();
    assertThat(TargetDuration.of(shorter).warning(shorter, true))
        .hasValue(
            "HLS playlists may be late: segmentDuration + patience + fillPatience is 4000 ms, but"
                + " one and a half times targetDuration is 3000 ms; set patience and fillPatience"
                + " to 1000 ms in total, or targetDuration to PT3S");
    assertThat(TargetDuration.of(shorter).warning(shorter, false).orElseThrow())
        .endsWith("to 1000 ms in total");
  }

  @Test
  void allowsWhatRoundsToIt() {
    TargetDuration two = new TargetDuration(2);

    assertThat(two.allows(2_499_999)).isTrue();
    assertThat(two.allows(2_500_000)).isFalse();
    assertThat(two.allows(1)).isTrue();
    assertThat(two.allows(0)).isFalse();
    assertThatThrownBy(() -> new TargetDuration(0)).hasMessageContaining("at least 1 s");
  }
}
