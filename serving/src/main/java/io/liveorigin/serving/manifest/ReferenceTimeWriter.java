package io.liveorigin.serving.manifest;

import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.event.Representation;
import io.liveorigin.serving.timeline.ReferenceTime;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Writes what the clocks of encoders said (ISO/IEC 23009-1, 5.12), each in the period that has its
 * segment. One thread.
 */
final class ReferenceTimeWriter {
  private final LiveEvent event;
  private final Map<String, ReferenceTime> times;
  private final String timeUrl;
  private final XmlWriter out;

  /**
   * Writes to {@code out}.
   *
   * @param times by representation
   * @param timeUrl where the time is, as the document says it
   */
  ReferenceTimeWriter(
      LiveEvent event, Map<String, ReferenceTime> times, String timeUrl, XmlWriter out) {
    this.event = event;
    this.times = times;
    this.timeUrl = timeUrl;
    this.out = out;
  }

  /** When the last of them became another one, epoch ms. */
  long changedAt() {
    return times.values().stream().mapToLong(ReferenceTime::since).max().orElse(Long.MIN_VALUE);
  }

  /** Not 0, which players take for none. */
  private int id(Representation representation) {
    return event.definition().representations().indexOf(representation) + 1;
  }

  /** Whether there is one to be written. */
  boolean has(Representation representation, MpdTemplate template) {
    return Optional.ofNullable(times.get(representation.id()))
        .filter(time -> template.lists(time.number()))
        .isPresent();
  }

  /**
   * Writes, if there is one. Media time counts as in {@code S@t}, {@code presentationTimeOffset}
   * not subtracted. Without a UTCTiming of its own the clock would be read as an NTP timestamp.
   */
  void write(Representation representation, MpdTemplate template) {
    if (!has(representation, template)) {
      return;
    }
    ReferenceTime time = times.get(representation.id()).in(template.timescale(representation));
    out.open("ProducerReferenceTime")
        .attribute("id", id(representation))
        .attribute("inband", true)
        .attribute("type", time.type().wire())
        .attribute("wallClockTime", Instant.ofEpochMilli(time.wallClock()))
        .attribute("presentationTime", time.time());
    out.empty("UTCTiming").attribute("schemeIdUri", Mpd.HTTP_ISO).attribute("value", timeUrl);
    out.close();
  }
}
