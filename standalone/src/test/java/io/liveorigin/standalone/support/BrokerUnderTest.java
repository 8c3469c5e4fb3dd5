package io.liveorigin.standalone.support;

/** A single Kafka broker with the limits of the single-node mode, started for one test class. */
public interface BrokerUnderTest extends AutoCloseable {
  /** {@code host:port} that clients of this process connect to. */
  String bootstrapServers();

  @Override
  void close();
}
