package io.liveorigin.serving.cmcd;

import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.address.NameRules;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.wire.ViewRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongConsumer;

/**
 * Reads reports of players and writes what they say about declared events, within bounds. Nothing
 * of a report is written as it was sent. Never throws, whatever the report. One thread.
 */
final class ViewReports {
  private static final int MAX_LINES = 1_000;

  /** Nothing that is older is still worth a record. */
  private static final long OLDEST_MILLIS = 600_000;

  private final Function<EventId, Optional<LiveEvent>> events;
  private final SessionIds ids;
  private final ViewSettings settings;
  private final ViewSessions sessions;
  private final ViewRates rates;
  private final ViewLog log;
  private final Consumer<ViewOutcome> counted;
  private final LongConsumer dropped;

  /**
   * @param events returns the declared event of an id
   * @param counted told what became of each line; any thread
   * @param dropped told how many keys of a line were left out
   */
  ViewReports(
      Function<EventId, Optional<LiveEvent>> events,
      SessionIds ids,
      ViewSettings settings,
      ViewLog log,
      Consumer<ViewOutcome> counted,
      LongConsumer dropped) {
    this.events = events;
    this.ids = ids;
    this.settings = settings;
    this.sessions = new ViewSessions(settings);
    this.rates = new ViewRates(settings);
    this.log = log;
    this.counted = counted;
    this.dropped = dropped;
  }

  /**
   * Takes the body of a report.
   *
   * @param now when it had arrived, epoch ms
   */
  void take(byte[] body, long now) {
    List<PlayerReport> reports = new ArrayList<>();
    String[] lines = new String(body, StandardCharsets.UTF_8).split("\r?\n", MAX_LINES + 1);
    for (int i = 0; i < Math.min(lines.length, MAX_LINES); i++) {
      if (lines[i].isBlank()) {
        continue;
      }
      Optional<PlayerReport> report = PlayerReport.read(lines[i].strip());
      report.ifPresentOrElse(reports::add, () -> counted.accept(ViewOutcome.MALFORMED));
    }
    Map<String, Long> newest = newest(reports);
    for (PlayerReport report : reports) {
      dropped.accept(report.dropped());
      line(report, newest, now);
    }
  }

  /** The newest instant of each session in a body, by the clocks of the players. */
  private static Map<String, Long> newest(List<PlayerReport> reports) {
    Map<String, Long> newest = new HashMap<>();
    for (PlayerReport report : reports) {
      long ended = ended(report);
      if (ended != 0) {
        report.sid().ifPresent(sid -> newest.merge(sid, ended, Math::max));
      }
    }
    return newest;
  }

  /** The instant at which what a line says was known; 0 if it does not say. */
  private static long ended(PlayerReport report) {
    long began = report.ts().orElse(0);
    return began == 0 || !report.ofResponse() ? began : began + report.ttlb().orElse(0);
  }

  private static long happened(PlayerReport report, ViewSession session, long now) {
    long ts = report.ts().orElse(0);
    long at = ts == 0 ? now : ts + session.correction();
    return Math.max(now - OLDEST_MILLIS, Math.min(at, now));
  }

  private void line(PlayerReport report, Map<String, Long> newest, long now) {
    if (report.sid().isEmpty()) {
      counted.accept(ViewOutcome.NO_SESSION);
      return;
    }
    String sid = report.sid().get();
    String key = ids.key(sid);
    Optional<ViewSession> known = sessions.find(key, now);
    Optional<ReportedPath> path = report.url().flatMap(url -> ReportedPath.read(url, events));
    Optional<LiveEvent> event =
        path.map(ReportedPath::event)
            .or(() -> report.cid().flatMap(this::content))
            .or(() -> known.flatMap(session -> events.apply(session.event().id())));
    if (event.isEmpty()) {
      counted.accept(ViewOutcome.NO_EVENT);
      return;
    }
    EventId id = event.get().id();
    boolean follows = known.map(session -> session.event().id().equals(id)).orElse(false);
    if (!follows && !ViewRecords.isUseful(report, path)) {
      counted.accept(ViewOutcome.UNUSED);
      return;
    }
    String own = ids.of(id.tenant(), sid, now);
    ViewSession session = known.orElseGet(() -> new ViewSession(settings, event.get(), own, now));
    boolean room =
        known.isEmpty()
            ? sessions.add(key, session, now)
            : sessions.move(session.event().id(), id, now);
    if (!room) {
      counted.accept(ViewOutcome.SESSIONS);
      return;
    }
    session.watches(event.get(), own);
    Optional.ofNullable(newest.get(sid)).ifPresent(ended -> session.arrived(now - ended));
    long at = happened(report, session, now);
    List<ViewRecord> records = ViewRecords.of(session, report, path, at);
    if (records.isEmpty()) {
      counted.accept(ViewOutcome.UNUSED);
    }
    records.forEach(record -> write(session, record, now));
  }

  /** The content id counts only if it is the id of a declared event, and is written nowhere. */
  private Optional<LiveEvent> content(String cid) {
    int slash = cid.indexOf('/');
    if (slash < 0) {
      return Optional.empty();
    }
    String tenant = cid.substring(0, slash);
    String event = cid.substring(slash + 1);
    return NameRules.isName(tenant) && NameRules.isName(event)
        ? events.apply(new EventId(tenant, event))
        : Optional.empty();
  }

  private void write(ViewSession session, ViewRecord record, long now) {
    boolean spare = record.is(ViewRecord.Kind.RESPONSE);
    if (!session.admits(spare, now)) {
      counted.accept(ViewOutcome.SESSION_RATE);
      return;
    }
    Optional<ViewOutcome> exceeded = rates.take(session.event().id(), spare, now);
    if (exceeded.isPresent()) {
      counted.accept(exceeded.get());
      return;
    }
    log.write(record, written -> counted.accept(written ? ViewOutcome.WRITTEN : ViewOutcome.LOST));
  }
}
