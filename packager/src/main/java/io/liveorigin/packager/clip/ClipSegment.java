package io.liveorigin.packager.clip;

/**
 * One media segment, ready to be published. Nothing else holds its array.
 *
 * @param bytes styp, moof, mdat
 * @param timescale ticks per second of its track
 * @param decodeTime baseMediaDecodeTime, ticks
 */
public record ClipSegment(byte[] bytes, long timescale, long decodeTime) {

  /** Returns the same media in other bytes. */
  public ClipSegment withBytes(byte[] other) {
    return new ClipSegment(other, timescale, decodeTime);
  }
}
