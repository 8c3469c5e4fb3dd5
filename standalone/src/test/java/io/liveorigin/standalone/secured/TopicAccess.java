package io.liveorigin.standalone.secured;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.testing.Patience;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;

/** Tries what a user may do with partition 0 of a topic. */
final class TopicAccess {
  private final SecuredBroker broker;
  private final Parts parts;

  TopicAccess(AclFixture origin) {
    this.broker = origin.broker();
    this.parts = origin.parts();
  }

  boolean mayWrite(String user, String topic) {
    try (Producer<String, byte[]> producer =
        broker.kafka(user).durableProducer(parts.newName("try"), Duration.ofSeconds(60))) {
      // No service can read this record.
      producer.send(new ProducerRecord<>(topic, 0, "tried/by/test", new byte[0])).get();
      return true;
    } catch (ExecutionException e) {
      assertThat(e.getCause()).isInstanceOf(AuthorizationException.class);
      return false;
    } catch (KafkaException e) {
      // Refused before it was sent: an idempotent producer asks for an id in the background.
      assertThat(e instanceof AuthorizationException ? e : e.getCause())
          .isInstanceOf(AuthorizationException.class);
      return false;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** A user who may describe the topic is refused only if the partition has a record. */
  boolean mayRead(String user, String topic) {
    try (Consumer<String, byte[]> consumer =
        broker.kafka(user).readerConsumer(parts.newName("try"))) {
      TopicPartition partition = new TopicPartition(topic, 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      // Describe alone lets whoever asks know where it ends, and no record out.
      consumer.poll(Duration.ofMillis(1));
      consumer.position(partition);
      Patience.await()
          .until(() -> !consumer.poll(Duration.ofMillis(100)).isEmpty() || end(consumer));
      return true;
    } catch (AuthorizationException e) {
      return false;
    }
  }

  private static boolean end(Consumer<String, byte[]> consumer) {
    return consumer.endOffsets(consumer.assignment()).entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }
}
