package io.liveorigin.ingest.publish;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.Facts;
import io.liveorigin.contract.segment.RecordPosition;
import io.liveorigin.contract.wire.WireJson;
import io.liveorigin.ingest.store.StoredCopy;
import io.liveorigin.kafka.record.SegmentRecord;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * The JSON body of a 2xx to an upload. That of a stored upload has all keys; those of other
 * outcomes have only {@code outcome}, {@code pipeline} and {@code notes}.
 *
 * @param outcome what became of the upload
 * @param pipeline the pipeline as which it was published
 * @param segment the stored segment
 * @param record its position in Kafka
 * @param notes for people
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record Receipt(
    UploadOutcome outcome,
    String pipeline,
    Optional<SegmentPart> segment,
    Optional<RecordPosition> record,
    List<String> notes) {

  /**
   * The stored segment.
   *
   * @param tenant owner
   * @param event event
   * @param representation representation
   * @param number segment number; absent for an init segment
   * @param contentType as it will be served
   * @param digest SHA-256, hex
   * @param facts read from the boxes; absent in a shortened receipt
   * @param defects declared and found; absent in a receipt that is shortened further
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record SegmentPart(
      String tenant,
      String event,
      String representation,
      Optional<Long> number,
      String contentType,
      String digest,
      Optional<Facts> facts,
      Optional<List<DefectPart>> defects) {

    private SegmentPart withoutFacts() {
      return new SegmentPart(
          tenant, event, representation, number, contentType, digest, Optional.empty(), defects);
    }

    private SegmentPart bare() {
      return new SegmentPart(
          tenant,
          event,
          representation,
          number,
          contentType,
          digest,
          Optional.empty(),
          Optional.empty());
    }

    static SegmentPart of(SegmentRecord segment) {
      Track track = segment.address().track();
      return new SegmentPart(
          track.event().tenant(),
          track.event().event(),
          track.representation(),
          segment.address() instanceof SegmentAddress media
              ? Optional.of(media.number())
              : Optional.empty(),
          segment.contentType(),
          segment.digest().hex(),
          Optional.of(segment.facts()),
          Optional.of(segment.defects().stream().map(DefectPart::of).toList()));
    }
  }

  /**
   * One defect.
   *
   * @param kind name on the wire
   * @param parameters parameters of the kind
   * @param severity from 0, informational, to 100
   * @param source who found it
   */
  public record DefectPart(
      String kind, Map<String, Object> parameters, int severity, String source) {

    static DefectPart of(Defect defect) {
      return new DefectPart(
          defect.name(), defect.parameters(), defect.kind().severity(), defect.source().wire());
    }
  }

  public Receipt {
    notes = List.copyOf(notes);
  }

  static Receipt of(UploadOutcome outcome, String pipeline, StoredCopy copy, List<String> notes) {
    return new Receipt(
        outcome,
        pipeline,
        Optional.of(SegmentPart.of(copy.segment())),
        Optional.of(copy.position()),
        notes);
  }

  /** Returns the same receipt with further notes. */
  public Receipt with(List<String> further) {
    return further.isEmpty()
        ? this
        : new Receipt(
            outcome,
            pipeline,
            segment,
            record,
            Stream.concat(notes.stream(), further.stream()).toList());
  }

  /**
   * Returns the encoder's time of the stored segment, epoch ms; empty for a repetition, and if it
   * is not known.
   */
  public OptionalLong producerTime() {
    return outcome == UploadOutcome.REPEATED
        ? OptionalLong.empty()
        : segment.flatMap(SegmentPart::facts).map(Facts::producerTime).orElse(OptionalLong.empty());
  }

  private static final String SHORTENED =
      "shortened; send 'Prefer: return=representation' for the complete receipt";

  /**
   * Returns the receipt as JSON of at most {@code maxBytes}: if necessary without the facts, and
   * then without the defects and notes. The shortest form always fits into 768 bytes.
   */
  public byte[] json(int maxBytes) {
    byte[] whole = WireJson.write(this);
    if (whole.length <= maxBytes) {
      return whole;
    }
    List<String> marked = Stream.concat(notes.stream(), Stream.of(SHORTENED)).toList();
    byte[] shorter =
        WireJson.write(
            new Receipt(outcome, pipeline, segment.map(SegmentPart::withoutFacts), record, marked));
    if (shorter.length <= maxBytes) {
      return shorter;
    }
    return WireJson.write(
        new Receipt(outcome, pipeline, segment.map(SegmentPart::bare), record, List.of(SHORTENED)));
  }

  /** Returns the receipt of an upload that is accepted but not stored. */
  public static Receipt notStored(UploadOutcome outcome, String pipeline, String note) {
    return new Receipt(outcome, pipeline, Optional.empty(), Optional.empty(), List.of(note));
  }
}
