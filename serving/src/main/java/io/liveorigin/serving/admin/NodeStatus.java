package io.liveorigin.serving.admin;

import io.liveorigin.access.limit.Limit;
import io.liveorigin.access.limit.TenantRegistry;
import io.liveorigin.access.limit.TenantStatus;
import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.control.ControlState;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.lifecycle.BuildInfo;
import io.liveorigin.contract.lifecycle.NotReadyCause;
import io.liveorigin.contract.wire.QuarantineRecord;
import io.liveorigin.selector.SelectorReadiness;
import io.liveorigin.serving.access.AdminAccess;
import io.liveorigin.serving.access.ReaderRules;
import io.liveorigin.serving.segment.HoldRegistry;
import io.liveorigin.serving.status.DecisionTally;
import io.liveorigin.serving.status.InitTally;
import io.liveorigin.serving.status.NodeReadiness;
import io.liveorigin.serving.status.RequestTally;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The contents of {@code GET /status}. Any thread. */
public final class NodeStatus {
  /**
   * The status of one event.
   *
   * @param event tenant/event
   * @param liveEdge largest number that is due
   * @param decided largest number that was decided since the start; -1 before the first
   * @param taken segments decided since the start, by the pipeline of their winner
   * @param defective segments decided since the start whose winner is defective
   * @param masked segments decided since the start that have copies and no winner: all are masked,
   *     or none is playable
   * @param missing segments decided since the start that no pipeline published, filled or not
   * @param changed decisions that replaced an earlier one
   * @param holds requests held now
   * @param requests responses since the start, by status
   * @param initDefects defects of the latest init segments since the start
   */
  public record EventStatus(
      String event,
      long liveEdge,
      long decided,
      Map<String, Long> taken,
      long defective,
      long masked,
      long missing,
      long changed,
      int holds,
      Map<String, Long> requests,
      List<InitTally.InitStatus> initDefects) {}

  /**
   * The status of the node.
   *
   * @param build the build that the node runs
   * @param tenants the limits of each tenant and its use of them, the busiest first; at most {@link
   *     TenantRegistry#MOST_LABELS}
   * @param quarantined the latest input that the node could not process and passed over, the newest
   *     first
   * @param unusable by the name of a credential, secret or token file, why its present contents are
   *     not in force; the earlier contents are
   */
  public record Status(
      BuildInfo build,
      boolean ready,
      String reason,
      int holds,
      Map<String, Long> requests,
      List<EventStatus> events,
      List<TenantStatus> tenants,
      List<QuarantineRecord> quarantined,
      Map<String, String> unusable) {}

  private static final String NO_REASON =
      "the node is not ready; its log gives the reason, and so does GET /status to a viewer of"
          + " all tenants";

  private final BuildInfo build;
  private final ControlState control;
  private final NodeReadiness readiness;
  private final Supplier<Optional<String>> access;
  private final DecisionTally decisions;
  private final InitTally inits;
  private final RequestTally requests;
  private final HoldRegistry holds;
  private final ReaderRules readers;
  private final AdminAccess operators;
  private final TenantRegistry tenants;
  private final Clock clock;

  public NodeStatus(
      BuildInfo build,
      ControlState control,
      NodeReadiness readiness,
      Supplier<Optional<String>> access,
      DecisionTally decisions,
      InitTally inits,
      RequestTally requests,
      HoldRegistry holds,
      ReaderRules readers,
      AdminAccess operators,
      TenantRegistry tenants,
      Clock clock) {
    this.build = build;
    this.control = control;
    this.readiness = readiness;
    this.access = access;
    this.decisions = decisions;
    this.inits = inits;
    this.requests = requests;
    this.holds = holds;
    this.readers = readers;
    this.operators = operators;
    this.tenants = tenants;
    this.clock = clock;
  }

  /**
   * The readiness of the node. Access that Kafka denies is reported before it does harm: viewers
   * get responses for as long as these are correct.
   */
  public SelectorReadiness readiness() {
    SelectorReadiness ready = readiness.segments();
    return access
        .get()
        .map(
            denied ->
                SelectorReadiness.lags(
                    NotReadyCause.ACCESS, ready.ready() ? denied : denied + "; " + ready.reason()))
        .orElse(ready);
  }

  /**
   * The readiness for clients without a credential, without the reason unless the API is open: the
   * reason may name the user of Kafka, files of the node and topics, which only viewers of all
   * tenants may see.
   */
  SelectorReadiness openReadiness() {
    SelectorReadiness ready = readiness();
    return operators instanceof AdminAccess.Open ? ready : withoutReason(ready);
  }

  private static SelectorReadiness withoutReason(SelectorReadiness ready) {
    return ready.ready() ? ready : SelectorReadiness.not(NO_REASON);
  }

  SelectorReadiness alive() {
    return readiness.alive();
  }

  /** The whole status. */
  public Status now() {
    SelectorReadiness ready = readiness();
    return new Status(
        build,
        ready.ready(),
        ready.reason(),
        holds.waiting(),
        requests.all(),
        events(event -> true),
        tenants(tenant -> true),
        readiness.quarantined(),
        unusable());
  }

  private Map<String, String> unusable() {
    Map<String, String> unusable = new TreeMap<>(readers.problems());
    operators.problem().ifPresent(why -> unusable.put(AdminAccess.FILE, why));
    return unusable;
  }

  /**
   * The part of the status that concerns these events; the counts of the node are sums over them.
   * Input that could not be processed is left out, because it may belong to any event, and so are
   * the files of the node and the reason why it is not ready.
   */
  Status of(Predicate<EventId> shown) {
    SelectorReadiness ready = withoutReason(readiness());
    List<EventStatus> events = events(shown);
    Map<String, Long> answers = new TreeMap<>();
    for (EventStatus event : events) {
      event.requests().forEach((status, count) -> answers.merge(status, count, Long::sum));
    }
    return new Status(
        build,
        ready.ready(),
        ready.reason(),
        events.stream().mapToInt(EventStatus::holds).sum(),
        answers,
        events,
        tenants(
            tenant ->
                control.events().stream()
                    .map(LiveEvent::id)
                    .anyMatch(id -> id.tenant().equals(tenant) && shown.test(id))),
        List.of(),
        Map.of());
  }

  private List<TenantStatus> tenants(Predicate<String> shown) {
    Map<String, Map<Limit, Long>> inLog = TenantLimitCheck.use(control);
    return tenants.status(tenant -> inLog.getOrDefault(tenant, Map.of())).stream()
        .filter(status -> shown.test(status.tenant()))
        .toList();
  }

  private List<EventStatus> events(Predicate<EventId> shown) {
    long now = clock.millis();
    return control.events().stream()
        .filter(event -> shown.test(event.id()))
        .sorted(Comparator.comparing(e -> e.id().toString()))
        .map(event -> of(event, now))
        .toList();
  }

  private EventStatus of(LiveEvent event, long now) {
    DecisionTally.DecisionCounts standing = decisions.of(event.id());
    return new EventStatus(
        event.id().toString(),
        event.schedule().liveEdge(now),
        standing.largest(),
        standing.taken(),
        standing.defective(),
        standing.masked(),
        standing.missing(),
        standing.changed(),
        holds.waiting(event.id()),
        requests.of(event.id()),
        inits.of(event));
  }
}
