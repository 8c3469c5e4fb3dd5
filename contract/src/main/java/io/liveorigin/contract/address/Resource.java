package io.liveorigin.contract.address;

/** The resource that a path below {@code /{tenant}/{event}/} names. */
public sealed interface Resource {
  /** A media segment of a declared representation. */
  record Media(SegmentAddress address) implements Resource {}

  /** A media segment of a declared representation, as raw WebVTT. */
  record Text(SegmentAddress address) implements Resource {}

  /** The init segment of a declared representation. */
  record Init(InitAddress address) implements Resource {}

  /**
   * One version of an init segment, identified by its bytes.
   *
   * @param digest the first hex digits of the digest of these bytes, as many as {@link SegmentUrls}
   *     writes
   */
  record InitVersion(InitAddress address, String digest) implements Resource {}

  /**
   * A manifest: {@code *.mpd} or {@code *.m3u8}, whether or not the origin serves one of that name.
   */
  record Manifest(String name) implements Resource {}

  /** A template matches, but the representation is not declared. */
  record UnknownRepresentation(String representation) implements Resource {}

  /** No template matches. */
  record Foreign() implements Resource {}
}
