package io.liveorigin.serving.hls;

import io.liveorigin.contract.event.Representation;
import java.util.Map;

/**
 * The frame of an audio codec. A segment may be longer than its scheduled duration by one frame,
 * because frames do not divide every segment duration.
 *
 * @param samples of one frame
 * @param rate samples per second
 */
public record AudioFrame(long samples, long rate) {
  /** Samples of one frame by codec family; HE-AAC and unknown codecs have {@link #LONGEST}. */
  private static final Map<String, Long> SAMPLES =
      Map.of("ac-3", 1_536L, "ec-3", 1_536L, "Opus", 960L, "mp4a.6b", 1_152L, "fLaC", 4_608L);

  private static final String AAC_LC = "mp4a.40.2";
  private static final long AAC = 1_024;
  private static final long LONGEST = 2_048;

  /** Used if the definition has no sampling rate: the lowest of those in common use, in Hz. */
  private static final int USUAL_RATE = 32_000;

  /** The frame of a representation of audio. */
  public static AudioFrame of(Representation audio) {
    long samples =
        audio.codecs().equals(AAC_LC)
            ? AAC
            : SAMPLES.getOrDefault(audio.codecFamily().name(), LONGEST);
    return new AudioFrame(samples, audio.audioSamplingRate().orElse(USUAL_RATE));
  }

  /** Duration of a frame in milliseconds, rounded up. */
  public long millis() {
    return (samples * 1_000 + rate - 1) / rate;
  }
}
