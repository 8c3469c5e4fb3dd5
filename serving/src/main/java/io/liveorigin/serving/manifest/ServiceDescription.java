package io.liveorigin.serving.manifest;

import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.event.Latency;
import io.liveorigin.contract.event.PlaybackRate;
import java.time.Duration;

/** Writes the latency and playback rates that players should keep to (ISO/IEC 23009-1, annex K). */
final class ServiceDescription {
  private ServiceDescription() {}

  /**
   * Writes nothing if the definition has neither. Latencies count from the schedule, and refer to
   * no clock of an encoder: if that clock were seconds slow, dash.js would be nearer to the live
   * edge than there are segments, and would stall.
   */
  static void write(EventDefinition definition, XmlWriter out) {
    if (definition.latency().isEmpty() && definition.playbackRate().isEmpty()) {
      return;
    }
    out.open("ServiceDescription").attribute("id", 0);
    definition.latency().ifPresent(latency -> latency(latency, out));
    definition.playbackRate().ifPresent(rate -> playbackRate(rate, out));
    out.close();
  }

  /** In milliseconds. */
  private static void latency(Latency latency, XmlWriter out) {
    out.empty("Latency")
        .attribute("target", latency.target().toMillis())
        .attribute("max", latency.max().map(Duration::toMillis))
        .attribute("min", latency.min().map(Duration::toMillis));
  }

  private static void playbackRate(PlaybackRate rate, XmlWriter out) {
    out.empty("PlaybackRate")
        .attribute("max", rate.max().toPlainString())
        .attribute("min", rate.min().toPlainString());
  }
}
