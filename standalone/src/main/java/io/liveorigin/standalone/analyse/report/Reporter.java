package io.liveorigin.standalone.analyse.report;

import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.standalone.analyse.read.PublicTopics;
import java.time.Duration;
import java.util.List;

/** Reads the records for a report. */
public final class Reporter {
  /** Packagers may be ahead of the clock, and clocks differ. */
  private static final long EARLY_MILLIS = 60_000;

  /**
   * This long after a segment is gone, it is known whether it was late or never came: ingest may
   * keep trying for 10 s, and the proof takes another moment. Younger segments do not count.
   */
  private static final long SETTLED_MILLIS = 15_000;

  private Reporter() {}

  /**
   * Reads the topics and counts.
   *
   * @param now epoch ms
   * @param last how far back due instants count
   */
  public static Report read(PublicTopics topics, EventId id, long now, Duration last) {
    EventDefinition event = PublicTopics.require(topics.control(), id).definition();
    ReportBuilder builder =
        new ReportBuilder(
            event, now - last.toMillis(), now - event.retryDeadline().toMillis() - SETTLED_MILLIS);
    List<Track> tracks = PublicTopics.tracks(event);
    long from = builder.mediaStart() - EARLY_MILLIS;
    topics.decisions(tracks, from, builder::decision, early -> {});
    topics.defects(tracks, builder.silenceStart() - EARLY_MILLIS, builder::defect);
    views(topics, id, tracks, from, builder);
    return builder.build();
  }

  /** Most installations do not write them, and not everybody may read them. */
  private static void views(
      PublicTopics topics, EventId id, List<Track> tracks, long from, ReportBuilder builder) {
    try {
      if (topics.hasViews()) {
        topics.views(id, tracks, from, builder::view);
      } else {
        builder.viewsUnknown("there is no topic views (origin serve --views)");
      }
    } catch (OriginException e) {
      builder.viewsUnknown(e.getMessage());
    }
  }
}
