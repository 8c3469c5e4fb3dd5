package io.liveorigin.standalone.doctor.check;

import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.schedule.Schedule;
import io.liveorigin.standalone.doctor.Findings;
import io.liveorigin.standalone.doctor.facts.EventFacts;
import io.liveorigin.standalone.doctor.facts.Facts;
import java.util.List;

/**
 * The clock of each pipeline: when its segments arrive, beside when they are due. A copy cannot
 * arrive before its media has ended, unless the clock of its encoder is ahead. Later than the
 * patience, it is never chosen where another pipeline is in time, and most decisions do not list
 * it.
 */
final class ArrivalCheck {
  /** How much earlier than the end of its media a copy may arrive, ms: clocks differ a little. */
  private static final long TOLERANCE = 500;

  private ArrivalCheck() {}

  static void judge(Facts facts, Findings findings) {
    EventChecks.live(
        facts,
        event ->
            event.definition().pipelines().forEach(pipeline -> judge(event, pipeline, findings)));
  }

  private static void judge(EventFacts event, String pipeline, Findings findings) {
    EventDefinition definition = event.definition();
    List<Long> arrivals = arrivals(event.recent(), definition.schedule(), pipeline);
    String subject = definition.id() + ", pipeline " + pipeline + ": ";
    List<Decision> unmasked =
        event.recent().stream().filter(made -> !made.masked().contains(pipeline)).toList();
    int waited = arrivals(unmasked, definition.schedule(), pipeline).size();
    if (2 * waited < unmasked.size()) {
      // A decision lists no copy that came after it, so those that are known are not typical.
      findings.warning(
          subject
              + "only %d of %d decisions waited for its copy, so its times are not known"
                  .formatted(waited, unmasked.size()),
          "see topic defects, kind late");
      return;
    }
    if (arrivals.isEmpty()) {
      return;
    }
    long latency = definition.expectedLatency().toMillis();
    long median = arrivals.get(arrivals.size() / 2);
    String fact =
        subject
            + "segments arrive %d ms %s they are due (median of %d)"
                .formatted(Math.abs(median), median > 0 ? "after" : "before", arrivals.size());
    if (median > definition.patience().toMillis()) {
      findings.failed(
          fact, "its encoder or network is too slow: raise expectedLatency, or mend it");
    } else if (median > 0) {
      findings.warning(fact, "raise expectedLatency, or look at the encoder and its network");
    } else if (median < -latency - TOLERANCE) {
      findings.warning(
          fact + ", which is before their media ends",
          "the encoder's clock is ahead: repair its NTP, or the numbers are offset");
    } else {
      findings.ok(fact);
    }
  }

  /** Arrival minus due of the pipeline's first copy of each number, ms, in ascending order. */
  private static List<Long> arrivals(List<Decision> recent, Schedule schedule, String pipeline) {
    return recent.stream()
        .flatMap(
            decision ->
                decision.candidates().stream()
                    .filter(copy -> copy.pipeline().equals(pipeline))
                    .limit(1)
                    .map(copy -> copy.arrival() - due(decision, schedule)))
        .sorted()
        .toList();
  }

  private static long due(Decision decision, Schedule schedule) {
    return decision.address() instanceof SegmentAddress segment
        ? schedule.due(segment.number())
        : decision.due();
  }
}
