package io.liveorigin.bench.dvr;

import io.liveorigin.bench.process.HangLimit;
import io.liveorigin.bench.process.OriginProcesses;
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
final class PlainConsumer implements AutoCloseable {

  private final Consumer<String, byte[]> consumer;
  private final List<TopicPartition> all;

  PlainConsumer(OriginProcesses origin, Collection<TopicPartition> partitions) {
    this.consumer = settings(origin).readBackConsumer("bench-plain", new ByteArrayDeserializer());
    this.all = List.copyOf(partitions);
    consumer.assign(all);
    // At each poll, the consumer would look up the position of a partition that has none, paused or
    // not.
    all.forEach(partition -> consumer.seek(partition, 0));
    consumer.pause(all);
  }

  static KafkaSettings settings(OriginProcesses origin) {
    return new KafkaSettings(origin.kafka(), TopicSettings.singleNode());
  }

  /** Reads the record of a segment and returns the size of its value in bytes. */
  int read(OldSegments.Old old) {
    consumer.pause(all);
    consumer.resume(List.of(old.partition()));
    consumer.seek(old.partition(), old.offset());
    List<ConsumerRecord<String, byte[]>> found =
        consumer.poll(HangLimit.LIMIT).records(old.partition());
    if (found.isEmpty() || found.get(0).offset() != old.offset()) {
      throw new OriginException(ErrorCode.INTERNAL, "the plain consumer did not read " + old);
    }
    return found.get(0).value().length;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
