package io.liveorigin.media.inspect;

import io.liveorigin.contract.event.ContentType;
import io.liveorigin.contract.schedule.Schedule;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.DefectKind;
import io.liveorigin.contract.segment.Facts;
import io.liveorigin.contract.segment.TrackFacts;
import io.liveorigin.media.box.Saturated;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Media that is missing or too much: by stretched samples, which is how packagers cover a gap, and
 * by the sum of the durations against the schedule. Video and audio only: text has no cadence. A
 * segment that is cut or only fills a gap is not counted.
 */
final class SampleCheck implements SegmentCheck {
  @Override
  public List<Defect> check(SegmentSummary segment) {
    if (!segment.whole() || segment.facts().filler()) {
      return List.of();
    }
    List<Defect> found = List.of();
    List<TrackTally> tracks = segment.tracks();
    for (int i = 0; i < tracks.size(); i++) {
      TrackFacts facts = segment.facts().tracks().get(i);
      for (Defect defect : judge(segment, tracks.get(i), facts)) {
        if (found.isEmpty()) {
          found = new ArrayList<>(2);
        }
        // One of a kind for a segment, however many tracks it has.
        if (found.stream().noneMatch(d -> d.name().equals(defect.name()))) {
          found.add(defect);
        }
      }
    }
    return found;
  }

  private static List<Defect> judge(SegmentSummary segment, TrackTally track, TrackFacts facts) {
    InspectionContext context = segment.context();
    Optional<ContentType> type =
        track
            .contentType(context.representation().contentType())
            .filter(t -> t != ContentType.TEXT);
    Optional<Cadence> cadence = type.flatMap(t -> Cadence.of(context, facts, t));
    if (cadence.isEmpty()) {
      return List.of();
    }
    return new Judgement(context, track, facts, cadence.get())
        .defects(type.get() == ContentType.VIDEO, mayBeShort(context, segment.facts()));
  }

  /** The first and the last segment of an event hold only the part of it that is theirs. */
  private static boolean mayBeShort(InspectionContext context, Facts facts) {
    Schedule schedule = context.schedule();
    long number = context.address().number();
    return facts.last()
        || number >= schedule.lastNumber()
        || (schedule.startTime().isPresent() && number <= schedule.firstNumber());
  }

  /** Of one track. */
  private record Judgement(
      InspectionContext context, TrackTally track, TrackFacts facts, Cadence cadence) {

    List<Defect> defects(boolean video, boolean mayBeShort) {
      Period period = cadence.period();
      Durations durations = track.durations();
      long shortage = mayBeShort ? 0 : cadence.shortage(facts.duration());
      long stretch = durations.stretch(period);
      long surplus = cadence.surplus(Saturated.subtract(facts.duration(), stretch));
      long excess = Saturated.add(durations.squeezed(period), period.count(surplus));
      List<Defect> found = new ArrayList<>(2);
      if (shortage > 0 || stretch > 0) {
        long frames = Saturated.add(durations.lostInside(period), period.count(shortage));
        found.add(video ? dropped(frames) : missing(Saturated.add(stretch, shortage)));
      }
      if (excess > 0) {
        found.add(
            Defect.of(
                DefectKind.EXCESS_SAMPLES,
                context.source(),
                Map.of("count", Damage.bounded(excess))));
      }
      return found;
    }

    private Defect dropped(long frames) {
      return Defect.of(
          DefectKind.DROPPED_VIDEO_FRAMES,
          context.source(),
          parameters(frames, cadence.period().ticks(frames)));
    }

    private Defect missing(long ticks) {
      long declared = context.representation().audioSamplingRate().orElse(0);
      long entry = track.init().map(InitTrack::samplingRate).orElse(0);
      long rate = declared > 0 ? declared : entry > 0 ? entry : facts.timescale();
      return Defect.of(
          DefectKind.MISSING_AUDIO_SAMPLES,
          context.source(),
          parameters(Saturated.multiply(ticks, rate) / facts.timescale(), ticks));
    }

    private Map<String, Object> parameters(long count, long ticks) {
      return Map.of(
          "count",
          Damage.bounded(count),
          "duration-ms",
          Damage.bounded(Saturated.multiply(ticks, 1000) / facts.timescale()));
    }
  }
}
