package io.liveorigin.ingest.support;

import io.liveorigin.ingest.store.TaskScheduler;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A clock and its timer, moved by hand. One thread. */
public final class ManualTime extends Clock implements TaskScheduler {
  private record Task(Instant at, Runnable what) {}

  private final List<Task> tasks = new ArrayList<>();
  private Instant now;

  public ManualTime(Instant start) {
    this.now = start;
  }

  /** Moves on, and runs what is due on the way, in order. */
  public void pass(Duration time) {
    Instant end = now.plus(time);
    Optional<Task> due = nextUntil(end);
    while (due.isPresent()) {
      now = due.get().at();
      tasks.remove(due.get());
      due.get().what().run();
      due = nextUntil(end);
    }
    now = end;
  }

  private Optional<Task> nextUntil(Instant end) {
    return tasks.stream().filter(t -> !t.at().isAfter(end)).min(Comparator.comparing(Task::at));
  }

  /** Tasks that wait. */
  public int pending() {
    return tasks.size();
  }

  @Override
  public Cancellation after(Duration delay, Runnable task) {
    Task added = new Task(now.plus(delay), task);
    tasks.add(added);
    return () -> tasks.remove(added);
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
