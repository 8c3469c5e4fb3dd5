package io.liveorigin.media.inspect;

import io.liveorigin.contract.event.ContentType;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.DefectKind;
import io.liveorigin.contract.segment.TrackFacts;
import io.liveorigin.media.box.Saturated;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The first decode time must be that of the segment number, give or take one frame: audio frames do
 * not divide the segment duration. Audio may begin earlier by {@link Cadence#cutEarly}. Reports
 * {@code decode-time-mismatch} with {@code delta} = found - expected in ticks of {@code timescale},
 * and {@code delta-ms}. Where the init segment is not known there is no timescale and nothing to
 * compare.
 */
final class DecodeTimeCheck implements SegmentCheck {
  @Override
  public List<Defect> check(SegmentSummary segment) {
    List<TrackFacts> tracks = segment.facts().tracks();
    for (int i = 0; i < tracks.size(); i++) {
      TrackFacts track = tracks.get(i);
      if (track.timescale() > 0 && track.samples() > 0) {
        long delta = delta(segment.context(), track);
        boolean audio =
            segment
                .tracks()
                .get(i)
                .contentType(segment.context().representation().contentType())
                .equals(Optional.of(ContentType.AUDIO));
        long early = audio ? Cadence.cutEarly(track.timescale()) : 0;
        if (delta > tolerance(segment.context(), track, 0)
            || delta < -tolerance(segment.context(), track, early)) {
          return segment.found(DefectKind.DECODE_TIME_MISMATCH, parameters(delta, track));
        }
      }
    }
    return List.of();
  }

  private static long delta(InspectionContext context, TrackFacts track) {
    return Saturated.subtract(
        track.decodeTime(),
        context.schedule().decodeTime(context.address().number(), track.timescale()));
  }

  /** Half a segment at most, or one long sample could have any neighbour's time. */
  private static long tolerance(InspectionContext context, TrackFacts track, long more) {
    long half = context.schedule().duration().ticks(1, track.timescale()) / 2;
    return Math.min(Saturated.add(track.sampleDuration(), more), half);
  }

  private static Map<String, Object> parameters(long delta, TrackFacts track) {
    return Map.of(
        "delta",
        Damage.bounded(delta),
        "timescale",
        track.timescale(),
        "delta-ms",
        Damage.bounded(Saturated.multiply(delta, 1000) / track.timescale()));
  }
}
