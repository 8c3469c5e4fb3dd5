package io.liveorigin.contract.address;

import io.liveorigin.contract.schedule.Schedule;
import java.util.List;
import java.util.Optional;

/** What the URLs of one event follow from. */
public interface PublishingPoint {
  EventId id();

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
  }
}
