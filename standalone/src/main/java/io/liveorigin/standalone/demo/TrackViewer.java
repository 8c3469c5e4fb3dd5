package io.liveorigin.standalone.demo;

import io.liveorigin.contract.address.InitAddress;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.schedule.Schedule;
import io.liveorigin.standalone.process.StopSignal;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Follows the live edge of one representation. It requests each segment when its media is over,
 * which is shortly before it is published, so the origin has to hold the request. A request without
 * a response, or with a 5xx, is repeated until the segment is gone by the schedule.
 */
final class TrackViewer implements Runnable {
  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final Duration INIT_LIMIT = Duration.ofSeconds(10);

  private final LiveEvent event;
  private final Track track;
  private final long first;
  private final SegmentClient client;
  private final Clock clock;
  private final StopSignal stop;

  /** Numbers that are due after this instant do not count; epoch ms. */
  private final AtomicLong end = new AtomicLong(Long.MAX_VALUE);

  private final Queue<Visit> visits = new ConcurrentLinkedQueue<>();
  private volatile boolean initServed;

  TrackViewer(
      LiveEvent event,
      Track track,
      long first,
      SegmentClient client,
      Clock clock,
      StopSignal stop) {
    this.event = event;
    this.track = track;
    this.first = first;
    this.client = client;
    this.clock = clock;
    this.stop = stop;
  }

  Track track() {
    return track;
  }

  long first() {
    return first;
  }

  List<Visit> visits() {
    return List.copyOf(visits);
  }

  boolean initServed() {
    return initServed;
  }

  /**
   * Sets the end: segments that are due by {@code instant} are the last ones to be requested.
   *
   * @param instant epoch ms
   */
  void endAt(long instant) {
    end.set(instant);
  }

  @Override
  public void run() {
    try {
      for (long number = first; awaitDue(number); number++) {
        visits.add(visit(new SegmentAddress(track, number)));
        if (number == first) {
          initServed = init();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean awaitDue(long number) {
    Schedule schedule = event.schedule();
    while (schedule.due(number) <= end.get()) {
      long left = schedule.mediaEnd(number) - clock.millis();
      if (left <= 0) {
        return true;
      }
      stop.await(Duration.ofMillis(left));
    }
    return false;
  }

  private Visit visit(SegmentAddress address) throws InterruptedException {
    String path = event.urls().path(address);
    List<Integer> statuses = new ArrayList<>();
    while (true) {
      SegmentClient.GetResult got = client.get(path);
      statuses.add(got.status());
      if (!again(got.status()) || clock.millis() > event.schedule().gone(address.number())) {
        return new Visit(address, statuses, got.copy());
      }
      Thread.sleep(PAUSE.toMillis());
    }
  }

  private boolean init() throws InterruptedException {
    String path = event.urls().path(new InitAddress(track));
    long deadline = clock.millis() + INIT_LIMIT.toMillis();
    Optional<Visit.Copy> copy;
    do {
      copy = client.get(path).copy();
    } while (copy.isEmpty() && clock.millis() < deadline && !pause());
    return copy.isPresent();
  }

  private static boolean pause() throws InterruptedException {
    Thread.sleep(PAUSE.toMillis());
    return false;
  }

  private static boolean again(int status) {
    return status == Visit.NO_ANSWER || status >= 500;
  }
}
