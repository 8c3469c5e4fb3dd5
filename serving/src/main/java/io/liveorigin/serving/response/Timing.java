package io.liveorigin.serving.response;

/**
 * Where the time of a request went: one metric of {@code Server-Timing} (W3C Server Timing).
 *
 * @param name a token
 * @param millis how long
 */
public record Timing(String name, long millis) {
  /** Kept open until the segment was decided. */
  public static Timing hold(long millis) {
    return new Timing("hold", millis);
  }

  /** The decision was asked from the index. */
  public static Timing lookup(long millis) {
    return new Timing("lookup", millis);
  }

  /** The bytes were asked from Kafka. */
  public static Timing readBack(long millis) {
    return new Timing("readback", millis);
  }

  @Override
  public String toString() {
    return name + ";dur=" + millis;
  }
}
