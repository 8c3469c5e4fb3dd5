package io.liveorigin.ingest.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.liveorigin.contract.address.Address;
import io.liveorigin.contract.address.InitAddress;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.DefectKind;
import io.liveorigin.contract.segment.DefectSource;
import io.liveorigin.contract.segment.Digest;
import io.liveorigin.contract.segment.Facts;
import io.liveorigin.contract.segment.RecordPosition;
import io.liveorigin.ingest.support.Events;
import io.liveorigin.kafka.Partitions;
import io.liveorigin.kafka.record.SegmentRecord;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.NetworkException;
import org.apache.kafka.common.errors.NotEnoughReplicasAfterAppendException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownServerException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KafkaSegmentLogTest {
  private static final byte[] BODY = {1, 2, 3};
  private static final int PARTITIONS = 4;

  private final MockProducer<String, byte[]> producer =
      new MockProducer<>(false, null, new StringSerializer(), new ByteArraySerializer());
  private final KafkaSegmentLog log = new KafkaSegmentLog(producer, "a", PARTITIONS);

  private static SegmentRecord segment(Address address) {
    Defect defect = Defect.of(DefectKind.TRUNCATED, DefectSource.INGEST, Map.of("missing", 4L));
    return new SegmentRecord(address, "video/mp4", Digest.of(BODY), Facts.NONE, List.of(defect));
  }

  private CompletableFuture<RecordPosition> append() {
    return log.append(segment(Events.address(Events.NUMBER)), 1234, BODY);
  }

  @Test
  void aSegmentBecomesTheRecordOfTheContract() {
    append();

    ProducerRecord<String, byte[]> record = producer.history().get(0);
    assertThat(record.topic()).isEqualTo("segments.a");
    assertThat(record.key()).isEqualTo("acme/cup/v0");
    assertThat(record.partition()).isEqualTo(Partitions.of(Events.video(), PARTITIONS));
    assertThat(record.timestamp()).isEqualTo(1234);
    assertThat(record.value()).isSameAs(BODY);
    assertThat(header(record, "number")).isEqualTo(Long.toString(Events.NUMBER));
    assertThat(header(record, "content-type")).isEqualTo("video/mp4");
    assertThat(header(record, "digest")).isEqualTo(Digest.of(BODY).hex());
    assertThat(header(record, "defects")).isEqualTo("truncated;missing=4;source=\"ingest\"");
    assertThat(header(record, "schema")).isEqualTo("1");
  }

  @Test
  void anInitSegmentGoesToTheInits() {
    log.append(segment(new InitAddress(Events.video())), 1234, BODY);

    ProducerRecord<String, byte[]> record = producer.history().get(0);
    assertThat(record.topic()).isEqualTo("inits.a");
    assertThat(record.key()).isEqualTo("acme/cup/v0#" + Digest.of(BODY).hex());
  }

  private static String header(ProducerRecord<String, byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.US_ASCII);
  }

  @Test
  void thePositionIsThatOfTheAcknowledgement() {
    CompletableFuture<RecordPosition> result = append();
    assertThat(result).isNotDone();

    producer.completeNext();

    assertThat(result.join())
        .isEqualTo(new RecordPosition("segments.a", Partitions.of(Events.video(), PARTITIONS), 0));
  }

  static Stream<RuntimeException> passing() {
    return Stream.of(
        new TimeoutException("expired"),
        new BufferExhaustedException("no room"),
        new NetworkException("gone"),
        new NotEnoughReplicasException("one of two"),
        new NotEnoughReplicasAfterAppendException("one of two"),
        new OutOfOrderSequenceException("sequence"),
        new UnknownServerException("?"),
        new KafkaException("in an error state"));
  }

  static Stream<RuntimeException> lasting() {
    return Stream.of(
        new RecordTooLargeException("too large"),
        new TopicAuthorizationException("segments.a"),
        new ClusterAuthorizationException("no"),
        new SaslAuthenticationException("no"),
        new InvalidTopicException("no"));
  }

  @ParameterizedTest
  @MethodSource("passing")
  void whatMayPassIsWorthRepeating(RuntimeException failure) {
    CompletableFuture<RecordPosition> result = append();
    producer.errorNext(failure);

    assertThat(failureOf(result).isRetriable()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("lasting")
  void whatWillNeverSucceedIsNot(RuntimeException failure) {
    CompletableFuture<RecordPosition> result = append();
    producer.errorNext(failure);

    assertThat(failureOf(result).isRetriable()).isFalse();
  }

  @Test
  void whatTheClientThrowsIsReportedToo() {
    producer.sendException = new KafkaException("fenced");
    assertThat(failureOf(append()).isRetriable()).isTrue();

    producer.sendException = null;
    log.close();
    assertThat(failureOf(append()).isRetriable()).isFalse();
  }

  private static AppendException failureOf(CompletableFuture<RecordPosition> result) {
    CompletionException failure = catchThrowableOfType(CompletionException.class, result::join);
    return (AppendException) failure.getCause();
  }
}
