package io.liveorigin.serving.manifest;

import io.liveorigin.contract.event.Representation;
import java.util.Optional;
import java.util.Set;

/**
 * The number of audio channels, as an MPD states it (ISO/IEC 23009-1, 5.8.5.4). There is none for
 * counts that stand for several layouts.
 *
 * @param scheme of the descriptor
 * @param value of the descriptor
 */
record AudioChannels(String scheme, String value) {
  /** An index of ISO/IEC 23091-3, table 1. */
  private static final String CICP = "urn:mpeg:mpegB:cicp:ChannelConfiguration";

  /** Four hexadecimal digits, a bit for each loudspeaker or pair (ETSI TS 102 366, I.1.2.1). */
  private static final String DOLBY = "tag:dolby.com,2014:dash:audio_channel_configuration:2011";

  private static final Set<String> DOLBY_CODECS = Set.of("ac-3", "ec-3");

  /** Empty if the definition does not state the number, or the scheme has no value for it. */
  static Optional<AudioChannels> of(Representation representation) {
    boolean dolby = DOLBY_CODECS.contains(representation.codecFamily().name());
    return representation
        .channels()
        .flatMap(dolby ? AudioChannels::dolby : AudioChannels::cicp)
        .map(value -> new AudioChannels(dolby ? DOLBY : CICP, value));
  }

  private static Optional<String> cicp(int channels) {
    return switch (channels) {
      case 1, 2, 3, 4, 5, 6 -> Optional.of(Integer.toString(channels));
      case 7 -> Optional.of("11");
      case 8 -> Optional.of("12");
      case 24 -> Optional.of("13");
      default -> Optional.empty();
    };
  }

  private static Optional<String> dolby(int channels) {
    return switch (channels) {
      case 1 -> Optional.of("4000");
      case 2 -> Optional.of("A000");
      case 5 -> Optional.of("F800");
      case 6 -> Optional.of("F801");
      case 8 -> Optional.of("FA01");
      default -> Optional.empty();
    };
  }
}
