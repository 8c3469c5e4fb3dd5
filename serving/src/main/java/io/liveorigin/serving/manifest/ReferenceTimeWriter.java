package io.liveorigin.serving.manifest;

import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.event.Representation;
import io.liveorigin.serving.timeline.ReferenceTime;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Writes the reference times of encoders' clocks (ISO/IEC 23009-1, 5.12), each in the period that
 * has its segment. Not thread-safe.
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
   * @param timeUrl URL of the time, as the document states it
   */
  ReferenceTimeWriter(
      LiveEvent event, Map<String, ReferenceTime> times, String timeUrl, XmlWriter out) {
    this.event = event;
    this.times = times;
    this.timeUrl = timeUrl;
    this.out = out;
  }

  /** When the last of them changed, epoch ms. */
  long changedAt() {
    return times.values().stream().mapToLong(ReferenceTime::since).max().orElse(Long.MIN_VALUE);
  }

  /** Never 0, which players take for no id. */
  private int id(Representation representation) {
    return event.definition().representations().indexOf(representation) + 1;
  }

  /** Returns whether there is one to write. */
  boolean has(Representation representation, MpdTemplate template) {
    return Optional.ofNullable(times.get(representation.id()))
        .filter(time -> template.lists(time.number()))
        .isPresent();
  }

  /**
   * Writes the reference time, if there is one. Media time counts as in {@code S@t}: {@code
   * presentationTimeOffset} is not subtracted. Without a UTCTiming of its own, the clock would be
   * read as an NTP timestamp.
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
