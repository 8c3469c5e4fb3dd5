package io.liveorigin.packager.publish;

import io.liveorigin.packager.schedule.PacingClock;
import io.liveorigin.packager.schedule.PublishTimes;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes one representation, number after number, until the event ends or the thread is
 * interrupted. A delayed segment waits in a queue while those after it are sent in time. An upload
 * that hangs delays only its representation, and the backlog then follows in a burst.
 */
public final class TrackLoop implements Runnable {
  private static final Logger log = LoggerFactory.getLogger(TrackLoop.class);

  private record Due(long instant, List<PutRequest> requests) {}

  private final TrackSource source;
  private final PublishTimes times;
  private final PacingClock pacingClock;
  private final StatsCounter stats;
  private final TrackUploader uploader;
  private final PriorityQueue<Due> queue =
      new PriorityQueue<>(Comparator.comparingLong(Due::instant));
  private final long last;
  private long next;

  /**
   * @param first the first number
   * @param last the last number; {@link Long#MAX_VALUE} for no end
   */
  public TrackLoop(
      TrackSource source,
      PublishTimes times,
      PacingClock pacingClock,
      SegmentPublisher publisher,
      StatsCounter stats,
      long first,
      long last) {
    this.source = source;
    this.times = times;
    this.pacingClock = pacingClock;
    this.stats = stats;
    this.uploader = new TrackUploader(publisher, source.init(), pacingClock, stats);
    this.next = first;
    this.last = last;
  }

  @Override
  public void run() {
    try {
      publishAll();
    } catch (InterruptedException e) {
      // This is how a packager is stopped. The thread ends here, so nothing else reads the flag.
      log.debug("{} of {} stopped", source.clip().representation().id(), source.pipeline());
    }
  }

  private void publishAll() throws InterruptedException {
    long encoded = next <= last ? times.draw(next) : 0;
    while (next <= last || !queue.isEmpty()) {
      Due due = queue.peek();
      if (next <= last && (due == null || encoded <= due.instant())) {
        pacingClock.until(encoded);
        prepare(encoded);
        next++;
        encoded = next <= last ? times.draw(next) : 0;
      } else {
        queue.remove();
        pacingClock.until(due.instant());
        uploader.upload(due.requests());
      }
    }
  }

  private void prepare(long encoded) {
    Optional<TrackSource.Prepared> prepared = source.prepare(next, encoded);
    if (prepared.isEmpty()) {
      stats.withheld();
      return;
    }
    queue.add(new Due(encoded + prepared.get().delayMillis(), prepared.get().requests()));
  }
}
