package io.liveorigin.contract.address;

/**
 * The keys by which a CDN purges: every cacheable response lists its own in {@code Surrogate-Key},
 * and a purge names one of them. Keys are names joined by slashes, so no key has a space, and one
 * key is never mistaken for another.
 */
public final class SurrogateKeys {
  /**
   * Size of a bucket: the count of numbers that share a key. A purge of a range names one key for
   * each bucket.
   */
  public static final int NUMBERS_PER_KEY = 100;

  private SurrogateKeys() {}

  /** The key of all responses about an event, including refusals. */
  public static String event(EventId event) {
    return "event/" + event;
  }

  /** The key of the segments and init segments of one representation. */
  public static String representation(Track track) {
    return "representation/" + track.key();
  }

  /** The key of the segments and init segments that came from one pipeline. */
  public static String pipeline(EventId event, String pipeline) {
    return "pipeline/" + event + "/" + pipeline;
  }

  /**
   * The key of the segments of all representations whose numbers are in the same bucket, including
   * refusals.
   */
  public static String numbers(EventId event, long number) {
    return "numbers/" + event + "/" + bucket(number);
  }

  /** The key of the segments of that bucket that came from one pipeline. */
  public static String numbers(EventId event, long number, String pipeline) {
    return numbers(event, number) + "/" + pipeline;
  }

  /** The bucket of a number. The buckets of a range of numbers are consecutive. */
  public static long bucket(long number) {
    return Math.floorDiv(number, NUMBERS_PER_KEY);
  }
}
