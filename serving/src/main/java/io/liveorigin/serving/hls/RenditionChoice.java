package io.liveorigin.serving.hls;

import io.liveorigin.contract.event.Accessibility;
import io.liveorigin.contract.event.MediaRole;
import io.liveorigin.contract.event.Representation;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The criteria by which viewers, or players for them, choose a rendition (RFC 8216bis, 4.4.6.1).
 *
 * @param lang RFC 5646; {@code und} and no language are two choices, because renditions of one
 *     choice have one LANGUAGE
 * @param role its purpose
 * @param label the name that viewers read
 * @param accessibility whom it helps, in the order of {@link Accessibility}
 */
record RenditionChoice(
    Optional<String> lang,
    Optional<MediaRole> role,
    Optional<String> label,
    List<Accessibility> accessibility) {
  static RenditionChoice of(Representation representation) {
    return new RenditionChoice(
        representation.lang(),
        representation.role(),
        representation.label(),
        List.copyOf(new TreeSet<>(representation.accessibility())));
  }

  boolean main() {
    return role.equals(Optional.of(MediaRole.MAIN));
  }

  boolean forced() {
    return role.equals(Optional.of(MediaRole.FORCED_SUBTITLE));
  }

  /** Returns whether a player may select it without an explicit choice of the viewer. */
  boolean autoselect() {
    return switch (role.orElse(MediaRole.MAIN)) {
      case ALTERNATE, SUPPLEMENTARY, COMMENTARY, EMERGENCY, KARAOKE -> false;
      case MAIN,
          DUB,
          DESCRIPTION,
          SIGN,
          CAPTION,
          SUBTITLE,
          FORCED_SUBTITLE,
          EASYREADER,
          ENHANCED_AUDIO_INTELLIGIBILITY ->
          true;
    };
  }

  /** Returns whether it is meant for all viewers. */
  boolean plain() {
    return autoselect() && accessibility.isEmpty();
  }

  /** Media characteristic tags (4.4.6.1); empty if there are none. */
  Optional<String> characteristics() {
    String tags =
        accessibility.stream()
            .flatMap(value -> tags(value).stream())
            .collect(Collectors.joining(","));
    return Optional.of(tags).filter(text -> !text.isEmpty());
  }

  private static List<String> tags(Accessibility accessibility) {
    return switch (accessibility) {
      case DESCRIPTION -> List.of("public.accessibility.describes-video");
      case ENHANCED_AUDIO_INTELLIGIBILITY ->
          List.of("public.accessibility.enhances-speech-intelligibility");
      case CAPTION ->
          List.of(
              "public.accessibility.transcribes-spoken-dialog",
              "public.accessibility.describes-music-and-sound");
      case EASYREADER -> List.of("public.easy-to-read");
      case SIGN -> List.of();
    };
  }
}
