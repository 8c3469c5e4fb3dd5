package io.liveorigin.contract.address;

/**
 * The keys by which a CDN purges: every cacheable answer lists its own in {@code Surrogate-Key},
 * and a purge names one of them. Keys are names joined by slashes, so no key has a space and one
 * key is never taken for another.
 */
public final class SurrogateKeys {
  /** So many numbers share a key: a purge of a range names one key for each of these. */
  public static final int NUMBERS_PER_KEY = 100;

  private SurrogateKeys() {}

  /** Everything of an event, refusals included. */
  public static String event(EventId event) {
    return "event/" + event;
  }

  /** Segments and init segments of one representation. */
  public static String representation(Track track) {
    return "representation/" + track.key();
  }

  /** Segments and init segments that came from one pipeline. */
  public static String pipeline(EventId event, String pipeline) {
    return "pipeline/" + event + "/" + pipeline;
  }

  /** Segments of all representations whose number is in the same bucket, refusals included. */
  public static String numbers(EventId event, long number) {
    return "numbers/" + event + "/" + bucket(number);
  }

  /** Of these, those that came from one pipeline. */
  public static String numbers(EventId event, long number, String pipeline) {
    return numbers(event, number) + "/" + pipeline;
  }

  /** The bucket of a number; those of a range of numbers are consecutive. */
  public static long bucket(long number) {
    return Math.floorDiv(number, NUMBERS_PER_KEY);
  }
}
