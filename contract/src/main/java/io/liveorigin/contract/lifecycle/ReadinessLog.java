package io.liveorigin.contract.lifecycle;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One line in the log when a process becomes not ready, and one when it is ready again. A reason
 * that changes meanwhile gets no line, because it may contain a number that changes all the time.
 * For use by one thread.
 */
public final class ReadinessLog {
  private static final Logger LOG = LoggerFactory.getLogger(ReadinessLog.class);

  private final String prefix;
  private OptionalLong since = OptionalLong.empty();

  /**
   * @param who what is ready, at the beginning of each line; may be empty
   */
  public ReadinessLog(String who) {
    this.prefix = who.isEmpty() ? "" : who + ": ";
  }

  /**
   * Takes what a look at the readiness has found.
   *
   * @param reason why the process is not ready; empty if it is ready
   * @param now as {@link System#nanoTime()}
   * @return the line that was logged; empty if there was none
   */
  public Optional<String> seen(Optional<String> reason, long now) {
    if (reason.isPresent() && since.isEmpty()) {
      since = OptionalLong.of(now);
      String line = prefix + "not ready: " + reason.get();
      LOG.warn("{}", line);
      return Optional.of(line);
    }
    if (reason.isEmpty() && since.isPresent()) {
      long seconds = TimeUnit.NANOSECONDS.toSeconds(now - since.getAsLong());
      since = OptionalLong.empty();
      String line = prefix + "ready again after " + seconds + " s";
      LOG.info("{}", line);
      return Optional.of(line);
    }
    return Optional.empty();
  }
}
