package io.liveorigin.serving.response;

/**
 * Where the time of a request went: one metric of {@code Server-Timing} (W3C Server Timing).
 *
 * @param name a token
 * @param millis how long
 */
public record ServerTiming(String name, long millis) {
  /** Kept open until the segment was decided. */
  public static ServerTiming hold(long millis) {
    return new ServerTiming("hold", millis);
  }

  /** The decision was asked from the index. */
  public static ServerTiming lookup(long millis) {
    return new ServerTiming("lookup", millis);
  }

  /** The bytes were asked from Kafka. */
  public static ServerTiming readBack(long millis) {
    return new ServerTiming("readback", millis);
  }

  @Override
  public String toString() {
    return name + ";dur=" + millis;
  }
}
