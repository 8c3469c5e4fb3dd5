package io.liveorigin.contract.wire;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * A value of the {@code refusals} topic: uploads that ingest did not accept, counted over some
 * seconds. Packagers rarely look at the response to an upload (FFmpeg prints nothing and exits with
 * 0), so refusals must be visible elsewhere. Schema: {@code docs/schemas/refusal.json}.
 *
 * @param schema version of this format
 * @param event {@code tenant/event}; {@link #NO_EVENT} if the path names none that is known
 * @param pipeline pipeline of the listener, or of the credential; {@link #NO_PIPELINE} if the
 *     listener has several and the client was not admitted as one of them
 * @param code the {@code code} of the response, such as {@code number-outside-schedule}
 * @param count how many there were since the last record of the same event, pipeline and code
 * @param from when the first of them was refused, epoch ms
 * @param to when the last of them was refused, epoch ms
 * @param request method and path of the last one; printable ASCII, at most {@value #MAX_TEXT}
 *     characters
 * @param detail the detail of the response to it; printable ASCII, at most {@value #MAX_TEXT}
 *     characters
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record RefusalRecord(
    int schema,
    String event,
    String pipeline,
    String code,
    long count,
    long from,
    long to,
    String request,
    String detail) {
  public static final int SCHEMA = 1;
  public static final int MAX_TEXT = 512;

  /** Stands for every event that is not known, because strangers could name any number of them. */
  public static final String NO_EVENT = "-";

  /** Stands for the pipeline of a client that was not admitted. */
  public static final String NO_PIPELINE = "-";

  public RefusalRecord {
    WireJson.require("event", event);
    WireJson.require("pipeline", pipeline);
    WireJson.require("code", code);
    request = TextChecks.printable(WireJson.require("request", request), MAX_TEXT);
    detail = TextChecks.printable(WireJson.require("detail", detail), MAX_TEXT);
  }

  /** The record's key: refusals with the same key are counted together. */
  public String key() {
    return event + "/" + pipeline + "/" + code;
  }

  public byte[] toJson() {
    return WireJson.write(this);
  }

  public static RefusalRecord read(byte[] json) {
    return WireJson.read(json, RefusalRecord.class);
  }
}
