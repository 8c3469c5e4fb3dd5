package io.liveorigin.serving.audit;

import io.liveorigin.access.credential.Identity;
import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.wire.AuditChange;
import io.liveorigin.contract.wire.AuditRecord.Outcome;
import io.liveorigin.contract.wire.AuditRecord;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is known of a request at the admin listener, from its head to its answer. It goes along as
 * an attribute of the request. One thread at a time.
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
   * @param at when it came, epoch ms
   * @param address from which the connection came
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

  /** That of the request, if somebody audits it. */
  public static Optional<AuditedRequest> of(Object attribute) {
    return attribute instanceof AuditedRequest request ? Optional.of(request) : Optional.empty();
  }

  /** Whose credential it is. */
  public void by(Identity identity) {
    who = Optional.of(identity);
  }

  /**
   * A route was found.
   *
   * @param onlyReads whether it changes nothing, whatever its method
   */
  public void about(Optional<EventId> of, Optional<String> part, boolean onlyReads) {
    event = of;
    id = part;
    reads |= onlyReads;
  }

  /** Why it is refused: the code of its answer. */
  public void refused(String why) {
    code = Optional.of(why);
  }

  /** From which the connection came. */
  public String address() {
    return address;
  }

  /** Its change is in force, and its record with it. */
  void recorded() {
    recorded = true;
  }

  /** Whether it would have changed something, and has no record. */
  boolean owesRecord() {
    return !reads && !recorded;
  }

  AuditRecord done(String node, List<AuditChange> changes) {
    return record(node, Outcome.DONE, Optional.empty(), Optional.empty(), changes);
  }

  /**
   * @param status of the answer
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
