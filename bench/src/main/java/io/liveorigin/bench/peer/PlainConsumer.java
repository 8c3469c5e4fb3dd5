package io.liveorigin.bench.peer;

import io.liveorigin.bench.http.HangLimit;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.topic.TopicSettings;
import io.liveorigin.kafka.KafkaSettings;
import java.util.Collection;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The peer: a consumer that seeks and polls with the settings of the origin's read-back, which
 * fetch a single record. It verifies nothing. Used by one thread.
 */
public final class PlainConsumer implements AutoCloseable {
  private final Consumer<String, byte[]> consumer;
  private final List<TopicPartition> all;

  /**
   * @param bootstrap Kafka's address
   */
  public PlainConsumer(String bootstrap, Collection<TopicPartition> partitions) {
    this.consumer =
        new KafkaSettings(bootstrap, TopicSettings.singleNode())
            .readBackConsumer("bench-plain", new ByteArrayDeserializer());
    this.all = List.copyOf(partitions);
    consumer.assign(all);
    // At each poll, the consumer would look up the position of a partition that has none, paused or
    // not.
    all.forEach(partition -> consumer.seek(partition, 0));
    consumer.pause(all);
  }

  /** Reads one record and returns the size of its value in bytes. */
  public int read(TopicPartition partition, long offset) {
    consumer.pause(all);
    consumer.resume(List.of(partition));
    consumer.seek(partition, offset);
    List<ConsumerRecord<String, byte[]>> found = consumer.poll(HangLimit.LIMIT).records(partition);
    if (found.isEmpty() || found.get(0).offset() != offset) {
      throw new OriginException(
          ErrorCode.INTERNAL, "the plain consumer did not read " + offset + " of " + partition);
    }
    return found.get(0).value().length;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
