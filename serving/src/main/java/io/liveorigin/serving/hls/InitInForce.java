package io.liveorigin.serving.hls;

/**
 * The init segment that a run of segments is decoded with. All tracks of an event change over at
 * one number, whether their own init segment differs or not.
 *
 * @param changes how many times the event has changed over until then; 0 at its beginning
 * @param firstNumber the first segment after that change
 * @param uri of the init segment, from the playlist; its bytes never change. Empty where the
 *     segments need none: raw WebVTT
 */
public record InitInForce(long changes, long firstNumber, String uri) {
  public InitInForce {
    if (changes < 0 || changes > Integer.MAX_VALUE) {
      // Players keep it in 32 bits, and some walk an array of that length.
      throw new IllegalArgumentException("changes must be 0 to 2^31 - 1, but is " + changes);
    }
  }
}
