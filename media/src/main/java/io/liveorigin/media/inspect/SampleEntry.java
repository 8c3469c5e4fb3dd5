package io.liveorigin.media.inspect;

import java.util.Optional;

/**
 * One entry of a track's sample description (ISO/IEC 14496-12, 8.5.2 and 12).
 *
 * @param type four-character code, for example {@code avc1} or {@code encv}
 * @param format the same, or the code before encryption (8.12.2)
 * @param width pixels, 0 if not video
 * @param height pixels, 0 if not video
 * @param channels as the entry says, 0 if not audio
 * @param samplingRate Hz as the entry says, 0 if not audio or beyond 65,535
 * @param scheme scheme of its protection, for example {@code cbcs}
 * @param configuration fingerprint of everything on which a decoder depends, 16 hex digits
 * @param displayWidth pixels, with the pixel aspect ratio applied (12.1.4); 0 if not video
 * @param audio the timing that the configuration of an audio decoder states
 * @param codec {@code format}; for {@code mp4a} with the object type, as RFC 6381 writes it: {@code
 *     mp4a.40}
 * @param ownVectors whether each sample has an initialization vector of its own (ISO/IEC 23001-7,
 *     8.2)
 */
public record SampleEntry(
    String type,
    String format,
    int width,
    int height,
    int channels,
    int samplingRate,
    Optional<String> scheme,
    String configuration,
    int displayWidth,
    Optional<AudioSetup> audio,
    String codec,
    boolean ownVectors) {

  /** Creates an entry with square pixels and without a known audio configuration. */
  public SampleEntry(
      String type,
      String format,
      int width,
      int height,
      int channels,
      int samplingRate,
      Optional<String> scheme,
      String configuration) {
    this(
        type,
        format,
        width,
        height,
        channels,
        samplingRate,
        scheme,
        configuration,
        width,
        Optional.empty(),
        format,
        false);
  }
}
