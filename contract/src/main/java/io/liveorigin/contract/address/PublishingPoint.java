package io.liveorigin.contract.address;

import io.liveorigin.contract.schedule.Schedule;
import java.util.List;
import java.util.Optional;

/** What the URLs of one event follow from. */
public interface PublishingPoint {
  EventId id();

  /** Which event of that name it is ({@link Track#incarnation}). */
  Long incarnation();

  /** SegmentTemplate@initialization. */
  String initialization();

  /** SegmentTemplate@media. */
  String media();

  Schedule schedule();

  List<? extends Encoding> representations();

  /** What the URLs of one representation follow from. */
  interface Encoding {
    String id();

    /** bit/s, for {@code $Bandwidth$}. */
    long bandwidth();

    /** Ticks per second of {@code $Time$}; the event's if absent. */
    Optional<Long> timescale();

    /** Whether its segments are WebVTT in MP4, which playlists list as raw WebVTT. */
    boolean webVtt();
  }
}
