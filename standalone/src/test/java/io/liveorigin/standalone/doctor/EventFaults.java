package io.liveorigin.standalone.doctor;

import static io.liveorigin.standalone.analyse.Records.N;
import static io.liveorigin.standalone.analyse.Records.copy;
import static io.liveorigin.standalone.analyse.Records.dropped;
import static io.liveorigin.standalone.doctor.Level.FAILED;
import static io.liveorigin.standalone.doctor.Level.WARNING;
import static io.liveorigin.standalone.doctor.check.Check.EVENTS;
import static io.liveorigin.standalone.doctor.check.Check.INIT_SEGMENTS;
import static io.liveorigin.standalone.doctor.check.Check.LIVE_EDGE;
import static io.liveorigin.standalone.doctor.check.Check.MASKS;
import static io.liveorigin.standalone.doctor.check.Check.PAUSES;
import static io.liveorigin.standalone.doctor.check.Check.PIPELINES;
import static io.liveorigin.standalone.doctor.check.Check.PIPELINE_CLOCKS;
import static io.liveorigin.standalone.doctor.check.Check.RETENTION;
import static io.liveorigin.standalone.doctor.check.Check.VIEWERS;

import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.control.Mask;
import io.liveorigin.contract.decision.Reason;
import io.liveorigin.contract.event.PauseSchedule;
import io.liveorigin.contract.segment.DefectSource;
import io.liveorigin.standalone.analyse.Records;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** One thing that is wrong with an event. */
final class EventFaults {
  private EventFaults() {}

  static List<FaultCase> ofEvents() {
    return List.of(
        new FaultCase(EVENTS, FAILED, "t/other is not declared", EventFaults::undeclared),
        new FaultCase(EVENTS, WARNING, "no event is declared", f -> f.declared = false),
        new FaultCase(
            EVENTS,
            WARNING,
            "all about events is from http://n1:8090, which is not ready",
            f -> f.nodeReady = false),
        new FaultCase(
            EVENTS,
            WARNING,
            "not checked, except for their retention: 1; name the event",
            f -> f.unasked = List.of(Records.event("t", "f"))),
        new FaultCase(
            EVENTS,
            FAILED,
            "t/f cannot be checked: http://n1:8090 did not say how it stands; status 503",
            EventFaults::unknown),
        new FaultCase(
            RETENTION,
            FAILED,
            "the window of t/f is PT10M",
            f -> {
              f.unasked = List.of(Records.event("t", "f"));
              f.set("segments.a", "retention.ms", "300000");
            }),
        new FaultCase(
            PIPELINES,
            FAILED,
            "t/e, pipeline b: silent for 34 s; look at its packager",
            f -> f.ages.put("b", 34.2)),
        new FaultCase(PIPELINES, FAILED, "pipeline b: nothing arrived", f -> f.ages.remove("b")),
        new FaultCase(
            PIPELINES, WARNING, "the last segment is 5.0 s old", f -> f.ages.put("b", 5.0)),
        new FaultCase(
            INIT_SEGMENTS,
            FAILED,
            "t/e: init segment of v0, pipeline a: codecs",
            f -> f.initDefects = List.of("v0, pipeline a: codecs")),
        new FaultCase(
            LIVE_EDGE,
            FAILED,
            "ended 9.0 s ago, at most 6.0 s are normal",
            f -> f.edgeAge = OptionalDouble.of(9)),
        new FaultCase(
            LIVE_EDGE, FAILED, "nothing was decided", f -> f.edgeAge = OptionalDouble.empty()),
        new FaultCase(
            PIPELINE_CLOCKS,
            WARNING,
            "pipeline a: segments arrive 300 ms after they are due (median of 21)",
            f -> arriving(f, 300)),
        new FaultCase(PIPELINE_CLOCKS, FAILED, "1200 ms after", f -> arriving(f, 1_200)),
        new FaultCase(
            PIPELINE_CLOCKS,
            WARNING,
            "5000 ms before they are due (median of 21), which is before their media ends; the encoder's clock is ahead",
            f -> arriving(f, -5_000)),
        new FaultCase(
            PIPELINE_CLOCKS,
            WARNING,
            "t/e, pipeline b: only 10 of 21 decisions waited for its copy, so its times are not known; see topic defects, kind late",
            f -> unawaited(f, 11)),
        new FaultCase(
            PIPELINE_CLOCKS, WARNING, "only 0 of 21 decisions waited", f -> unawaited(f, 21)),
        new FaultCase(
            VIEWERS,
            WARNING,
            "of the last 21 numbers, 1 are defective and 0 filled",
            f ->
                f.recent.set(
                    3,
                    FactsFixture.served(
                        N - 17, copy("a", N - 17, -400, dropped(DefectSource.INGEST))))),
        new FaultCase(
            VIEWERS, FAILED, "viewers get no segment of a pipeline now", EventFaults::holes),
        new FaultCase(
            MASKS,
            WARNING,
            "t/e: mask m covers pipeline a, *, numbers",
            f -> f.masks = List.of(mask("a"))),
        new FaultCase(
            MASKS,
            FAILED,
            "every pipeline is masked",
            f -> f.masks = List.of(mask("a"), mask("b"))),
        new FaultCase(
            PAUSES,
            WARNING,
            "t/e: paused since",
            f ->
                f.event =
                    f.event.withPauses(
                        Optional.of(
                            PauseSchedule.NONE.begun(
                                Instant.ofEpochMilli(FactsFixture.NOW - 5_000))))));
  }

  private static void undeclared(FactsFixture fixture) {
    fixture.declared = false;
    fixture.wanted = Optional.of(new EventId("t", "other"));
  }

  private static void unknown(FactsFixture fixture) {
    fixture.unasked = List.of(Records.event("t", "f"));
    fixture.unknown = Map.of(new EventId("t", "f"), "status 503");
  }

  private static void arriving(FactsFixture fixture, long offset) {
    fixture.recent.replaceAll(
        decision -> {
          long number = ((SegmentAddress) decision.address()).number();
          return FactsFixture.served(number, copy("a", number, offset));
        });
  }

  /** The copies of pipeline b come after the decisions on the oldest numbers. */
  private static void unawaited(FactsFixture fixture, int count) {
    for (int i = 0; i < count; i++) {
      long number = ((SegmentAddress) fixture.recent.get(i).address()).number();
      fixture.recent.set(
          i,
          Records.decision(
              Records.address("v0", number), 1, "a", Reason.values()[0], copy("a", number, -400)));
    }
  }

  private static void holes(FactsFixture fixture) {
    for (int i = 0; i < 6; i++) {
      long number = N - i;
      fixture.recent.set(
          fixture.recent.size() - 1 - i,
          Records.decision(Records.address("v0", number), 1, "-", Reason.MISSING));
    }
  }

  private static Mask mask(String pipeline) {
    return new Mask("t", "e", "m", pipeline, null, N - 100, N + 100, "");
  }
}
