package io.liveorigin.serving.hls;

/**
 * The init segment with which a run of segments is decoded. All tracks of an event change over at
 * one number, even those whose own init segment stays the same.
 *
 * @param changes how many times the event has changed over by then; 0 at its beginning
 * @param firstNumber the first segment after that change
 * @param uri of the init segment, relative to the playlist; its bytes never change. Empty if the
 *     segments need none: raw WebVTT
 */
public record InitInForce(long changes, long firstNumber, String uri) {
  public InitInForce {
    if (changes < 0 || changes > Integer.MAX_VALUE) {
      // Players store this value in 32 bits, and some iterate over an array of that length.
      throw new IllegalArgumentException("changes must be 0 to 2^31 - 1, but is " + changes);
    }
  }
}
