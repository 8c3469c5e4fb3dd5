package io.liveorigin.kafka.record;

import io.liveorigin.contract.address.Address;
import io.liveorigin.contract.address.InitAddress;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.Digest;
import io.liveorigin.contract.segment.Facts;
import io.liveorigin.contract.segment.RecordPosition;
import io.liveorigin.contract.topic.Topics;
import io.liveorigin.contract.wire.DefectsField;
import io.liveorigin.contract.wire.FactsField;
import io.liveorigin.contract.wire.TextChecks;
import io.liveorigin.kafka.Partitions;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * The wire format of {@code segments.<pipeline>} and {@code inits.<pipeline>}: the value is the
 * bytes as they came, and everything else is in ASCII headers that any Kafka tool can print.
 *
 * @param address the address of which it is a copy
 * @param contentType media type with which it is served
 * @param digest of the bytes
 * @param facts read from the boxes
 * @param defects declared and found
 */
public record SegmentRecord(
    Address address, String contentType, Digest digest, Facts facts, List<Defect> defects) {
  public static final String NUMBER = "number";
  public static final String CONTENT_TYPE = "content-type";
  public static final String DIGEST = "digest";
  public static final String FACTS = "facts";
  public static final String DEFECTS = "defects";
  public static final String SCHEMA = "schema";

  /** The incarnation of the event; absent if it is 0. */
  public static final String INCARNATION = "incarnation";

  public static final String SCHEMA_VERSION = "1";

  private static final char INIT_SEPARATOR = '#';

  /** Returns the record that ingest produces. {@code arrival} (epoch ms) becomes its timestamp. */
  public ProducerRecord<String, byte[]> toProducerRecord(
      String pipeline, int partitions, long arrival, byte[] bytes) {
    int partition = Partitions.of(address.track(), partitions);
    return new ProducerRecord<>(topic(pipeline), partition, arrival, key(), bytes, headers());
  }

  /** Returns the topic of this record for a pipeline. */
  public String topic(String pipeline) {
    return address instanceof InitAddress ? Topics.inits(pipeline) : Topics.segments(pipeline);
  }

  /**
   * Returns the track, for an init segment with its digest, so that compaction keeps each distinct
   * one.
   */
  public String key() {
    String track = address.track().key();
    return address instanceof InitAddress ? track + INIT_SEPARATOR + digest.hex() : track;
  }

  public Headers headers() {
    Headers headers = new RecordHeaders();
    if (address instanceof SegmentAddress segment) {
      add(headers, NUMBER, Long.toString(segment.number()));
    }
    if (address.track().incarnation() != 0) {
      add(headers, INCARNATION, Long.toString(address.track().incarnation()));
    }
    add(headers, CONTENT_TYPE, contentType);
    add(headers, DIGEST, digest.hex());
    add(headers, FACTS, FactsField.write(facts));
    add(headers, DEFECTS, DefectsField.write(defects));
    add(headers, SCHEMA, SCHEMA_VERSION);
    return headers;
  }

  /**
   * Reads a record of {@code segments.*} or {@code inits.*}. Throws {@link OriginException}, and
   * nothing else, if it is not of this format.
   */
  public static SegmentRecord read(String topic, String key, Headers headers) {
    if (key == null) {
      throw new OriginException(ErrorCode.STORED_BYTES_DIFFER, "record has no key");
    }
    Digest digest = new Digest(text(headers, DIGEST));
    Address address;
    if (topic.startsWith(Topics.INITS_PREFIX)) {
      int separator = key.indexOf(INIT_SEPARATOR);
      if (separator < 0 || !key.substring(separator + 1).equals(digest.hex())) {
        throw new OriginException(
            ErrorCode.STORED_BYTES_DIFFER, "key of an init record must be track#digest");
      }
      address = new InitAddress(Track.parse(key.substring(0, separator), incarnation(headers)));
    } else {
      address =
          new SegmentAddress(
              Track.parse(key, incarnation(headers)), integer(NUMBER, text(headers, NUMBER)));
    }
    return new SegmentRecord(
        address,
        TextChecks.contentType(text(headers, CONTENT_TYPE)),
        digest,
        FactsField.read(text(headers, FACTS)),
        DefectsField.read(text(headers, DEFECTS)));
  }

  /**
   * Returns the address of which a record of {@code segments.*} is a copy, if the record states it,
   * even if {@link #read} refuses the record for another reason.
   */
  public static Optional<SegmentAddress> addressOf(String key, Headers headers) {
    try {
      return key == null
          ? Optional.empty()
          : Optional.of(
              new SegmentAddress(
                  Track.parse(key, incarnation(headers)), integer(NUMBER, text(headers, NUMBER))));
    } catch (OriginException e) {
      return Optional.empty();
    }
  }

  /**
   * Returns the candidate of this record, which is at {@code position}. {@code arrival} is in epoch
   * ms.
   */
  public Candidate candidate(RecordPosition position, int size, long arrival) {
    return new Candidate(
        Topics.pipelineOf(position.topic()),
        position,
        digest,
        size,
        contentType,
        arrival,
        facts,
        defects);
  }

  private static void add(Headers headers, String name, String value) {
    headers.add(name, value.getBytes(StandardCharsets.US_ASCII));
  }

  private static String text(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    if (header == null || header.value() == null) {
      throw new OriginException(
          ErrorCode.STORED_BYTES_DIFFER, "record header '" + name + "' is missing");
    }
    return new String(header.value(), StandardCharsets.US_ASCII);
  }

  private static long incarnation(Headers headers) {
    return headers.lastHeader(INCARNATION) == null
        ? 0
        : integer(INCARNATION, text(headers, INCARNATION));
  }

  private static long integer(String name, String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new OriginException(
          ErrorCode.STORED_BYTES_DIFFER,
          "record header '" + name + "' must be an integer, but is '" + text + "'",
          e);
    }
  }
}
