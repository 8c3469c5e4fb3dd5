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
 * The other side: a consumer that seeks and polls, with the settings of our own read-back, which
 * fetch one record and no other. It checks nothing. One thread.
 */
final class PlainConsumer implements AutoCloseable {

  private final Consumer<String, byte[]> consumer;
  private final List<TopicPartition> all;

  PlainConsumer(OriginProcesses origin, Collection<TopicPartition> partitions) {
    this.consumer = settings(origin).readBackConsumer("bench-plain", new ByteArrayDeserializer());
    this.all = List.copyOf(partitions);
    consumer.assign(all);
    // A partition without a position would be asked for one at every poll, paused or not.
    all.forEach(partition -> consumer.seek(partition, 0));
    consumer.pause(all);
  }

  static KafkaSettings settings(OriginProcesses origin) {
    return new KafkaSettings(origin.kafka(), TopicSettings.singleNode());
  }

  /** Bytes of the record. */
  int read(OldSegments.Old old) {
    consumer.pause(all);
    consumer.resume(List.of(old.partition()));
    consumer.seek(old.partition(), old.offset());
    List<ConsumerRecord<String, byte[]>> found =
        consumer.poll(HangLimit.LIMIT).records(old.partition());
    if (found.isEmpty() || found.get(0).offset() != old.offset()) {
      throw new OriginException(ErrorCode.INTERNAL, old + " was not read");
    }
    return found.get(0).value().length;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
