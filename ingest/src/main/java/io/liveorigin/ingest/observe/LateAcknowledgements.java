package io.liveorigin.ingest.observe;

import io.liveorigin.contract.address.Address;
import java.time.Duration;
import java.util.Optional;
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

  private OptionalLong lastLine = OptionalLong.empty();
  private long since;

  /**
   * Takes one late upload.
   *
   * @param now as {@link System#nanoTime()}
   * @return the line that was logged; empty if there was none
   */
  synchronized Optional<String> late(Address address, Duration after, long now) {
    since++;
    if (lastLine.isPresent() && now - lastLine.getAsLong() < BETWEEN_LINES.toNanos()) {
      return Optional.empty();
    }
    lastLine = OptionalLong.of(now);
    String line =
        "alarm: uploads are not acknowledged after %2$d ms: %1$d since the last line, the last is %3$s"
            .formatted(since, after.toMillis(), address);
    since = 0;
    LOG.warn("{}", line);
    return Optional.of(line);
  }
}
