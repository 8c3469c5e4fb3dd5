package io.liveorigin.contract.address;

import io.liveorigin.contract.schedule.Schedule;
import java.util.List;
import java.util.Optional;

/** The part of an event definition from which the URLs of the event follow. */
public interface PublishingPoint {
  EventId id();

  /** The incarnation of the event ({@link Track#incarnation}). */
  Long incarnation();

  /** SegmentTemplate@initialization. */
  String initialization();

  /** SegmentTemplate@media. */
  String media();

  Schedule schedule();

  List<? extends Encoding> representations();

  /** The part of a representation from which its URLs follow. */
  interface Encoding {
    String id();

    /** Bit rate in bit/s, for {@code $Bandwidth$}. */
    long bandwidth();

    /** Ticks per second of {@code $Time$}. If absent, the event's timescale applies. */
    Optional<Long> timescale();

    /** Returns whether its segments are WebVTT in MP4, which playlists list as raw WebVTT. */
    boolean webVtt();
  }
}
