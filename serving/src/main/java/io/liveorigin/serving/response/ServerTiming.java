package io.liveorigin.serving.response;

/**
 * One step of a request and its time: a metric of {@code Server-Timing} (W3C Server Timing).
 *
 * @param name a token
 * @param millis how long
 */
public record ServerTiming(String name, long millis) {
  /** The request was held until the segment was decided. */
  public static ServerTiming hold(long millis) {
    return new ServerTiming("hold", millis);
  }

  /** The decision was queried from the index. */
  public static ServerTiming lookup(long millis) {
    return new ServerTiming("lookup", millis);
  }

  /** The bytes were read from Kafka. */
  public static ServerTiming readBack(long millis) {
    return new ServerTiming("readback", millis);
  }

  @Override
  public String toString() {
    return name + ";dur=" + millis;
  }
}
