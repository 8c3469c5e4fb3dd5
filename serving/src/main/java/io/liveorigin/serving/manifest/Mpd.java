package io.liveorigin.serving.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import io.liveorigin.contract.address.UrlTemplate;
import io.liveorigin.contract.event.ContentType;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.event.Representation;
import io.liveorigin.contract.schedule.Schedule;
import io.liveorigin.contract.schedule.SegmentDuration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes the DASH manifest of an event (ISO/IEC 23009-1, isoff-live): one period, one adaptation
 * set per kind of media and language. Media templates with {@code $Number$} give a document that
 * depends on the definition and the listed representations alone; {@code $Time$} needs a
 * SegmentTimeline, which follows the live edge. Pure.
 */
final class Mpd {
  static final String MEDIA_TYPE = "application/dash+xml";

  /** Relative, so that it survives a CDN's host and prefix, and no Host header gets cached. */
  private static final String TIME_URL = "../../time";

  /** A timeline that needs an element for every few segments is cut to the newest of them. */
  private static final long MAX_UNEVEN = 5_000;

  private record Kind(ContentType contentType, Optional<String> lang) {}

  private final LiveEvent event;
  private final Schedule schedule;
  private final MpdTimes times;
  private final XmlOut out = new XmlOut();

  private Mpd(LiveEvent event) {
    this.event = event;
    this.schedule = event.schedule();
    this.times = new MpdTimes(schedule);
  }

  /**
   * Writes.
   *
   * @param listed the representations that have an init segment, in the order of the definition
   * @param inits when the newest of their init segments was decided, epoch ms
   * @param now epoch ms; counts for {@code $Time$} alone
   */
  static byte[] write(LiveEvent event, List<Representation> listed, long inits, long now) {
    return new Mpd(event).document(listed, inits, now);
  }

  private byte[] document(List<Representation> listed, long inits, long now) {
    EventDefinition definition = event.definition();
    boolean timeline = UrlTemplate.parse(definition.media()).has("Time");
    long published = timeline ? Math.max(inits, schedule.due(Math.max(first(), edge(now)))) : inits;
    out.open("MPD")
        .attribute("xmlns", "urn:mpeg:dash:schema:mpd:2011")
        .attribute("xmlns:cenc", "urn:mpeg:cenc:2013")
        .attribute("profiles", "urn:mpeg:dash:profile:isoff-live:2011")
        .attribute("type", "dynamic")
        .attribute("availabilityStartTime", times.availabilityStart())
        .attribute("publishTime", times.publishTime(published))
        .attribute("minimumUpdatePeriod", timeline ? times.segment() : times.updatePeriod())
        .attribute("minBufferTime", times.segment())
        .attribute("timeShiftBufferDepth", times.depth())
        .attribute("suggestedPresentationDelay", times.suggestedDelay())
        .attribute("maxSegmentDuration", times.segment());
    if (times.ends()) {
      out.attribute("mediaPresentationDuration", times.presentationDuration());
    }
    out.open("Period").attribute("id", "p0").attribute("start", times.periodStart());
    int id = 0;
    for (Map.Entry<Kind, List<Representation>> set : byKind(listed).entrySet()) {
      adaptationSet(id++, set.getKey(), set.getValue(), timeline, now);
    }
    out.close();
    out.empty("UTCTiming")
        .attribute("schemeIdUri", "urn:mpeg:dash:utc:http-iso:2014")
        .attribute("value", TIME_URL);
    out.close();
    return out.toBytes();
  }

  private static Map<Kind, List<Representation>> byKind(List<Representation> listed) {
    Map<Kind, List<Representation>> sets = new LinkedHashMap<>();
    for (Representation representation : listed) {
      sets.computeIfAbsent(
              new Kind(representation.contentType(), representation.lang()),
              kind -> new ArrayList<>())
          .add(representation);
    }
    return sets;
  }

  private void adaptationSet(
      int id, Kind kind, List<Representation> members, boolean timeline, long now) {
    out.open("AdaptationSet")
        .attribute("id", id)
        .attribute("contentType", kind.contentType().wire())
        .attribute("lang", kind.lang())
        .attribute("segmentAlignment", "true")
        .attribute("startWithSAP", 1);
    if (!timeline) {
      numberTemplate();
    }
    for (Representation representation : members) {
      boolean childless = !timeline && representation.contentProtection().isEmpty();
      (childless ? out.empty("Representation") : out.open("Representation"))
          .attribute("id", representation.id())
          .attribute("mimeType", representation.segmentMimeType())
          .attribute("codecs", representation.codecs())
          .attribute("bandwidth", representation.bandwidth())
          .attribute("width", representation.width())
          .attribute("height", representation.height())
          .attribute("frameRate", representation.constantFrameRate())
          .attribute("audioSamplingRate", representation.audioSamplingRate());
      representation.contentProtection().forEach(this::contentProtection);
      if (timeline) {
        timeTemplate(representation, now);
      }
      if (!childless) {
        out.close();
      }
    }
    out.close();
  }

  /** As the operator wrote it; schemeIdUri is there, the contract sees to that. */
  private void contentProtection(JsonNode descriptor) {
    Optional<String> pssh = text(descriptor, "pssh");
    (pssh.isPresent() ? out.open("ContentProtection") : out.empty("ContentProtection"))
        .attribute("schemeIdUri", descriptor.path("schemeIdUri").asText())
        .attribute("value", text(descriptor, "value"))
        .attribute("cenc:default_KID", text(descriptor, "default_KID"));
    pssh.ifPresent(value -> out.text("cenc:pssh", value).close());
  }

  private static Optional<String> text(JsonNode node, String key) {
    return node.hasNonNull(key) ? Optional.of(node.get(key).asText()) : Optional.empty();
  }

  private void numberTemplate() {
    EventDefinition definition = event.definition();
    long timescale = definition.segmentDuration().timescale();
    out.empty("SegmentTemplate")
        .attribute("timescale", timescale)
        .attribute("duration", definition.segmentDuration().duration())
        .attribute("startNumber", first());
    presentationTimeOffset(timescale);
    templates(definition);
  }

  /** Constant durations still: a run ends only where a tick is rounded the other way. */
  private void timeTemplate(Representation representation, long now) {
    EventDefinition definition = event.definition();
    long timescale = representation.timescale().orElse(definition.segmentDuration().timescale());
    out.open("SegmentTemplate").attribute("timescale", timescale);
    presentationTimeOffset(timescale);
    templates(definition);
    out.open("SegmentTimeline");
    long last = edge(now);
    long number = Math.max(first(), schedule.windowStart(now));
    if (!even(timescale)) {
      number = Math.max(number, last - MAX_UNEVEN);
    }
    while (number <= last) {
      long run = run(number, last, timescale);
      out.empty("S")
          .attribute("t", schedule.decodeTime(number, timescale))
          .attribute("d", ticks(number, timescale))
          .attribute("r", run - 1);
      number += run;
    }
    out.close();
    out.close();
  }

  /** How many segments from {@code number} on last equally many ticks. */
  private long run(long number, long last, long timescale) {
    if (even(timescale)) {
      return last - number + 1;
    }
    long run = 1;
    while (number + run <= last && ticks(number + run, timescale) == ticks(number, timescale)) {
      run++;
    }
    return run;
  }

  /** Whether a segment lasts a whole number of ticks. */
  private boolean even(long timescale) {
    SegmentDuration duration = event.definition().segmentDuration();
    return duration.duration() * timescale % duration.timescale() == 0;
  }

  private long ticks(long number, long timescale) {
    return schedule.decodeTime(number + 1, timescale) - schedule.decodeTime(number, timescale);
  }

  private void presentationTimeOffset(long timescale) {
    long offset = schedule.decodeTime(first(), timescale);
    if (offset > 0) {
      out.attribute("presentationTimeOffset", offset);
    }
  }

  private void templates(EventDefinition definition) {
    out.attribute("initialization", definition.initialization())
        .attribute("media", definition.media());
  }

  private long first() {
    return schedule.firstNumber();
  }

  private long edge(long now) {
    return schedule.liveEdge(now);
  }
}
