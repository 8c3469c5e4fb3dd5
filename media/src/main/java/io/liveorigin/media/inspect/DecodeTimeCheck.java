package io.liveorigin.media.inspect;

import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.DefectKind;
import io.liveorigin.contract.segment.Facts;
import io.liveorigin.contract.segment.TrackFacts;
import io.liveorigin.media.box.Saturated;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The first decode time must be that of the segment number, give or take one frame: audio frames do
 * not divide the segment duration. Reports {@code decode-time-mismatch} with {@code delta} = found
 * - expected in ticks of {@code timescale}, and {@code delta-ms}. Where the init segment is not
 * known there is no timescale and nothing to compare.
 */
final class DecodeTimeCheck implements SegmentCheck {
  private final InspectionContext context;
  private final Map<Long, TypicalDuration> typical = new HashMap<>();

  DecodeTimeCheck(InspectionContext context) {
    this.context = context;
  }

  @Override
  public void run(TrackRun run) {
    typical.computeIfAbsent(run.trackId(), id -> new TypicalDuration()).add(run);
  }

  @Override
  public void end(Facts facts, Consumer<Defect> found) {
    for (TrackFacts track : facts.tracks()) {
      TypicalDuration duration = typical.get(track.trackId());
      if (track.timescale() > 0 && duration != null && mismatch(track, duration, found)) {
        return;
      }
    }
  }

  private boolean mismatch(TrackFacts track, TypicalDuration duration, Consumer<Defect> found) {
    long timescale = track.timescale();
    long expected = context.schedule().decodeTime(context.address().number(), timescale);
    long delta = Saturated.subtract(track.decodeTime(), expected);
    // Half a segment at most, or a segment that is one long sample could have any neighbour's time.
    long half = context.schedule().duration().ticks(1, timescale) / 2;
    long tolerance = Math.min(duration.ticks(), half);
    if (Math.abs(Math.max(delta, -Long.MAX_VALUE)) <= tolerance) {
      return false;
    }
    found.accept(
        Defect.of(
            DefectKind.DECODE_TIME_MISMATCH,
            context.source(),
            Map.of(
                "delta",
                Damage.bounded(delta),
                "timescale",
                timescale,
                "delta-ms",
                Damage.bounded(Saturated.multiply(delta, 1000) / timescale))));
    return true;
  }
}
