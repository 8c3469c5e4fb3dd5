package io.liveorigin.selector.task;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.segment.RecordPosition;
import io.liveorigin.contract.wire.QuarantineRecord;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Guards every step of a task. All cells read the same log with the same code, so an input that
 * ends a thread ends it in every cell and after every restart: redundancy does not help. An input
 * that cannot be processed is therefore passed over, reported once, and counted; all other work
 * continues.
 *
 * <p>Failures that are not the input's fault are not caught, because the thread must be restarted
 * for them: Kafka does not respond or has moved the task, a store cannot be read or written, memory
 * has run out. A stack overflow is the input's fault.
 *
 * <p>There is one instance for each processor of a task; stream thread only. See ADR 22.
 */
public final class Quarantine {
  private static final Logger LOG = LoggerFactory.getLogger(Quarantine.class);

  /**
   * Number of entries that are remembered as reported. A step that fails again for the same address
   * is not reported again.
   */
  private static final int REMEMBERED = 1_024;

  /**
   * Maximum number of log lines in a minute, so that a flood of unreadable records does not flood
   * the log.
   */
  private static final int LINES_A_MINUTE = 30;

  private static final long MINUTE_MILLIS = 60_000;

  private final String cell;
  private final int partition;
  private final LongSupplier clock;
  private final Consumer<QuarantineRecord> sink;
  private final Map<String, Boolean> said =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
          return size() > REMEMBERED;
        }
      };
  private long minute;
  private int lines;
  private long unsaid;

  /** Work that may fail. */
  @FunctionalInterface
  public interface Work {
    void run();
  }

  /**
   * @param partition the partition of the task
   * @param clock epoch ms
   * @param sink takes each new entry; must not block or throw
   */
  public Quarantine(
      String cell, int partition, LongSupplier clock, Consumer<QuarantineRecord> sink) {
    this.cell = cell;
    this.partition = partition;
    this.clock = clock;
    this.sink = sink;
  }

  /**
   * Processes one record.
   *
   * @param step the step that is guarded, as in {@link QuarantineRecord}
   * @param key the key of the record; empty text if it has none
   * @return whether the record was processed
   */
  public boolean record(String step, RecordPosition position, String key, Work work) {
    try {
      work.run();
      return true;
    } catch (RuntimeException | StackOverflowError e) {
      rethrowUnlessInputsFault(e);
      log(QuarantineRecord.ofRecord(step, position, key, reason(e), clock.getAsLong(), cell), e);
      return false;
    }
  }

  /**
   * Does one step for one subject.
   *
   * @param subject the address, track or event for which it is done; its {@code toString} names it
   * @return whether the step succeeded
   */
  public boolean step(String step, Object subject, Work work) {
    try {
      work.run();
      return true;
    } catch (RuntimeException | StackOverflowError e) {
      rethrowUnlessInputsFault(e);
      log(
          QuarantineRecord.ofStep(
              step, partition, String.valueOf(subject), reason(e), clock.getAsLong(), cell),
          e);
      return false;
    }
  }

  /**
   * Returns normally if the input is at fault; throws {@code e} if the thread must be restarted.
   */
  public static void rethrowUnlessInputsFault(Throwable e) {
    if (e instanceof KafkaException kafka) {
      throw kafka;
    }
    if (e instanceof OriginException own && own.code() == ErrorCode.STORAGE_UNAVAILABLE) {
      throw own;
    }
  }

  private static String reason(Throwable e) {
    if (e instanceof OriginException) {
      return e.getMessage();
    }
    return "processing failed: " + (e.getMessage() == null ? "no message" : e.getMessage());
  }

  private void log(QuarantineRecord entry, Throwable cause) {
    if (said.put(entry.id(), true) != null) {
      return;
    }
    sink.accept(entry);
    if (entry.at() - minute >= MINUTE_MILLIS || entry.at() < minute) {
      minute = entry.at();
      lines = 0;
    }
    if (++lines > LINES_A_MINUTE) {
      unsaid++;
      return;
    }
    String rest = unsaid == 0 ? "" : " (" + unsaid + " more were not logged)";
    unsaid = 0;
    String what =
        "quarantined: %s of '%s' %s: %s%s"
            .formatted(entry.step(), entry.subject(), entry.position(), entry.reason(), rest);
    if (cause instanceof OriginException) {
      LOG.warn("{}", what);
    } else {
      // A bug in this code: its report needs the stack trace.
      LOG.error("{}", what, cause);
    }
  }
}
