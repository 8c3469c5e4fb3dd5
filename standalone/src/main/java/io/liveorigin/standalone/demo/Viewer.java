package io.liveorigin.standalone.demo;

import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.event.Representation;
import io.liveorigin.contract.lifecycle.NamedThreadFactory;
import io.liveorigin.standalone.process.StopSignal;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Watches every representation of an event at its live edge, over HTTP, with one thread for each.
 * Any thread may read the tally.
 */
final class Viewer implements AutoCloseable {
  /** A request in flight at the end is held until its segment is decided. */
  private static final Duration LAST_HOLD = Duration.ofSeconds(30);

  private final LiveEvent event;
  private final Clock clock;
  private final StopSignal stop = new StopSignal();
  private final List<TrackViewer> tracks = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();

  private Viewer(LiveEvent event, Clock clock) {
    this.event = event;
    this.clock = clock;
  }

  /** Starts with number {@code first} of each representation. */
  static Viewer start(LiveEvent event, URI serving, long first, Clock clock) {
    Viewer viewer = new Viewer(event, clock);
    SegmentClient client = new SegmentClient(serving);
    for (Representation representation : event.definition().representations()) {
      Track track = event.track(representation.id());
      viewer.add(new TrackViewer(event, track, first, client, clock, viewer.stop));
    }
    return viewer;
  }

  private void add(TrackViewer track) {
    Thread thread = NamedThreadFactory.one("viewer-" + track.track().representation(), track);
    tracks.add(track);
    threads.add(thread);
    thread.start();
  }

  ViewTally tally() {
    return ViewTally.of(tracks.stream().flatMap(track -> track.visits().stream()).toList());
  }

  /** Lets every request for a segment that is due by now end, and sums up. */
  DemoSummary finish() throws InterruptedException {
    long end = clock.millis();
    tracks.forEach(track -> track.endAt(end));
    stop.request();
    long deadline = System.nanoTime() + LAST_HOLD.toNanos();
    for (Thread thread : threads) {
      TimeUnit.NANOSECONDS.timedJoin(thread, Math.max(1, deadline - System.nanoTime()));
    }
    return DemoSummary.of(event, tracks, end);
  }

  @Override
  public void close() {
    stop.request();
    threads.forEach(Thread::interrupt);
  }
}
