package io.liveorigin.serving.manifest;

import io.liveorigin.contract.decision.Listing;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.event.Representation;
import io.liveorigin.contract.schedule.Schedule;
import io.liveorigin.contract.schedule.SegmentDuration;
import io.liveorigin.serving.timeline.EventInitTimeline;
import io.liveorigin.serving.timeline.PublicationGap;
import java.util.Map;
import java.util.SortedMap;

/**
 * Writes the SegmentTemplate of an event (ISO/IEC 23009-1, 5.3.9.4): with constant durations for
 * {@code $Number$}, with a SegmentTimeline for {@code $Time$}. Not thread-safe.
 */
final class MpdTemplate {
  /** A timeline that needs an element for every few segments is cut to this many of the newest. */
  private static final long MAX_UNEVEN = 5_000;

  private final LiveEvent event;
  private final EventDefinition definition;
  private final Schedule schedule;
  private final MpdPeriod period;
  private final EventInitTimeline changes;
  private final Failover failover;
  private final XmlWriter out;

  /**
   * Writes to {@code out}.
   *
   * @param period whose segments the templates list
   * @param published states which init segments decode them, and which segments are missing
   */
  MpdTemplate(LiveEvent event, MpdPeriod period, PublishedEvent published, XmlWriter out) {
    this.event = event;
    this.definition = event.definition();
    this.schedule = event.schedule();
    this.period = period;
    this.changes = published.inits().changes();
    this.failover = published.failover();
    this.out = out;
  }

  /** Returns whether the number belongs to the period. */
  boolean lists(long number) {
    return number >= period.first() && number <= period.last();
  }

  /** Ticks per second in the template of a representation. */
  long timescale(Representation representation) {
    long declared = definition.segmentDuration().timescale();
    return definition.timeInUrls() ? representation.timescale().orElse(declared) : declared;
  }

  void numbers() {
    long timescale = definition.segmentDuration().timescale();
    out.empty("SegmentTemplate")
        .attribute("timescale", timescale)
        .attribute("duration", definition.segmentDuration().duration())
        .attribute("startNumber", period.first());
    if (period.last() < Long.MAX_VALUE) {
      // Players round the duration of a period up to whole segments.
      out.attribute("endNumber", period.last());
    }
    presentationTimeOffset(timescale);
    templates(definition.initialization());
  }

  /** Returns whether a representation needs more than the template of the adaptation set has. */
  boolean hasOwn(Representation representation) {
    return hasOwnInit(representation) || !failover.of(representation, period).isEmpty();
  }

  /** Returns whether it needs another init segment than the template of the set names. */
  private boolean hasOwnInit(Representation representation) {
    return changes.changes(event.track(representation.id()));
  }

  /** Writes what a representation needs beyond the template of the adaptation set (5.3.9.1). */
  void own(Representation representation) {
    SortedMap<Long, PublicationGap> unpublished = failover.of(representation, period);
    if (unpublished.isEmpty()) {
      out.empty("SegmentTemplate");
    } else {
      out.open("SegmentTemplate");
    }
    if (hasOwnInit(representation)) {
      out.attribute("initialization", initialization(representation));
    }
    if (!unpublished.isEmpty()) {
      long timescale = definition.segmentDuration().timescale();
      FailoverContent.write(unpublished, n -> schedule.decodeTime(n, timescale), out);
      out.close();
    }
  }

  private String initialization(Representation representation) {
    return hasOwnInit(representation)
        ? changes.uri(event.track(representation.id()), period.first())
        : definition.initialization();
  }

  /**
   * Writes the segments of the period from the start of the window to the live edge.
   *
   * @param listings times of its published segments by number, as many as are known
   * @param now epoch ms
   */
  void times(Representation representation, Map<Long, Listing> listings, long now) {
    long timescale = timescale(representation);
    SegmentStarts starts = new SegmentStarts(schedule, timescale, listings);
    boolean even = even(timescale) && starts.scheduled();
    out.open("SegmentTemplate").attribute("timescale", timescale);
    presentationTimeOffset(timescale);
    templates(initialization(representation));
    FailoverContent.write(failover.of(representation, period), starts::of, out);
    out.open("SegmentTimeline");
    long last = Math.min(period.last(), schedule.liveEdge(now));
    long number = Math.max(period.first(), schedule.windowStart(now));
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

  /**
   * The number of consecutive segments from {@code number} on that have the same duration in ticks.
   */
  private static long run(long number, long last, SegmentStarts starts) {
    long run = 1;
    while (number + run <= last && starts.duration(number + run) == starts.duration(number)) {
      run++;
    }
    return run;
  }

  /** Returns whether the duration of a segment is a whole number of ticks. */
  private boolean even(long timescale) {
    SegmentDuration duration = definition.segmentDuration();
    return duration.duration() * timescale % duration.timescale() == 0;
  }

  private void presentationTimeOffset(long timescale) {
    long offset = schedule.decodeTime(period.first(), timescale);
    if (offset > 0) {
      out.attribute("presentationTimeOffset", offset);
    }
  }

  private void templates(String initialization) {
    out.attribute("initialization", initialization).attribute("media", definition.media());
  }
}
