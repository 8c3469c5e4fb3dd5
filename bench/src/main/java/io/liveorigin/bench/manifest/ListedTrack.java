package io.liveorigin.bench.manifest;

import io.liveorigin.bench.http.Connection;
import io.liveorigin.bench.process.Tolerance;
import io.liveorigin.bench.traffic.LiveTrack;
import io.liveorigin.bench.traffic.LiveTraffic;
import io.liveorigin.contract.address.SegmentUrls;
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

  private static final ClipTrack CLIP = LiveTrack.clip("a96");
  private static final Duration SEGMENT = Duration.ofSeconds(2);

  private final int lines;
  private final LiveTrack live;
  private final LiveTrack old;
  private final Schedule schedule;
  private volatile long newest;

  /**
   * @param lines the number of lines of its playlist when it is full
   * @param tolerance the tolerance for its publisher
   */
  ListedTrack(int lines, Tolerance tolerance) {
    EventDefinition open =
        tolerance
            .applyTo(Clip.eventDefinition("bench", "list-" + lines, List.of("a")))
            .withRepresentations(List.of(CLIP.representation()));
    // The same formula as in serving.hls.PlaylistLength.
    EventDefinition event =
        open.withTimeShiftBufferDepth(
            SEGMENT
                .multipliedBy(lines + 1L)
                .plus(open.expectedLatency())
                .plus(open.patience())
                .plus(open.missingNumberPatience()));
    this.lines = lines;
    this.live = new LiveTrack(event, CLIP.representation().id(), CLIP, LIVE);
    this.old = new LiveTrack(event, CLIP.representation().id(), CLIP, 0);
    this.schedule = event.schedule();
  }

  EventDefinition event() {
    return live.event();
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
    return live.path(number);
  }

  String playlist() {
    return "/" + event().id() + "/" + SegmentUrls.mediaPlaylistName(live.track().representation());
  }

  /** Returns the last number that was published live. */
  long newest() {
    return newest;
  }

  /**
   * Returns when the next number can be published because its media has ended, in epoch
   * milliseconds.
   */
  long nextAt() {
    return schedule.mediaEnd(newest + 1);
  }

  /** Publishes the first live number. Call it before anything else is published. */
  void begin(Connection ingest, long number) throws IOException {
    newest = number - 1;
    publishNext(ingest);
  }

  /** Publishes the next number. */
  void publishNext(Connection ingest) throws IOException {
    long next = newest + 1;
    ingest.store(path(next), live.segment(next));
    newest = next;
  }

  /** Adds a packager that publishes each number of each track as soon as its media has ended. */
  static void publish(List<ListedTrack> tracks, LiveTraffic traffic) {
    List<LiveTraffic.Channel> channels =
        tracks.stream()
            .map(track -> new LiveTraffic.Channel(track.live, track.newest + 1, false))
            .toList();
    traffic.packager(
        "lists",
        channels,
        List.of("a"),
        (channel, number) -> channel.track().schedule().mediaEnd(number),
        put -> {
          if (put.status() != LiveTraffic.BROKEN) {
            ListedTrack track = tracks.get(channels.indexOf(put.channel()));
            Connection.require(put.status(), 201, "PUT " + track.path(put.number()));
            track.newest = put.number();
          }
        });
  }

  /** Publishes a number of the past. Returns false if the number has left the window. */
  boolean publishOld(Connection ingest, long number, long now) throws IOException {
    if (number < schedule.oldestPermitted(now)) {
      return false;
    }
    int status = ingest.put(path(number), old.segment(number)).status();
    if (number > schedule.oldestPermitted(now) + 1) {
      Connection.require(status, 201, "PUT " + path(number));
    }
    return status == 201;
  }
}
