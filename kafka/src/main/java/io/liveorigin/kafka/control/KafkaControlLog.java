package io.liveorigin.kafka.control;

import io.liveorigin.contract.control.ControlEdit;
import io.liveorigin.contract.control.ControlLog;
import io.liveorigin.contract.control.ControlState;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.topic.Topics;
import io.liveorigin.kafka.KafkaErrorText;
import io.liveorigin.kafka.KafkaSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Orders changes by Kafka's transactions (ADR 23). All writers of an installation share one
 * transactional id, so the broker lets only one of them write: the last that announced itself.
 * After its announcement, a writer reads {@code control} to its end and judges the change by that
 * state. If another writer announced itself meanwhile, the commit fails, nothing is written, and
 * the change is judged again.
 *
 * <p>Each record goes to every partition in the same transaction, so that each task gets all of
 * them in the one thread that also gets its segments. Any thread; one change at a time. The clients
 * are opened when they are first needed.
 */
public final class KafkaControlLog implements ControlLog, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaControlLog.class);
  private static final TopicPartition READ = new TopicPartition(Topics.CONTROL, 0);
  private static final Duration LIMIT = Duration.ofSeconds(10);

  /** Two writers that fenced each other must not meet again at once. */
  private static final long LONGEST_PAUSE_MILLIS = 100;

  private final Supplier<Producer<String, byte[]>> producers;
  private final Supplier<Consumer<String, byte[]>> consumers;
  private final int partitions;
  private final ControlReader reader;
  private final ControlState state;
  private final Duration limit;

  /** Describes a refusal by the brokers. */
  private final Function<Throwable, String> refusal;

  private final ReentrantLock turn = new ReentrantLock(true);

  /**
   * Announced and, as far as this node knows, the last writer that was. Guarded by {@link #turn}.
   */
  private Optional<Producer<String, byte[]>> producer = Optional.empty();

  /** Used only to query the end offset. Guarded by {@link #turn}. */
  private Optional<Consumer<String, byte[]>> asker = Optional.empty();

  /**
   * @param reader follows {@code control} into {@code state}; started and closed by its owner
   */
  public KafkaControlLog(
      KafkaSettings kafka, String clientId, ControlReader reader, ControlState state) {
    this(
        () -> kafka.controlProducer(clientId),
        () -> kafka.readerConsumer(clientId + "-end"),
        kafka.topics().partitions(),
        reader,
        state,
        LIMIT,
        kafka.trouble()::words);
  }

  KafkaControlLog(
      Supplier<Producer<String, byte[]>> producers,
      Supplier<Consumer<String, byte[]>> consumers,
      int partitions,
      ControlReader reader,
      ControlState state,
      Duration limit) {
    this(producers, consumers, partitions, reader, state, limit, Throwable::getMessage);
  }

  KafkaControlLog(
      Supplier<Producer<String, byte[]>> producers,
      Supplier<Consumer<String, byte[]>> consumers,
      int partitions,
      ControlReader reader,
      ControlState state,
      Duration limit,
      Function<Throwable, String> refusal) {
    this.producers = producers;
    this.consumers = consumers;
    this.partitions = partitions;
    this.reader = reader;
    this.state = state;
    this.limit = limit;
    this.refusal = refusal;
  }

  @Override
  public ControlState latest() {
    long deadline = System.nanoTime() + limit.toNanos();
    takeTurn(deadline);
    try {
      readToEnd(deadline);
      return state;
    } catch (KafkaException | IllegalStateException e) {
      throw unavailable("the topic control cannot be read to its end", e);
    } finally {
      turn.unlock();
    }
  }

  @Override
  public <T> T change(Judge<T> judge) {
    long deadline = System.nanoTime() + limit.toNanos();
    takeTurn(deadline);
    try {
      while (true) {
        Attempt<T> attempt = new Attempt<>(judge, deadline);
        try {
          return attempt.run();
        } catch (KafkaException | IllegalStateException e) {
          // KafkaProducer throws IllegalStateException once it is closed or has failed for good.
          forget();
          // A refusal would be repeated at the next try.
          if (e instanceof InterruptException
              || KafkaErrorText.refused(e)
              || System.nanoTime() > deadline) {
            throw unavailable(attempt.failure(), e);
          }
          LOG.debug("a change of the topic control is attempted again: {}", e.getMessage());
        }
        pause();
        if (attempt.wasWritten()) {
          return attempt.answer();
        }
      }
    } finally {
      turn.unlock();
    }
  }

  /** One try. If it throws, another one may succeed, unless the exception is a refusal. */
  private final class Attempt<T> {
    private final Judge<T> judge;
    private final long deadline;
    private Optional<T> answer = Optional.empty();
    private OptionalLong offset = OptionalLong.empty();

    Attempt(Judge<T> judge, long deadline) {
      this.judge = judge;
      this.deadline = deadline;
    }

    T run() {
      Producer<String, byte[]> writer = writer();
      readToEnd(deadline);
      ControlEdit edit = new ControlEdit();
      T judged = judge.judge(state, edit);
      if (edit.entries().isEmpty()) {
        return judged;
      }
      answer = Optional.of(judged);
      writer.beginTransaction();
      // In the same transaction, so that no change is in force without them, whichever process
      // dies.
      edit.audits().forEach(audit -> send(writer, audit));
      long last = send(writer, edit.entries());
      reader.watch(last);
      offset = OptionalLong.of(last);
      writer.commitTransaction();
      if (!reader.awaitPosition(last + 1, left(deadline))) {
        throw unavailable(failure(), new IllegalStateException("it has not been read back"));
      }
      return judged;
    }

    /**
     * Whether a try with an unknown outcome was carried out. The announcement of the next writer
     * commits or aborts its transaction, so that the log shows the outcome.
     */
    boolean wasWritten() {
      if (offset.isEmpty()) {
        return false;
      }
      try {
        writer();
        readToEnd(deadline);
        return reader.sawWatched();
      } catch (KafkaException | IllegalStateException e) {
        forget();
        throw unavailable(failure(), e);
      }
    }

    T answer() {
      return answer.orElseThrow();
    }

    String failure() {
      return offset.isPresent()
          ? "the change was not confirmed in time; it is in force completely or not at all; check,"
              + " and repeat it if necessary"
          : "nothing was changed";
    }
  }

  private Producer<String, byte[]> writer() {
    if (producer.isEmpty()) {
      producer = Optional.of(producers.get());
      producer.get().initTransactions();
    }
    return producer.get();
  }

  /**
   * Reads to the end of the committed records; an open transaction of another writer does not
   * count.
   */
  private void readToEnd(long deadline) {
    if (asker.isEmpty()) {
      asker = Optional.of(consumers.get());
      // Kafka's client warns each time it is asked for the end of an unassigned partition.
      asker.get().assign(List.of(READ));
    }
    // Kafka's client returns no offset if less than a millisecond is left.
    Long end = asker.get().endOffsets(List.of(READ), left(deadline)).get(READ);
    if (end == null) {
      throw new IllegalStateException("Kafka did not report the end of the topic control in time");
    }
    if (!reader.awaitPosition(end, left(deadline))) {
      throw unavailable(
          "nothing was changed",
          new IllegalStateException("the topic control was not read to its end in time"));
    }
  }

  /**
   * Sends the entries to every partition, and returns the offset of the last record in the
   * partition that is read here.
   */
  private long send(Producer<String, byte[]> writer, List<ControlEdit.Entry> entries) {
    List<Future<RecordMetadata>> read = new ArrayList<>();
    for (ControlEdit.Entry entry : entries) {
      for (int partition = 0; partition < partitions; partition++) {
        Future<RecordMetadata> sent =
            writer.send(
                new ProducerRecord<>(
                    Topics.CONTROL, partition, entry.key().toString(), entry.value().orElse(null)));
        if (partition == READ.partition()) {
          read.add(sent);
        }
      }
    }
    writer.flush();
    try {
      return read.get(read.size() - 1).get().offset();
    } catch (ExecutionException e) {
      throw new KafkaException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptException(e);
    }
  }

  /** Sends an audit record. If Kafka does not accept it, the commit fails. */
  @SuppressWarnings("FutureReturnValueIgnored")
  private static void send(Producer<String, byte[]> writer, ControlEdit.Audit audit) {
    writer.send(new ProducerRecord<>(Topics.AUDIT, audit.key(), audit.value()));
  }

  private void forget() {
    producer.ifPresent(failed -> failed.close(Duration.ZERO));
    producer = Optional.empty();
  }

  private void takeTurn(long deadline) {
    try {
      if (!turn.tryLock(left(deadline).toNanos(), TimeUnit.NANOSECONDS)) {
        throw unavailable(
            "nothing was changed",
            new IllegalStateException("other changes are waiting for Kafka"));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable("nothing was changed", e);
    }
  }

  private static Duration left(long deadline) {
    return Duration.ofNanos(Math.max(1, deadline - System.nanoTime()));
  }

  private void pause() {
    try {
      Thread.sleep(ThreadLocalRandom.current().nextLong(LONGEST_PAUSE_MILLIS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable("nothing was changed", e);
    }
  }

  private OriginException unavailable(String what, Exception cause) {
    String why = KafkaErrorText.refused(cause) ? refusal.apply(cause) : cause.getMessage();
    return new OriginException(ErrorCode.STORAGE_UNAVAILABLE, what + " (" + why + ")", cause);
  }

  @Override
  public void close() {
    turn.lock();
    try {
      forget();
      asker.ifPresent(c -> c.close());
      asker = Optional.empty();
    } finally {
      turn.unlock();
    }
  }
}
