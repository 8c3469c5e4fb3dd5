package io.liveorigin.serving.manifest;

import io.liveorigin.contract.decision.Listing;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.event.Representation;
import io.liveorigin.contract.schedule.Schedule;
import io.liveorigin.contract.schedule.SegmentDuration;
import java.util.Map;

/**
 * Writes the SegmentTemplate of an event (ISO/IEC 23009-1, 5.3.9.4): with constant durations for
 * {@code $Number$}, with a SegmentTimeline for {@code $Time$}. One thread.
 */
final class MpdTemplate {
  /** A timeline that needs an element for every few segments is cut to the newest of them. */
  private static final long MAX_UNEVEN = 5_000;

  private final EventDefinition definition;
  private final Schedule schedule;
  private final long first;
  private final XmlOut out;

  /**
   * Writes to {@code out}.
   *
   * @param first number of the first segment that the document lists
   */
  MpdTemplate(LiveEvent event, long first, XmlOut out) {
    this.definition = event.definition();
    this.schedule = event.schedule();
    this.first = first;
    this.out = out;
  }

  void numbers() {
    long timescale = definition.segmentDuration().timescale();
    out.empty("SegmentTemplate")
        .attribute("timescale", timescale)
        .attribute("duration", definition.segmentDuration().duration())
        .attribute("startNumber", first);
    presentationTimeOffset(timescale);
    templates();
  }

  /**
   * Writes the segments from the start of the window to the live edge.
   *
   * @param listings times of its published segments by number, as many as are known
   * @param now epoch ms
   */
  void times(Representation representation, Map<Long, Listing> listings, long now) {
    long timescale = representation.timescale().orElse(definition.segmentDuration().timescale());
    SegmentStarts starts = new SegmentStarts(schedule, timescale, listings);
    boolean even = even(timescale) && starts.scheduled();
    out.open("SegmentTemplate").attribute("timescale", timescale);
    presentationTimeOffset(timescale);
    templates();
    out.open("SegmentTimeline");
    long last = schedule.liveEdge(now);
    long number = Math.max(first, schedule.windowStart(now));
    if (!even) {
      number = Math.max(number, last - MAX_UNEVEN);
    }
    while (number <= last) {
      long run = even ? last - number + 1 : run(number, last, starts);
      out.empty("S")
          .attribute("t", starts.of(number))
          .attribute("d", starts.duration(number))
          .attribute("r", run - 1);
      number += run;
    }
    out.close();
    out.close();
  }

  /** How many segments from {@code number} on last equally many ticks. */
  private static long run(long number, long last, SegmentStarts starts) {
    long run = 1;
    while (number + run <= last && starts.duration(number + run) == starts.duration(number)) {
      run++;
    }
    return run;
  }

  /** Whether a segment lasts a whole number of ticks. */
  private boolean even(long timescale) {
    SegmentDuration duration = definition.segmentDuration();
    return duration.duration() * timescale % duration.timescale() == 0;
  }

  private void presentationTimeOffset(long timescale) {
    long offset = schedule.decodeTime(first, timescale);
    if (offset > 0) {
      out.attribute("presentationTimeOffset", offset);
    }
  }

  private void templates() {
    out.attribute("initialization", definition.initialization())
        .attribute("media", definition.media());
  }
}
