package io.liveorigin.ingest.observe;

import io.liveorigin.contract.address.Address;
import java.time.Duration;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warns of uploads that Kafka does not acknowledge in time, at most once a minute, with the number
 * of them since the last line. Any thread.
 */
final class LateAcknowledgements {
  private static final Logger LOG = LoggerFactory.getLogger(LateAcknowledgements.class);
  private static final Duration BETWEEN_LINES = Duration.ofMinutes(1);

  private final String pipeline;
  private OptionalLong lastLine = OptionalLong.empty();
  private long since;

  LateAcknowledgements(String pipeline) {
    this.pipeline = pipeline;
  }

  /**
   * Takes one late upload.
   *
   * @param now as {@link System#nanoTime()}
   * @return the number of uploads in the line that was logged; empty if none was logged
   */
  synchronized OptionalLong late(Address address, Duration after, long now) {
    since++;
    if (lastLine.isPresent() && now - lastLine.getAsLong() < BETWEEN_LINES.toNanos()) {
      return OptionalLong.empty();
    }
    lastLine = OptionalLong.of(now);
    LOG.atWarn()
        .addKeyValue("pipeline", pipeline)
        .log(
            "alarm: uploads are not acknowledged after {} ms: {} since the last line, the last is {}",
            after.toMillis(),
            since,
            address);
    OptionalLong told = OptionalLong.of(since);
    since = 0;
    return told;
  }
}
