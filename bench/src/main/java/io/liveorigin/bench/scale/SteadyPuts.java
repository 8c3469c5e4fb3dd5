package io.liveorigin.bench.scale;

import io.liveorigin.bench.http.Connection;
import io.liveorigin.bench.process.OriginProcesses;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.SegmentUrls;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.lifecycle.NamedThreadFactory;
import io.liveorigin.contract.schedule.Schedule;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Two pipelines that PUT every segment of all tracks of events with one schedule, one track after
 * another, evenly over the duration of a segment.
 */
final class SteadyPuts implements AutoCloseable {
  private static final int THREADS = 8;
  private static final long SPREAD_MILLIS = 1_800;

  /** A track with the paths of its segments. */
  private record Slot(SegmentUrls urls, Track track, long offset) {}

  private final OriginProcesses origin;
  private final Schedule schedule;
  private final Clock clock;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicLong segments = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();

  private SteadyPuts(OriginProcesses origin, Schedule schedule, Clock clock) {
    this.origin = origin;
    this.schedule = schedule;
    this.clock = clock;
  }

  static SteadyPuts start(OriginProcesses origin, List<EventDefinition> events, Clock clock) {
    SteadyPuts puts = new SteadyPuts(origin, events.get(0).schedule(), clock);
    List<Slot> slots = new ArrayList<>();
    int tracks = events.size() * events.get(0).representations().size();
    for (EventDefinition event : events) {
      SegmentUrls urls = new SegmentUrls(event);
      event
          .representations()
          .forEach(
              r ->
                  slots.add(
                      new Slot(
                          urls,
                          new Track(event.id(), r.id(), 0),
                          SPREAD_MILLIS * slots.size() / tracks)));
    }
    long first = puts.schedule.liveEdge(clock.millis()) + 2;
    for (int i = 0; i < Math.min(THREADS, tracks); i++) {
      List<Slot> own = new ArrayList<>();
      for (int j = i; j < tracks; j += THREADS) {
        own.add(slots.get(j));
      }
      puts.threads.add(NamedThreadFactory.one("packagers-" + i, () -> puts.publish(own, first)));
    }
    puts.threads.forEach(Thread::start);
    return puts;
  }

  private void publish(List<Slot> slots, long first) {
    try (Connection a = new Connection(origin.ingestPort("a"));
        Connection b = new Connection(origin.ingestPort("b"))) {
      for (long number = first; ; number++) {
        byte[] bytes = PastDecisions.clip().segment(number, schedule).bytes();
        long start = schedule.due(number) - SPREAD_MILLIS - 100;
        for (Slot slot : slots) {
          if (stopped(start + slot.offset())) {
            return;
          }
          String path = slot.urls().path(new SegmentAddress(slot.track(), number));
          boolean stored = a.put(path, bytes).status() == 201 & b.put(path, bytes).status() == 201;
          (stored ? segments : failed).incrementAndGet();
        }
      }
    } catch (IOException e) {
      failed.incrementAndGet();
    }
  }

  private boolean stopped(long until) {
    try {
      return stop.await(Math.max(0, until - clock.millis()), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /** Returns how many numbers both pipelines have stored. */
  long segments() {
    return segments.get();
  }

  /** Returns how many numbers at least one pipeline could not store. */
  long failed() {
    return failed.get();
  }

  @Override
  public void close() {
    stop.countDown();
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
