package io.liveorigin.packager.publish;

import io.liveorigin.packager.schedule.PacingClock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Uploads the segments of one representation. The init segment is sent before the first media
 * segment, and again after a connection has failed, because the ingest may be a new one. A media
 * segment without a response or with a 5xx is sent once more and then given up, because the event
 * goes on. One thread.
 */
final class TrackUploader {
  private static final Logger log = LoggerFactory.getLogger(TrackUploader.class);
  private static final long RETRY_PAUSE_MILLIS = 200;

  private final SegmentPublisher publisher;
  private final PutRequest init;
  private final PacingClock pacingClock;
  private final StatsCounter stats;
  private boolean initSent;

  TrackUploader(
      SegmentPublisher publisher, PutRequest init, PacingClock pacingClock, StatsCounter stats) {
    this.publisher = publisher;
    this.init = init;
    this.pacingClock = pacingClock;
    this.stats = stats;
  }

  /**
   * Uploads one segment. Requests after the first repeat it and are not counted as further
   * segments.
   */
  void upload(List<PutRequest> segment) throws InterruptedException {
    stats.segment(acknowledged(putWithRetry(segment.get(0))));
    for (PutRequest again : segment.subList(1, segment.size())) {
      putWithRetry(again);
    }
  }

  private PutResult putWithRetry(PutRequest segment) throws InterruptedException {
    PutResult result = send(segment);
    if (isRetriable(result)) {
      pacingClock.until(pacingClock.now() + RETRY_PAUSE_MILLIS);
      result = send(segment);
    }
    return result;
  }

  private PutResult send(PutRequest segment) throws InterruptedException {
    if (!initSent) {
      PutResult result = exchange(init);
      initSent = acknowledged(result);
      if (result instanceof PutResult.Unreachable) {
        return result;
      }
    }
    PutResult result = exchange(segment);
    if (result instanceof PutResult.Unreachable) {
      initSent = false;
    }
    return result;
  }

  private PutResult exchange(PutRequest request) throws InterruptedException {
    stats.request();
    PutResult result = publisher.put(request);
    stats.result(result);
    if (!acknowledged(result)) {
      log.warn("PUT {}: {}", request.path(), result);
    }
    return result;
  }

  private static boolean acknowledged(PutResult result) {
    return result instanceof PutResult.Answered answer && answer.acknowledged();
  }

  private static boolean isRetriable(PutResult result) {
    return !(result instanceof PutResult.Answered answer) || answer.status() >= 500;
  }
}
