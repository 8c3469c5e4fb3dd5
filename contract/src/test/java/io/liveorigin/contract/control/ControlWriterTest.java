package io.liveorigin.contract.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class ControlWriterTest {
  private static final ControlKey KEY = ControlKey.mask(new EventId("acme", "derby"), "m1");
  private static final byte[] VALUE = {1, 2};

  private static MockProducer<String, byte[]> producer(boolean autoComplete) {
    return new MockProducer<>(
        autoComplete, null, new StringSerializer(), new ByteArraySerializer());
  }

  @Test
  void writesToEveryPartition() {
    MockProducer<String, byte[]> producer = producer(true);
    new ControlWriter(producer, 4).publish(KEY, Optional.of(VALUE));
    assertThat(producer.history())
        .extracting(ProducerRecord::partition)
        .containsExactly(0, 1, 2, 3);
    assertThat(producer.history())
        .allSatisfy(
            record -> {
              assertThat(record.topic()).isEqualTo("control");
              assertThat(record.key()).isEqualTo("mask/acme/derby/m1");
              assertThat(record.value()).isEqualTo(VALUE);
            });
  }

  @Test
  void aDeletionIsARecordWithoutValue() {
    MockProducer<String, byte[]> producer = producer(true);
    new ControlWriter(producer, 2).publish(KEY, Optional.empty());
    assertThat(producer.history()).hasSize(2).allSatisfy(r -> assertThat(r.value()).isNull());
  }

  @Test
  void answersOnlyWhenTheLastPartitionHasAcknowledged() {
    MockProducer<String, byte[]> producer = producer(false);
    CompletableFuture<Void> answer =
        CompletableFuture.runAsync(
            () -> new ControlWriter(producer, 3).publish(KEY, Optional.of(VALUE)));
    Awaitility.await().until(() -> producer.history().size() == 3);
    assertThat(producer.completeNext()).isTrue();
    assertThat(producer.completeNext()).isTrue();
    assertThat(answer).isNotDone();
    assertThat(producer.completeNext()).isTrue();
    Awaitility.await().until(answer::isDone);
    assertThat(answer).isCompleted();
  }

  @Test
  void onePartitionThatFailsFailsAll() {
    MockProducer<String, byte[]> producer = producer(false);
    CompletableFuture<Void> answer =
        CompletableFuture.runAsync(
            () -> new ControlWriter(producer, 2).publish(KEY, Optional.of(VALUE)));
    Awaitility.await().until(() -> producer.history().size() == 2);
    producer.completeNext();
    producer.errorNext(new NotEnoughReplicasException("only one replica"));
    assertThatThrownBy(answer::join)
        .cause()
        .isInstanceOfSatisfying(
            OriginException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.STORAGE_UNAVAILABLE))
        .hasMessage(
            "control record mask/acme/derby/m1 was not acknowledged by every partition:"
                + " only one replica");
  }

  @Test
  void aSendThatFailsAtOnceIsTheSameAnswer() {
    MockProducer<String, byte[]> producer = producer(true);
    producer.sendException = new TimeoutException("no metadata");
    refuse(producer, "no metadata");
  }

  @Test
  void aClosedProducerIsTheSameAnswer() {
    MockProducer<String, byte[]> producer = producer(true);
    producer.close();
    refuse(producer, "closed");
  }

  private static void refuse(MockProducer<String, byte[]> producer, String message) {
    assertThatThrownBy(() -> new ControlWriter(producer, 2).publish(KEY, Optional.of(VALUE)))
        .isInstanceOfSatisfying(
            OriginException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.STORAGE_UNAVAILABLE))
        .hasMessageContaining(message);
  }

  @Test
  void anInterruptIsKept() {
    MockProducer<String, byte[]> producer = producer(false);
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> new ControlWriter(producer, 1).publish(KEY, Optional.of(VALUE)))
        .isInstanceOf(OriginException.class);
    assertThat(Thread.interrupted()).isTrue();
  }
}
