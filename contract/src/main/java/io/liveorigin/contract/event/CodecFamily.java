package io.liveorigin.contract.event;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A kind of decoder. A player switches between representations of one family without a new buffer
 * or decoder, so only these share a DASH AdaptationSet (a CMAF switching set, ISO/IEC 23000-19,
 * 7.3.4) or an HLS rendition group.
 *
 * <p>It is the sample entry of each codec of an RFC 6381 string, for example {@code avc1}. For
 * {@code mp4a} the object type counts too, because AAC, MP3 and AC-3 share that sample entry. The
 * AAC profiles LC, HE and HE v2 are one family: browsers and set-top boxes play all three with one
 * decoder, and packagers may signal HE as LC (ISO/IEC 14496-3, 1.6.5.2).
 *
 * @param name for example {@code avc1}, {@code mp4a.40}, or {@code avc1+mp4a.40} for muxed media
 */
public record CodecFamily(String name) {
  /** WebVTT in MP4 (ISO/IEC 14496-30, 7). */
  public static final CodecFamily WEBVTT = new CodecFamily("wvtt");

  private static final String MP4_AUDIO = "mp4a";
  private static final String MPEG4_AUDIO = "40";

  /** Audio object types of ISO/IEC 14496-3 that one decoder plays: LC, SBR, PS. */
  private static final Set<String> AAC = Set.of("2", "02", "5", "05", "29");

  /**
   * Returns the family of a valid RFC 6381 string, whatever the order of its codecs.
   *
   * @param codecs as in {@link Representation#codecs()}
   */
  public static CodecFamily of(String codecs) {
    return new CodecFamily(
        Arrays.stream(codecs.split(","))
            .map(String::strip)
            .map(CodecFamily::ofOne)
            .distinct()
            .sorted()
            .collect(Collectors.joining("+")));
  }

  private static String ofOne(String codec) {
    String[] parts = codec.split("\\.", 3);
    if (!parts[0].equals(MP4_AUDIO) || parts.length == 1) {
      return parts[0];
    }
    String objectType = parts[1].toLowerCase(Locale.ROOT);
    boolean plain = parts.length == 2 || AAC.contains(parts[2]);
    return objectType.equals(MPEG4_AUDIO) && !plain
        ? MP4_AUDIO + "." + objectType + "." + parts[2]
        : MP4_AUDIO + "." + objectType;
  }

  @Override
  public String toString() {
    return name;
  }
}
