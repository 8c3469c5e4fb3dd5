package io.liveorigin.bench.heap;

import io.liveorigin.bench.http.Connection;
import io.liveorigin.bench.process.OriginProcesses;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.SegmentUrls;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.lifecycle.NamedThreadFactory;
import io.liveorigin.contract.schedule.Schedule;
import io.liveorigin.packager.clip.Clip;
import io.liveorigin.packager.clip.ClipTrack;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * For each representation, a packager of each pipeline and a viewer. The viewer's requests are held
 * at the live edge; after each segment it requests one older segment. The rate never changes.
 */
final class SteadyTraffic implements AutoCloseable {
  private static final long BEFORE_DUE = 500;
  private static final long EARLY = 300;
  private static final int BROKEN = 0;

  /**
   * The outcomes of the requests so far.
   *
   * @param others the number of responses by status, other than 201 to a PUT and 200 to a GET;
   *     under 0 the broken connections
   */
  record Counts(long stored, long viewed, Map<Integer, Long> others) {}

  private final OriginProcesses origin;
  private final Clock clock;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicLong stored = new AtomicLong();
  private final AtomicLong viewed = new AtomicLong();
  private final Map<Integer, LongAdder> others = new ConcurrentHashMap<>();

  private SteadyTraffic(OriginProcesses origin, Clock clock) {
    this.origin = origin;
    this.clock = clock;
  }

  static List<EventDefinition> events(int count, List<String> pipelines) {
    List<EventDefinition> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      events.add(Clip.eventDefinition("bench", "steady-" + i, pipelines));
    }
    return events;
  }

  static SteadyTraffic start(OriginProcesses origin, List<EventDefinition> events, Clock clock) {
    SteadyTraffic traffic = new SteadyTraffic(origin, clock);
    for (EventDefinition event : events) {
      long first = event.schedule().liveEdge(clock.millis()) + 2;
      for (ClipTrack track : Clip.load().tracks()) {
        Track address = new Track(event.id(), track.representation().id(), 0);
        for (String pipeline : event.pipelines()) {
          traffic.add(
              "packager-" + pipeline + "-" + address,
              () -> traffic.publish(pipeline, first, event, address, track));
        }
        traffic.add("viewer-" + address, () -> traffic.view(first, event, address));
      }
    }
    traffic.threads.forEach(Thread::start);
    return traffic;
  }

  private void add(String name, Runnable work) {
    threads.add(NamedThreadFactory.one(name, work));
  }

  private void publish(
      String pipeline, long first, EventDefinition event, Track address, ClipTrack track) {
    Schedule schedule = event.schedule();
    SegmentUrls urls = new SegmentUrls(event);
    try (Connection ingest = new Connection(origin.ingestPort(pipeline))) {
      for (long number = first; ; number++) {
        byte[] bytes = track.segment(number, schedule).bytes();
        if (stopped(schedule.due(number) - BEFORE_DUE)) {
          return;
        }
        int status = ingest.put(urls.path(new SegmentAddress(address, number)), bytes).status();
        count(status, 201, stored);
      }
    } catch (IOException e) {
      other(BROKEN);
    }
  }

  private void view(long first, EventDefinition event, Track address) {
    Schedule schedule = event.schedule();
    SegmentUrls urls = new SegmentUrls(event);
    try (Connection serving = new Connection(origin.servingPort())) {
      for (long number = first; ; number++) {
        if (stopped(schedule.due(number) - BEFORE_DUE - EARLY)) {
          return;
        }
        get(serving, urls.path(new SegmentAddress(address, number)));
        long oldest = Math.max(first, schedule.windowStart(clock.millis()) + 2);
        long back = ThreadLocalRandom.current().nextLong(oldest, number + 1);
        get(serving, urls.path(new SegmentAddress(address, back)));
      }
    } catch (IOException e) {
      other(BROKEN);
    }
  }

  private void get(Connection serving, String path) throws IOException {
    int status = serving.get(path, Optional.empty()).status();
    count(status, 200, viewed);
  }

  private void count(int status, int wanted, AtomicLong good) {
    if (status == wanted) {
      good.incrementAndGet();
    } else {
      other(status);
    }
  }

  private void other(int status) {
    others.computeIfAbsent(status, any -> new LongAdder()).increment();
  }

  private boolean stopped(long until) {
    try {
      return stop.await(Math.max(0, until - clock.millis()), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  Counts counts() {
    Map<Integer, Long> by = new TreeMap<>();
    others.forEach((status, count) -> by.put(status, count.sum()));
    return new Counts(stored.get(), viewed.get(), by);
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
