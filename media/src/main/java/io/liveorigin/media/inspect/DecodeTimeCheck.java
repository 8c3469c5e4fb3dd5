package io.liveorigin.media.inspect;

import io.liveorigin.contract.event.ContentType;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.DefectKind;
import io.liveorigin.contract.segment.TrackFacts;
import io.liveorigin.media.box.BoxMath;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Checks that the first sample is presented at the time of the segment number, within one frame,
 * because audio frames do not divide the segment duration. The time compared is {@link
 * PresentationTime}. Audio may begin earlier by {@link ExpectedTiming#cutEarly}. Reports {@code
 * decode-time-mismatch} with {@code delta} = found - expected in ticks of {@code timescale}, {@code
 * delta-ms}, and {@code segments} if that is a number of whole segments. If the init segment is not
 * known, there is no timescale and nothing to compare.
 */
final class DecodeTimeCheck implements SegmentCheck {
  @Override
  public List<Defect> check(SegmentSummary segment) {
    List<TrackFacts> tracks = segment.facts().tracks();
    for (int i = 0; i < tracks.size(); i++) {
      TrackFacts track = tracks.get(i);
      if (track.timescale() > 0 && track.samples() > 0) {
        TrackTally tally = segment.tracks().get(i);
        TickGrid grid = grid(segment.context(), track);
        long delta = PresentationTime.delta(tally, track, grid.start());
        Optional<ContentType> type =
            tally.contentType(segment.context().representation().contentType());
        long late = tolerance(segment, i, type);
        long early =
            type.equals(Optional.of(ContentType.AUDIO))
                ? ExpectedTiming.cutEarly(track.timescale())
                : 0;
        if (delta > late || delta < -Math.min(BoxMath.add(late, early), half(grid))) {
          long presented = BoxMath.add(grid.start(), delta);
          return segment.found(
              DefectKind.DECODE_TIME_MISMATCH,
              parameters(delta, track, WholeSegmentOffset.of(grid, presented, late)));
        }
      }
    }
    return List.of();
  }

  private static TickGrid grid(InspectionContext context, TrackFacts track) {
    return new TickGrid(context.schedule(), context.address().number(), track.timescale());
  }

  /**
   * Returns by how much the first sample may be late, ticks. Text may begin one long sample late,
   * but half a segment at most; otherwise it could be a neighbour's.
   */
  private static long tolerance(SegmentSummary segment, int i, Optional<ContentType> type) {
    TrackFacts track = segment.facts().tracks().get(i);
    InspectionContext context = segment.context();
    return type.filter(t -> t != ContentType.TEXT)
        .flatMap(t -> ExpectedTiming.of(context, segment.tracks().get(i), track, t))
        .map(ExpectedTiming::startTolerance)
        .orElseGet(() -> Math.min(track.sampleDuration(), half(grid(context, track))));
  }

  private static long half(TickGrid grid) {
    return grid.schedule().duration().ticks(1, grid.timescale()) / 2;
  }

  private static Map<String, Object> parameters(long delta, TrackFacts track, long segmentsOff) {
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("delta", StructureDefects.bounded(delta));
    parameters.put("timescale", track.timescale());
    parameters.put("delta-ms", millis(delta, track.timescale()));
    if (segmentsOff != 0) {
      parameters.put("segments", StructureDefects.bounded(segmentsOff));
    }
    return parameters;
  }

  /** Converts ticks to milliseconds, as the value of a parameter. */
  static long millis(long ticks, long timescale) {
    return StructureDefects.bounded(BoxMath.multiply(ticks, 1000) / timescale);
  }
}
