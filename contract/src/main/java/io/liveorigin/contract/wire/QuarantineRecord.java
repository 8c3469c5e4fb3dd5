package io.liveorigin.contract.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.liveorigin.contract.segment.Digest;
import io.liveorigin.contract.segment.RecordPosition;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A value of the {@code quarantine} topic: input that a task could not process and passed over. The
 * id follows from the subject and not from when or by whom it was found, so that all cells and
 * every replay write the same id and analysts count it once. Schema: {@code
 * docs/schemas/quarantine.json}.
 *
 * @param schema version of this format
 * @param id first 32 hex digits of SHA-256 over step, topic, partition, offset and subject
 * @param step the work that failed: {@code segment}, {@code init}, {@code control}, {@code
 *     selection}, or the name of a step that the clock started
 * @param subject the record's key, or the track or address; printable ASCII, at most {@link
 *     #MAX_TEXT} characters
 * @param reason why it could not be processed; printable ASCII, at most {@link #MAX_TEXT}
 *     characters
 * @param topic topic of the record; absent if no record was being processed
 * @param partition partition of the task
 * @param offset offset of the record; absent with {@code topic}
 * @param at when it was found, epoch ms
 * @param cell the cell that found it
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record QuarantineRecord(
    int schema,
    String id,
    String step,
    String subject,
    String reason,
    Optional<String> topic,
    int partition,
    Optional<Long> offset,
    long at,
    String cell) {
  public static final int SCHEMA = 1;
  public static final int MAX_TEXT = 256;

  public QuarantineRecord {
    WireJson.require("id", id);
    WireJson.require("step", step);
    subject = TextChecks.printable(WireJson.require("subject", subject), MAX_TEXT);
    reason = TextChecks.printable(WireJson.require("reason", reason), MAX_TEXT);
    topic = topic == null ? Optional.empty() : topic;
    offset = offset == null ? Optional.empty() : offset;
    WireJson.require("cell", cell);
  }

  /** Creates a record about a record of a topic. */
  public static QuarantineRecord ofRecord(
      String step, RecordPosition position, String key, String reason, long at, String cell) {
    return of(
        step,
        key,
        reason,
        Optional.of(position.topic()),
        position.partition(),
        Optional.of(position.offset()),
        at,
        cell);
  }

  /** Creates a record about a step that failed for one track, address or event. */
  public static QuarantineRecord ofStep(
      String step, int partition, String subject, String reason, long at, String cell) {
    return of(step, subject, reason, Optional.empty(), partition, Optional.empty(), at, cell);
  }

  private static QuarantineRecord of(
      String step,
      String subject,
      String reason,
      Optional<String> topic,
      int partition,
      Optional<Long> offset,
      long at,
      String cell) {
    String identity =
        String.join(
            "\n",
            step,
            topic.orElse(""),
            Integer.toString(partition),
            offset.map(String::valueOf).orElse(""),
            TextChecks.printable(subject, MAX_TEXT));
    String id = Digest.of(identity.getBytes(StandardCharsets.UTF_8)).hex().substring(0, 32);
    return new QuarantineRecord(
        SCHEMA, id, step, subject, reason, topic, partition, offset, at, cell);
  }

  /** The position of the record, for people; empty text if no record was being processed. */
  public String position() {
    return topic.isEmpty() ? "" : topic.get() + "-" + partition + "@" + offset.orElse(-1L);
  }

  public byte[] toJson() {
    return WireJson.write(this);
  }

  public static QuarantineRecord read(byte[] json) {
    return WireJson.read(json, QuarantineRecord.class);
  }
}
