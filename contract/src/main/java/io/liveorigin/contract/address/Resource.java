package io.liveorigin.contract.address;

/** What a path below {@code /{tenant}/{event}/} names. */
public sealed interface Resource {
  /** A media segment of a declared representation. */
  record Media(SegmentAddress address) implements Resource {}

  /** The init segment of a declared representation. */
  record Init(InitAddress address) implements Resource {}

  /** A manifest: {@code *.mpd} or {@code *.m3u8}. Ours is {@link SegmentUrls#MPD_NAME}. */
  record Manifest(String name) implements Resource {}

  /** A template matches, but the representation is not declared. */
  record UnknownRepresentation(String representation) implements Resource {}

  /** No template matches. */
  record Foreign() implements Resource {}
}
