package io.liveorigin.serving.audit;

import io.liveorigin.access.credential.Identity;
import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.wire.AuditChange;
import io.liveorigin.contract.wire.AuditRecord;
import io.liveorigin.contract.wire.AuditRecord.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The facts about a request at the admin listener, from its head to its response. It is an
 * attribute of the request. One thread at a time.
 */
public final class AuditedRequest {
  /** Name of the attribute. */
  public static final String ATTRIBUTE = AuditedRequest.class.getName();

  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

  private final long at;
  private final String address;
  private final String method;
  private final String path;
  private final Optional<String> requestId;
  private Optional<Identity> who = Optional.empty();
  private Optional<EventId> event = Optional.empty();
  private Optional<String> id = Optional.empty();
  private Optional<String> code = Optional.empty();
  private boolean reads;
  private boolean recorded;

  /**
   * Starts the facts of a request.
   *
   * @param at instant of arrival, epoch ms
   * @param address of the client's end of the connection
   * @param path without the query
   */
  public AuditedRequest(
      long at, String address, String method, String path, Optional<String> requestId) {
    this.at = at;
    this.address = address;
    this.method = method;
    this.path = path;
    this.requestId = requestId;
    this.reads = READING.contains(method);
  }

  /** The one in this attribute, if the request is audited. */
  public static Optional<AuditedRequest> of(Object attribute) {
    return attribute instanceof AuditedRequest request ? Optional.of(request) : Optional.empty();
  }

  /** Sets the identity of the client. */
  public void by(Identity identity) {
    who = Optional.of(identity);
  }

  /**
   * Sets the subject of the request, when its route is known.
   *
   * @param onlyReads whether it changes nothing, whatever its method
   */
  public void about(Optional<EventId> of, Optional<String> part, boolean onlyReads) {
    event = of;
    id = part;
    reads |= onlyReads;
  }

  /** Sets the error code of the refusal. */
  public void refused(String why) {
    code = Optional.of(why);
  }

  /** The address of the client's end of the connection. */
  public String address() {
    return address;
  }

  /** Notes that the change is in force, and its record with it. */
  void recorded() {
    recorded = true;
  }

  /** Whether the request was to change something and has no record. */
  boolean lacksRecord() {
    return !reads && !recorded;
  }

  AuditRecord done(String node, List<AuditChange> changes) {
    return record(node, Outcome.DONE, Optional.empty(), Optional.empty(), changes);
  }

  /**
   * The record of a request that has a response.
   *
   * @param status of the response
   */
  AuditRecord ended(String node, int status) {
    Outcome outcome = status < 400 ? Outcome.DONE : status < 500 ? Outcome.REFUSED : Outcome.FAILED;
    return record(node, outcome, Optional.of(status), code, List.of());
  }

  private AuditRecord record(
      String node,
      Outcome outcome,
      Optional<Integer> status,
      Optional<String> errorCode,
      List<AuditChange> changes) {
    return new AuditRecord(
        AuditRecord.SCHEMA,
        at,
        node,
        who.map(Identity::name).orElse(AuditRecord.NOBODY),
        who.map(identity -> identity.role().word()).orElse(AuditRecord.NOBODY),
        address,
        requestId,
        method,
        path,
        event.map(EventId::toString).orElse(AuditRecord.NOBODY),
        id,
        outcome,
        status,
        errorCode,
        Optional.empty(),
        changes,
        Optional.empty());
  }
}
