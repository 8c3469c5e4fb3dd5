package io.liveorigin.contract.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A value of the {@code audit} topic: one write through the admin API, or an attempt. It contains
 * no secret. Schema: {@code docs/schemas/audit.json}.
 *
 * @param schema version of this format
 * @param at when the node received the request, epoch ms
 * @param node {@code cell/node} of that node
 * @param principal name of the credential; {@link #NOBODY} for a client without a known one, or if
 *     the API is open
 * @param role role of the credential; {@link #NOBODY} in the same cases
 * @param address the address from which the connection came
 * @param requestId the client's {@code X-Request-Id}, if any; printable ASCII
 * @param method method of the request
 * @param path path of the request, without its query; printable ASCII
 * @param event {@code tenant/event}; {@link #NOBODY} if no route with an event was reached
 * @param id id of the mask, notification or invalidation, if it is about one
 * @param outcome what became of it
 * @param status status of the response; absent if the outcome is done, because that record is
 *     written with the change itself
 * @param code error code of the response, such as {@code forbidden}; absent if the outcome is done
 * @param leftOut how many more refusals of the same address and code have no record; absent for
 *     none
 * @param changes changes of documents; none unless the outcome is done
 * @param changesLeftOut how many more documents were changed than are listed; absent for none
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record AuditRecord(
    @JsonInclude(JsonInclude.Include.ALWAYS) int schema,
    @JsonInclude(JsonInclude.Include.ALWAYS) long at,
    String node,
    String principal,
    String role,
    String address,
    Optional<String> requestId,
    String method,
    String path,
    String event,
    Optional<String> id,
    Outcome outcome,
    Optional<Integer> status,
    Optional<String> code,
    Optional<Long> leftOut,
    List<AuditChange> changes,
    Optional<Integer> changesLeftOut) {
  public static final int SCHEMA = 1;
  public static final String NOBODY = "-";
  public static final int MAX_PATH = 512;
  public static final int MAX_REQUEST_ID = 128;

  private static final int MAX_SHORT = 64;

  /** Documents are listed in full up to this many bytes; others are listed by digest. */
  private static final int MOST_BYTES = 1024 * 1024;

  private static final int MOST_CHANGES = 2_000;

  /** The outcome of a write. */
  public enum Outcome {
    /** It is in force. The record was written together with it. */
    @JsonProperty("done")
    DONE,
    /** It was refused; nothing changed. */
    @JsonProperty("refused")
    REFUSED,
    /**
     * The origin could not do it, or does not know whether it did. If it is in force, there is also
     * a record of {@link #DONE} for the same request.
     */
    @JsonProperty("failed")
    FAILED;

    /** The word in the topic. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public AuditRecord {
    WireJson.require("node", node);
    WireJson.require("principal", principal);
    WireJson.require("role", role);
    address = TextChecks.printable(WireJson.require("address", address), MAX_SHORT);
    requestId =
        requestId == null
            ? Optional.empty()
            : requestId.map(text -> TextChecks.printable(text, MAX_REQUEST_ID));
    method = TextChecks.printable(WireJson.require("method", method), MAX_SHORT);
    path = TextChecks.printable(WireJson.require("path", path), MAX_PATH);
    WireJson.require("event", event);
    id = id == null ? Optional.empty() : id;
    WireJson.require("outcome", outcome);
    status = status == null ? Optional.empty() : status;
    code = code == null ? Optional.empty() : code;
    List<AuditChange> all = changes == null ? List.of() : changes;
    leftOut = leftOut == null ? Optional.empty() : leftOut;
    changesLeftOut =
        all.size() > MOST_CHANGES
            ? Optional.of(all.size() - MOST_CHANGES)
            : changesLeftOut == null ? Optional.empty() : changesLeftOut;
    changes = bounded(all);
  }

  private static List<AuditChange> bounded(List<AuditChange> all) {
    List<AuditChange> bounded = new ArrayList<>();
    int left = MOST_BYTES;
    for (AuditChange change : all.subList(0, Math.min(all.size(), MOST_CHANGES))) {
      boolean fits = change.kept() <= left;
      bounded.add(fits ? change : change.cut());
      left -= fits ? change.kept() : 0;
    }
    return List.copyOf(bounded);
  }

  /** The same record, which also stands for {@code others} more. */
  public AuditRecord withLeftOut(long others) {
    return new AuditRecord(
        schema,
        at,
        node,
        principal,
        role,
        address,
        requestId,
        method,
        path,
        event,
        id,
        outcome,
        status,
        code,
        others == 0 ? Optional.empty() : Optional.of(others),
        changes,
        changesLeftOut);
  }

  /** The record's key, by which the records of one event stay in order. */
  public String key() {
    return event;
  }

  public byte[] toJson() {
    return WireJson.write(this);
  }

  public static AuditRecord read(byte[] json) {
    return WireJson.read(json, AuditRecord.class);
  }
}
