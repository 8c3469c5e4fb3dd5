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
 * Counts the uploads that were not taken and tells of them: the first of an event and code at once,
 * the next ones together after 30 s. So a packager that is wrong with every segment makes two lines
 * a minute, and not two thousand. Bounded: of {@value #KEPT} events and codes that are refused
 * within 30 s each is told by itself, and all others together, without an event. Any thread; must
 * be asked from time to time what is left to tell ({@link #tell}).
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

  /** By the last refusal, the oldest first; guarded by this. */
  private final Map<Key, Tally> tallies = new LinkedHashMap<>(16, 0.75f, true);

  /** Guarded by this. */
  private final Deque<RefusalRecord> recent = new ArrayDeque<>();

  /**
   * @param pipelines of the listener: a refusal of one whose pipeline is not known is of the only
   *     one
   * @param told takes what is to be told; must not block
   */
  public RefusalReporter(List<String> pipelines, Clock clock, Consumer<RefusalRecord> told) {
    this.unadmitted = pipelines.size() == 1 ? pipelines.get(0) : RefusalRecord.NO_PIPELINE;
    this.clock = clock;
    this.told = told;
  }

  /**
   * One upload was refused.
   *
   * @param pipeline as which the client was admitted
   * @param event where its path names one that is known
   * @param request its method and path
   * @param detail what the answer says
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

  /** An event is gone: tells what was refused of it, and keeps nothing. */
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

  /** Tells of what was refused and not told yet. */
  public void tell() {
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

  /** What was told last, the newest first. */
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
   * Forgets whose last refusal is the longest ago, where it would be told at once when it came
   * again: an event and code are told twice a minute, however many others come between. Nothing
   * that was counted goes untold.
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
