package io.liveorigin.ingest.observe;

import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.wire.RefusalRecord;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Counts refused uploads and reports them: the first one of an event and code at once, further ones
 * together after 30 s. So a packager whose every segment is refused causes two lines a minute and
 * not two thousand. Memory is bounded: up to {@value #KEPT} combinations of event and code that are
 * refused within 30 s are reported separately, and all others together, without an event. Any
 * thread may call it. {@link #reportDue} must be called periodically to report the remaining ones.
 */
public final class RefusalReporter {
  private static final long QUIET_MILLIS = Duration.ofSeconds(30).toMillis();
  private static final int KEPT = 512;
  private static final int RECENT = 100;

  private record Key(String event, String pipeline, String code) {}

  private static final class Tally {
    long count;
    long from;
    long to;
    long quietUntil;
    String request = "";
    String detail = "";
  }

  private final String unadmitted;
  private final Clock clock;
  private final Consumer<RefusalRecord> told;

  /** Ordered by the last refusal, the oldest first; guarded by this. */
  private final Map<Key, Tally> tallies = new LinkedHashMap<>(16, 0.75f, true);

  /** The records that were reported last, the newest first; guarded by this. */
  private final Deque<RefusalRecord> recent = new ArrayDeque<>();

  /**
   * @param pipelines of the listener. If there is only one, refusals of clients that were not
   *     admitted are assigned to it
   * @param told receives the records; must not block
   */
  public RefusalReporter(List<String> pipelines, Clock clock, Consumer<RefusalRecord> told) {
    this.unadmitted = pipelines.size() == 1 ? pipelines.get(0) : RefusalRecord.NO_PIPELINE;
    this.clock = clock;
    this.told = told;
  }

  /**
   * Counts a refused upload, and reports it unless the same event and code was reported within the
   * last 30 s.
   *
   * @param pipeline the pipeline as which the client was admitted
   * @param event the event in the path, if it is known
   * @param request its method and path
   * @param detail the detail in the response
   */
  public void refused(
      Optional<String> pipeline,
      Optional<EventId> event,
      ErrorCode code,
      String request,
      String detail) {
    Key key =
        new Key(
            event.map(EventId::toString).orElse(RefusalRecord.NO_EVENT),
            pipeline.orElse(unadmitted),
            code.code());
    List<RefusalRecord> due = new ArrayList<>();
    synchronized (this) {
      long now = clock.millis();
      if (!tallies.containsKey(key) && tallies.size() >= KEPT && !makeRoom(due, now)) {
        key = new Key(RefusalRecord.NO_EVENT, key.pipeline(), key.code());
      }
      Tally tally = tallies.computeIfAbsent(key, k -> new Tally());
      if (tally.count == 0) {
        tally.from = now;
      }
      tally.count++;
      tally.to = now;
      tally.request = request;
      tally.detail = detail;
      if (now >= tally.quietUntil) {
        due.add(record(key, tally, now));
      }
    }
    due.forEach(told);
  }

  /** Reports the remaining refusals of an event that has ended, and removes its counts. */
  public void ended(EventId event) {
    List<RefusalRecord> due = new ArrayList<>();
    synchronized (this) {
      long now = clock.millis();
      tallies
          .entrySet()
          .removeIf(
              entry -> {
                boolean its = entry.getKey().event().equals(event.toString());
                if (its && entry.getValue().count > 0) {
                  due.add(record(entry.getKey(), entry.getValue(), now));
                }
                return its;
              });
    }
    due.forEach(told);
  }

  /** Reports refusals that were counted and are due to be reported. */
  public void reportDue() {
    List<RefusalRecord> due = new ArrayList<>();
    synchronized (this) {
      long now = clock.millis();
      tallies.forEach(
          (key, tally) -> {
            if (tally.count > 0 && now >= tally.quietUntil) {
              due.add(record(key, tally, now));
            }
          });
    }
    due.forEach(told);
  }

  /** Returns the records that were reported last, the newest first. */
  public synchronized List<RefusalRecord> recent() {
    return List.copyOf(recent);
  }

  private RefusalRecord record(Key key, Tally tally, long now) {
    RefusalRecord record =
        new RefusalRecord(
            RefusalRecord.SCHEMA,
            key.event(),
            key.pipeline(),
            key.code(),
            tally.count,
            tally.from,
            tally.to,
            tally.request,
            tally.detail);
    tally.count = 0;
    tally.quietUntil = now + QUIET_MILLIS;
    recent.addFirst(record);
    if (recent.size() > RECENT) {
      recent.removeLast();
    }
    return record;
  }

  /**
   * Removes the count whose last refusal is the oldest, but only if its next refusal would be
   * reported at once anyway. So each event and code is reported at most twice a minute, however
   * many others there are. Its remaining refusals are reported first. Returns whether there is room
   * now.
   */
  private boolean makeRoom(List<RefusalRecord> due, long now) {
    Map.Entry<Key, Tally> oldest = tallies.entrySet().iterator().next();
    if (now < oldest.getValue().quietUntil) {
      return false;
    }
    if (oldest.getValue().count > 0) {
      due.add(record(oldest.getKey(), oldest.getValue(), now));
    }
    tallies.remove(oldest.getKey());
    return true;
  }
}
