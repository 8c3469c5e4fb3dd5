package io.liveorigin.bench.storm;

import io.liveorigin.bench.http.Connection;
import io.liveorigin.bench.process.OriginProcesses;
import io.liveorigin.bench.process.Tolerance;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.SegmentUrls;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.lifecycle.NamedThreadFactory;
import io.liveorigin.contract.schedule.Schedule;
import io.liveorigin.packager.clip.Clip;
import io.liveorigin.packager.clip.ClipTrack;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Live events, each with a packager and a viewer for each of three representations, and a client
 * that checks the health of the listeners. The viewer requests every segment before it is
 * published, and the request is held; the packager PUTs the segment. The events start at different
 * times within a segment, so that publications are spread evenly.
 */
final class LiveTraffic implements AutoCloseable {
  private static final long SEGMENT_MILLIS = 2_000;
  private static final long BEFORE_DUE = 500;
  private static final long EARLY = 300;
  private static final long BETWEEN_PROBES = 100;

  /**
   * A PUT.
   *
   * @param at when it began, a value of {@link System#nanoTime()}
   * @param nanos nanoseconds until its response
   */
  record Put(long at, long nanos, boolean stored) {}

  /**
   * A segment at a viewer.
   *
   * @param at when its PUT began
   * @param nanos nanoseconds from then until its last byte at the viewer
   * @param missed whether the status was not 200 or the bytes were wrong
   */
  record View(long at, long nanos, boolean missed) {}

  /**
   * A health check of a listener.
   *
   * @param at when it began
   * @param nanos nanoseconds until its response
   */
  record Probe(long at, long nanos, boolean healthy) {}

  private record Published(long at, byte[] digest) {}

  private final OriginProcesses origin;
  private final Clock clock;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final int channels;
  private final List<Thread> threads = new ArrayList<>();
  private final ConcurrentLinkedQueue<Put> puts = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<View> views = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<Probe> probes = new ConcurrentLinkedQueue<>();

  private LiveTraffic(OriginProcesses origin, int channels, Clock clock) {
    this.origin = origin;
    this.channels = channels;
    this.clock = clock;
  }

  /** Returns events, each of which must be declared before the start. */
  static List<EventDefinition> events(int count, Tolerance tolerance) {
    List<EventDefinition> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(
          tolerance.applyTo(
              Clip.eventDefinition("bench", "live-" + i, List.of("a"))
                  .withAvailabilityStartTime(
                      Instant.EPOCH.plusMillis(i * SEGMENT_MILLIS / count))));
    }
    return all;
  }

  static LiveTraffic start(OriginProcesses origin, List<EventDefinition> events, Clock clock) {
    List<ClipTrack> tracks = Clip.load().tracks();
    LiveTraffic traffic = new LiveTraffic(origin, events.size() * tracks.size(), clock);
    for (EventDefinition event : events) {
      for (ClipTrack track : tracks) {
        traffic.channel(event, track);
      }
    }
    traffic.probe("ingest", origin.ingestPort(), "/-/health/live");
    traffic.probe("admin", origin.adminPort(), "/health/live");
    traffic.threads.forEach(Thread::start);
    return traffic;
  }

  /** Checks a listener as a load balancer does, but more often. */
  private void probe(String listener, int port, String path) {
    threads.add(NamedThreadFactory.one("health-" + listener, () -> probe(port, path)));
  }

  private void probe(int port, String path) {
    while (!stopped(clock.millis() + BETWEEN_PROBES)) {
      long at = System.nanoTime();
      boolean healthy;
      try (Connection connection = origin.connect(port)) {
        healthy = connection.get(path, Optional.empty()).status() == 200;
      } catch (IOException e) {
        healthy = false;
      }
      probes.add(new Probe(at, System.nanoTime() - at, healthy));
    }
  }

  private void channel(EventDefinition event, ClipTrack track) {
    Schedule schedule = event.schedule();
    SegmentUrls urls = new SegmentUrls(event);
    Track address = new Track(event.id(), track.representation().id(), 0);
    Map<Long, Published> published = new ConcurrentHashMap<>();
    long first = schedule.liveEdge(clock.millis()) + 2;
    threads.add(
        NamedThreadFactory.one(
            "packager-" + address,
            () -> publish(first, schedule, urls, address, track, published)));
    threads.add(
        NamedThreadFactory.one(
            "viewer-" + address, () -> view(first, schedule, urls, address, published)));
  }

  private void publish(
      long first,
      Schedule schedule,
      SegmentUrls urls,
      Track address,
      ClipTrack track,
      Map<Long, Published> published) {
    try (Connection ingest = origin.connect(origin.ingestPort())) {
      for (long number = first; ; number++) {
        byte[] bytes = track.segment(number, schedule).bytes();
        byte[] digest = sha256().digest(bytes);
        if (stopped(schedule.due(number) - BEFORE_DUE)) {
          return;
        }
        long at = System.nanoTime();
        published.put(number, new Published(at, digest));
        Connection.Reply reply = ingest.put(urls.path(new SegmentAddress(address, number)), bytes);
        puts.add(new Put(at, System.nanoTime() - at, reply.status() == 201));
      }
    } catch (IOException e) {
      puts.add(new Put(System.nanoTime(), Long.MAX_VALUE, false));
    }
  }

  private void view(
      long first,
      Schedule schedule,
      SegmentUrls urls,
      Track address,
      Map<Long, Published> published) {
    try (Connection serving = origin.connect(origin.servingPort())) {
      for (long number = first; ; number++) {
        if (stopped(schedule.due(number) - BEFORE_DUE - EARLY)) {
          return;
        }
        MessageDigest digest = sha256();
        Connection.Reply reply =
            serving.get(urls.path(new SegmentAddress(address, number)), Optional.of(digest));
        long end = System.nanoTime();
        Optional<Published> put = Optional.ofNullable(published.remove(number));
        boolean right =
            reply.status() == 200
                && put.isPresent()
                && MessageDigest.isEqual(put.get().digest(), digest.digest());
        long at = put.map(Published::at).orElse(end);
        views.add(new View(at, end - at, !right));
      }
    } catch (IOException e) {
      views.add(new View(System.nanoTime(), Long.MAX_VALUE, true));
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

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /**
   * Returns whether the viewers have received the expected segments since then, without a miss and
   * none later than {@code latest}.
   */
  boolean steady(long since, Duration latest) {
    List<View> recent = views.stream().filter(view -> view.at() >= since).toList();
    // Three segments begin in six seconds, and the last one may still be on its way.
    return recent.size() >= 2 * channels
        && recent.stream().noneMatch(view -> view.missed() || view.nanos() > latest.toNanos());
  }

  List<Put> puts() {
    return List.copyOf(puts);
  }

  List<Probe> probes() {
    return List.copyOf(probes);
  }

  List<View> views() {
    return List.copyOf(views);
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
