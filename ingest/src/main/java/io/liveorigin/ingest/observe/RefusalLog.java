package io.liveorigin.ingest.observe;

import io.liveorigin.contract.lifecycle.NamedThreadFactory;
import io.liveorigin.contract.topic.Topics;
import io.liveorigin.contract.wire.RefusalRecord;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes refusals to the application log and to the topic {@code refusals}. The caller does not
 * wait: a separate thread writes to the topic, because Kafka's client may block. A record that
 * Kafka does not accept is still in the application log. Any thread may call it.
 */
public final class RefusalLog implements Consumer<RefusalRecord>, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RefusalLog.class);
  private static final int WAITING = 1_000;
  private static final Duration CLOSE = Duration.ofSeconds(2);

  private final Producer<String, byte[]> producer;
  private final ExecutorService thread;

  /**
   * @param producer is closed by {@link #close}
   */
  public RefusalLog(String name, Producer<String, byte[]> producer) {
    this.producer = producer;
    this.thread =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(WAITING),
            NamedThreadFactory.of(name));
  }

  @Override
  public void accept(RefusalRecord refusal) {
    LOG.atWarn()
        .addKeyValue("event", refusal.event())
        .addKeyValue("pipeline", refusal.pipeline())
        .addKeyValue("code", refusal.code())
        .log(
            "{} uploads of event {} were refused ({}), the last: {}: {}",
            refusal.count(),
            refusal.event(),
            refusal.code(),
            refusal.request(),
            refusal.detail());
    try {
      thread.execute(() -> write(refusal));
    } catch (RejectedExecutionException e) {
      LOG.debug("{} is not written to the topic, because too many are waiting", refusal);
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the callback has the outcome
  private void write(RefusalRecord refusal) {
    try {
      producer.send(
          new ProducerRecord<>(Topics.REFUSALS, refusal.key(), refusal.toJson()),
          (metadata, failure) -> {
            if (failure != null) {
              LOG.warn("a record of refusals was not written: {}", failure.getMessage());
            }
          });
    } catch (RuntimeException e) {
      LOG.warn("a record of refusals was not written: {}", e.getMessage());
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
    producer.close(CLOSE);
  }
}
