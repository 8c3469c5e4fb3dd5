package io.liveorigin.kafka.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.liveorigin.contract.address.Address;
import io.liveorigin.contract.address.InitAddress;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.Digest;
import io.liveorigin.contract.segment.Facts;
import io.liveorigin.contract.segment.RecordPosition;
import io.liveorigin.contract.segment.TrackFacts;
import io.liveorigin.contract.support.Generators;
import io.liveorigin.contract.support.Samples;
import io.liveorigin.kafka.Partitions;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SegmentRecordTest {
  private static final byte[] BYTES = {1, 2, 3};
  private static final Digest DIGEST = Digest.of(BYTES);

  private static SegmentRecord segment() {
    return new SegmentRecord(
        Samples.SEGMENT, "video/mp4", DIGEST, Samples.facts(), Samples.defective("a").defects());
  }

  private static SegmentRecord init() {
    return new SegmentRecord(
        new InitAddress(Samples.VIDEO), "video/mp4", DIGEST, Facts.NONE, List.of());
  }

  @Test
  void aSegmentGoesToItsPipelinesTopicUnderItsTrack() {
    ProducerRecord<String, byte[]> record = segment().toProducerRecord("a", 4, 1234, BYTES);
    assertThat(record.topic()).isEqualTo("segments.a");
    assertThat(record.key()).isEqualTo("acme/derby/v0");
    assertThat(record.partition()).isEqualTo(Partitions.of(Samples.VIDEO, 4));
    assertThat(record.timestamp()).isEqualTo(1234);
    assertThat(record.value()).isSameAs(BYTES);
  }

  /** Compaction keeps the last record of a key, so each distinct init segment has its own key. */
  @Test
  void anInitSegmentIsKeyedByItsDigestButLiesBesideItsTrack() {
    ProducerRecord<String, byte[]> record = init().toProducerRecord("a", 4, 1234, BYTES);
    assertThat(record.topic()).isEqualTo("inits.a");
    assertThat(record.key()).isEqualTo("acme/derby/v0#" + DIGEST.hex());
    assertThat(record.partition()).isEqualTo(Partitions.of(Samples.VIDEO, 4));
    assertThat(record.headers().lastHeader(SegmentRecord.NUMBER)).isNull();
  }

  @Provide
  Arbitrary<SegmentRecord> records() {
    return Combinators.combine(
            Arbitraries.oneOf(
                Generators.segments().map(a -> (Address) a),
                Generators.tracks().map(t -> (Address) new InitAddress(t))),
            Arbitraries.of("video/mp4", "audio/mp4", "application/mp4"),
            Generators.digests(),
            Generators.facts(),
            Generators.defects().list().ofMaxSize(5))
        .as(SegmentRecord::new);
  }

  @Property(tries = 500)
  void readsWhatItWrites(@ForAll("records") SegmentRecord record) {
    ProducerRecord<String, byte[]> sent = record.toProducerRecord("a", 4, 0, BYTES);
    assertThat(SegmentRecord.read(sent.topic(), sent.key(), sent.headers())).isEqualTo(record);
    for (Header header : sent.headers()) {
      assertThat(new String(header.value(), StandardCharsets.ISO_8859_1)).matches("[ -~]*");
    }
  }

  @Test
  void aCandidateKnowsWhereItsBytesLie() {
    RecordPosition position = new RecordPosition("segments.a", 2, 99);
    assertThat(segment().candidate(position, 3, 1234))
        .isEqualTo(
            new Candidate(
                "a",
                position,
                DIGEST,
                3,
                "video/mp4",
                1234,
                segment().facts(),
                segment().defects()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"number", "content-type", "digest", "facts", "defects"})
  void aRecordWithoutAHeaderIsRefusedByName(String header) {
    Headers headers = segment().headers();
    headers.remove(header);
    refuse("segments.a", "acme/derby/v0", headers, "record header '" + header + "' is missing");
    headers.add(new NullHeader(header));
    refuse("segments.a", "acme/derby/v0", headers, "record header '" + header + "' is missing");
  }

  private record NullHeader(String key) implements Header {
    @Override
    public byte[] value() {
      return null;
    }
  }

  @Test
  void headersOfALaterVersionArePassedOver() {
    Headers headers = segment().headers();
    headers.add("later", BYTES);
    assertThat(SegmentRecord.read("segments.a", "acme/derby/v0", headers)).isEqualTo(segment());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "number | x             | record header 'number' must be an integer, but is 'x'",
        "number | ''            | record header 'number' must be an integer, but is ''",
        "incarnation | x        | record header 'incarnation' must be an integer, but is 'x'",
        "incarnation | -1       | incarnation must be at least 0, but is -1",
        "number | -1            | segment number must be 0 to",
        "digest | abc           | digest must be 64 lower-case hex digits, but is 'abc'",
        "facts  | track         | facts.id must be an integer",
        "defects | burnt        | source must be packager, ingest or selector"
      })
  void aSpoiltHeaderIsRefused(String name, String value, String message) {
    Headers headers = segment().headers();
    headers.remove(name);
    headers.add(name, value.getBytes(StandardCharsets.US_ASCII));
    refuse("segments.a", "acme/derby/v0", headers, message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "acme/derby", "acme/derby/v0/7", "acme/derby/v 0"})
  void aForeignKeyIsRefused(String key) {
    refuse("segments.a", key, segment().headers(), "must be");
  }

  @Test
  void theIncarnationIsAHeaderAndNotPartOfTheKey() {
    Track again =
        new Track(Samples.VIDEO.event(), Samples.VIDEO.representation(), 1_800_000_000_123L);
    SegmentRecord record =
        new SegmentRecord(new SegmentAddress(again, 4), "video/mp4", DIGEST, Facts.NONE, List.of());
    assertThat(record.key()).isEqualTo("acme/derby/v0");
    assertThat(record.headers().lastHeader("incarnation").value())
        .asString(StandardCharsets.US_ASCII)
        .isEqualTo("1800000000123");
    assertThat(SegmentRecord.read("segments.a", record.key(), record.headers())).isEqualTo(record);
  }

  /** Records of earlier versions do not have this header. */
  @Test
  void withoutTheHeaderTheIncarnationIsZero() {
    Headers headers = segment().headers();
    assertThat(headers.lastHeader("incarnation")).isNull();
    assertThat(
            SegmentRecord.read("segments.a", "acme/derby/v0", headers)
                .address()
                .track()
                .incarnation())
        .isZero();
  }

  @Test
  void anInitRecordWhoseKeyIsNotItsDigestIsRefused() {
    String other = Digest.of(new byte[] {9}).hex();
    refuse("inits.a", "acme/derby/v0#" + other, init().headers(), "must be track#digest");
    refuse("inits.a", "acme/derby/v0", init().headers(), "must be track#digest");
  }

  @Test
  void aRecordWithoutKeyIsRefused() {
    assertThatThrownBy(() -> SegmentRecord.read("segments.a", null, new RecordHeaders()))
        .isInstanceOfSatisfying(
            OriginException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.STORED_BYTES_DIFFER))
        .hasMessage("record has no key");
  }

  private static void refuse(String topic, String key, Headers headers, String message) {
    assertThatThrownBy(() -> SegmentRecord.read(topic, key, headers))
        .isInstanceOf(OriginException.class)
        .hasMessageContaining(message);
  }

  /** The format is fixed byte for byte: other versions and analysts' tools read it. */
  @Test
  void theHeadersOnTheWire() {
    SegmentRecord record =
        new SegmentRecord(
            Samples.SEGMENT,
            "video/mp4",
            Samples.defective("a").digest(),
            Samples.facts(),
            Samples.defective("a").defects());
    String headers =
        StreamSupport.stream(record.headers().spliterator(), false)
            .map(h -> h.key() + ": " + new String(h.value(), StandardCharsets.US_ASCII))
            .collect(Collectors.joining("\n"));
    assertThat(headers)
        .isEqualTo(
            new String(Samples.goldenLine("segment-headers.txt"), StandardCharsets.US_ASCII));
  }

  /** The headers of an earlier version. */
  @Test
  void headersOfAnEarlierVersionAreRead() {
    Headers headers = new RecordHeaders();
    new String(Samples.goldenLine("earlier/segment-headers.txt"), StandardCharsets.US_ASCII)
        .lines()
        .map(line -> line.split(": ", 2))
        .forEach(h -> headers.add(h[0], h[1].getBytes(StandardCharsets.US_ASCII)));
    SegmentRecord record = SegmentRecord.read("segments.a", Samples.VIDEO.key(), headers);
    assertThat(record.address()).isEqualTo(Samples.SEGMENT);
    assertThat(record.facts())
        .isEqualTo(
            new Facts(
                List.of(new TrackFacts(1, 12_800, 22_912_000_000_000L, 50, 25_600, 0, true)),
                List.of("msdh", "msix"),
                1));
    assertThat(record.defects()).isEqualTo(Samples.defective("a").defects());
  }
}
