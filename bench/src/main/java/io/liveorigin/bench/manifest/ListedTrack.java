package io.liveorigin.bench.manifest;

import io.liveorigin.bench.http.Connection;
import io.liveorigin.bench.process.Tolerance;
import io.liveorigin.bench.publish.PaddedSegments;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.SegmentUrls;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.schedule.Schedule;
import io.liveorigin.packager.clip.Clip;
import io.liveorigin.packager.clip.ClipTrack;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * An event of one track whose media playlist has a given number of lines. Live segments have
 * {@value #LIVE} bytes; those of the past are the smallest of the clip. There is one publisher at a
 * time; {@link #newest} may be read by another thread.
 */
final class ListedTrack {
  /** The size of a live segment in bytes. */
  static final int LIVE = 32 << 10;

  private static final ClipTrack CLIP = Clip.load().track("a96").orElseThrow();
  private static final Duration SEGMENT = Duration.ofSeconds(2);
  private static final int CREATED = 201;

  private final int lines;
  private final EventDefinition event;
  private final SegmentUrls urls;
  private final Track track;
  private final Schedule schedule;
  private long next;
  private volatile long newest;

  /**
   * @param lines the number of lines of its playlist when it is full
   * @param tolerance the tolerance for its publisher
   */
  ListedTrack(int lines, Tolerance tolerance) {
    EventDefinition live =
        tolerance
            .applyTo(Clip.eventDefinition("bench", "list-" + lines, List.of("a")))
            .withRepresentations(List.of(CLIP.representation()));
    this.lines = lines;
    // The same formula as in serving.hls.PlaylistLength.
    this.event =
        live.withTimeShiftBufferDepth(
            SEGMENT
                .multipliedBy(lines + 1L)
                .plus(live.expectedLatency())
                .plus(live.patience())
                .plus(live.holePatience()));
    this.urls = new SegmentUrls(event);
    this.track = new Track(event.id(), CLIP.representation().id(), 0);
    this.schedule = event.schedule();
  }

  EventDefinition event() {
    return event;
  }

  Schedule schedule() {
    return schedule;
  }

  int lines() {
    return lines;
  }

  /** Returns the duration of the playlist, for a table. */
  String title() {
    double minutes = lines * SEGMENT.toSeconds() / 60.0;
    return minutes < 120
        ? String.format(Locale.ROOT, "%.0f min", minutes)
        : String.format(Locale.ROOT, "%.0f h", minutes / 60);
  }

  String path(long number) {
    return urls.path(new SegmentAddress(track, number));
  }

  String playlist() {
    return "/" + event.id() + "/" + SegmentUrls.mediaPlaylistName(track.representation());
  }

  /** Returns the number to publish next. */
  long next() {
    return next;
  }

  /** Returns the last number that was published live. */
  long newest() {
    return newest;
  }

  /** Sets the first live number. Call it before anything is published. */
  void beginAt(long number) {
    next = number;
  }

  /**
   * Returns when the next number can be published because its media has ended, in epoch
   * milliseconds.
   */
  long nextAt() {
    return schedule.mediaEnd(next);
  }

  /** Publishes the next number. */
  void publishNext(Connection ingest) throws IOException {
    byte[] bytes = PaddedSegments.of(CLIP, next, schedule, LIVE);
    int status = ingest.put(path(next), bytes).status();
    if (status != CREATED) {
      throw new OriginException(
          ErrorCode.INTERNAL, "the response to PUT " + path(next) + " was " + status);
    }
    newest = next;
    next++;
  }

  /** Publishes a number of the past. Returns false if the number has left the window. */
  boolean publishOld(Connection ingest, long number, long now) throws IOException {
    if (number < schedule.oldestPermitted(now)) {
      return false;
    }
    int status = ingest.put(path(number), CLIP.segment(number, schedule).bytes()).status();
    if (status != CREATED && number > schedule.oldestPermitted(now) + 1) {
      throw new OriginException(
          ErrorCode.INTERNAL, "the response to PUT " + path(number) + " was " + status);
    }
    return status == CREATED;
  }
}
