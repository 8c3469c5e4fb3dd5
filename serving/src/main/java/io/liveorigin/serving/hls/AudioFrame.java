package io.liveorigin.serving.hls;

import io.liveorigin.contract.event.Representation;
import java.util.Map;

/**
 * The frame of an audio codec: by so much may a segment be longer than the schedule has it, because
 * frames do not divide every segment duration.
 *
 * @param samples of one frame
 * @param rate samples per second
 */
public record AudioFrame(long samples, long rate) {
  /** Samples by codec family; of HE-AAC and unknown codecs {@link #LONGEST}. */
  private static final Map<String, Long> SAMPLES =
      Map.of("ac-3", 1_536L, "ec-3", 1_536L, "Opus", 960L, "mp4a.6b", 1_152L, "fLaC", 4_608L);

  private static final String AAC_LC = "mp4a.40.2";
  private static final long AAC = 1_024;
  private static final long LONGEST = 2_048;

  /** Where the definition does not say it: the lowest of those in common use. */
  private static final int USUAL_RATE = 32_000;

  /** That of a representation of audio. */
  public static AudioFrame of(Representation audio) {
    long samples =
        audio.codecs().equals(AAC_LC)
            ? AAC
            : SAMPLES.getOrDefault(audio.codecFamily().name(), LONGEST);
    return new AudioFrame(samples, audio.audioSamplingRate().orElse(USUAL_RATE));
  }

  /** Rounded up. */
  public long millis() {
    return (samples * 1_000 + rate - 1) / rate;
  }
}
