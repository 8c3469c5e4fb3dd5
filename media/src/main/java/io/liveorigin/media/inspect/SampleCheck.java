package io.liveorigin.media.inspect;

import io.liveorigin.contract.event.ContentType;
import io.liveorigin.contract.event.Representation;
import io.liveorigin.contract.schedule.Schedule;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.DefectKind;
import io.liveorigin.contract.segment.Facts;
import io.liveorigin.contract.segment.TrackFacts;
import io.liveorigin.media.box.BoxMath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds missing and excess media by stretched samples, with which packagers cover a gap, and by
 * comparing the sum of the durations with the schedule. A segment that is as long as its samples,
 * but not as long as the schedule, because a boundary is elsewhere, has lost nothing and is
 * reported as such. Only video and audio are checked, because text has no cadence. A segment that
 * is cut or only fills a gap is not checked.
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
        // One defect of a kind for a segment, however many tracks it has.
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
    Optional<ExpectedTiming> timing =
        type.flatMap(t -> ExpectedTiming.of(context, track, facts, t));
    if (timing.isEmpty()) {
      return List.of();
    }
    return new Judgement(context, track, facts, timing.get())
        .defects(type.get() == ContentType.VIDEO, mayBeShort(context, segment.facts()));
  }

  /** Whether it is the first or the last segment of an event, which may contain only a part. */
  private static boolean mayBeShort(InspectionContext context, Facts facts) {
    Schedule schedule = context.schedule();
    long number = context.address().number();
    return facts.last()
        || number >= schedule.lastNumber()
        || (schedule.startTime().isPresent() && number <= schedule.firstNumber());
  }

  /** The judgement of one track. */
  private record Judgement(
      InspectionContext context, TrackTally track, TrackFacts facts, ExpectedTiming timing) {

    List<Defect> defects(boolean video, boolean mayBeShort) {
      ExpectedPeriod expectedPeriod = timing.expectedPeriod();
      SampleDurations durations = track.durations();
      long shortage = mayBeShort ? 0 : timing.shortage(facts.duration());
      boolean nothingLost =
          shortage > 0 && (!expectedPeriod.constant() || (video && followsALongOne()));
      long stretch =
          expectedPeriod.constant()
              ? Math.max(durations.stretch(expectedPeriod.period()), thin(video))
              : 0;
      long squeezed = squeezedSamples(expectedPeriod);
      long surplus = timing.surplus(BoxMath.subtract(facts.duration(), stretch));
      List<Defect> found = new ArrayList<>(2);
      if (stretch > 0 || (shortage > 0 && !nothingLost)) {
        long lacking = nothingLost ? 0 : shortage;
        long inside = stretch > 0 ? durations.lostInside(expectedPeriod.period()) : 0;
        long frames = BoxMath.add(inside, expectedPeriod.period().count(lacking));
        found.add(video ? dropped(frames) : missing(BoxMath.add(stretch, lacking)));
      }
      if (nothingLost) {
        found.add(
            unscheduled(DefectKind.SHORTER_THAN_SCHEDULE, "shortfall-ms", shortage, Map.of()));
      }
      if (squeezed > 0) {
        found.add(
            Defect.of(
                DefectKind.EXCESS_SAMPLES,
                context.source(),
                Map.of("count", StructureDefects.bounded(squeezed))));
      }
      if (surplus > 0) {
        found.add(
            unscheduled(
                DefectKind.LONGER_THAN_SCHEDULE, "excess-ms", surplus, surplusOf(video, surplus)));
      }
      return found;
    }

    /**
     * Whether it begins late, with a sync sample, and ends where a segment ends. Then the missing
     * part is in the previous segment, which had no key frame at which to end. If frames were lost,
     * the rest hardly ever begins with a sync sample. Every audio sample is a sync sample, so this
     * shows nothing for audio.
     */
    private boolean followsALongOne() {
      TickGrid grid = grid();
      long begin = facts.decodeTime();
      return facts.startsWithSync()
          && Math.abs(grid.offset(begin)) > timing.startTolerance()
          && Math.abs(grid.offset(BoxMath.add(begin, facts.duration()))) <= timing.startTolerance();
    }

    /**
     * Returns by how much the media in audio samples falls short of their durations, ticks. An
     * access unit of a known length cannot last longer. If many last a little longer than that,
     * their sum looks fine, although they hold less.
     */
    private long thin(boolean video) {
      if (video || !timing.expectedPeriod().known()) {
        return 0;
      }
      long held = timing.expectedPeriod().period().ticks(facts.samples());
      long lacking = BoxMath.subtract(facts.duration(), held);
      return lacking > timing.tolerance() ? lacking : 0;
    }

    /**
     * Returns the number of samples that last almost no time. Without a constant period, a few may;
     * more than a quarter mean a clock that went back, unless a variable frame rate is declared.
     */
    private long squeezedSamples(ExpectedPeriod expectedPeriod) {
      long samples = track.durations().squeezed(expectedPeriod.period());
      boolean variable =
          context
              .representation()
              .frameRate()
              .filter(Representation.VARIABLE_FRAME_RATE::equals)
              .isPresent();
      boolean clockWentBack = !variable && samples > facts.samples() / 4;
      return expectedPeriod.constant() || clockWentBack ? samples : 0;
    }

    private TickGrid grid() {
      return new TickGrid(context.schedule(), context.address().number(), facts.timescale());
    }

    /**
     * Returns the parameters of a surplus. Even samples that begin on time, but are too many, mean
     * that the packager found no key frame where it had to cut.
     */
    private Map<String, Object> surplusOf(boolean video, long surplus) {
      if (!timing.expectedPeriod().constant()) {
        return Map.of();
      }
      long count = StructureDefects.bounded(timing.expectedPeriod().period().count(surplus));
      boolean onTime = Math.abs(grid().offset(facts.decodeTime())) <= timing.startTolerance();
      boolean even = track.durations().stretch(timing.expectedPeriod().period()) == 0;
      return video && onTime && even
          ? Map.of("count", count, "reason", "key-frame-missed")
          : Map.of("count", count);
    }

    private Defect unscheduled(
        DefectKind kind, String name, long ticks, Map<String, Object> others) {
      Map<String, Object> parameters = new HashMap<>(others);
      parameters.put("duration-ms", millis(facts.duration()));
      parameters.put(name, millis(ticks));
      return Defect.of(kind, context.source(), parameters);
    }

    private long millis(long ticks) {
      return StructureDefects.bounded(BoxMath.multiply(ticks, 1000) / facts.timescale());
    }

    private Defect dropped(long frames) {
      return Defect.of(
          DefectKind.DROPPED_VIDEO_FRAMES,
          context.source(),
          parameters(frames, timing.expectedPeriod().period().ticks(frames)));
    }

    private Defect missing(long ticks) {
      long declared = context.representation().audioSamplingRate().orElse(0);
      long entry = track.init().map(InitTrack::samplingRate).orElse(0);
      long rate = declared > 0 ? declared : entry > 0 ? entry : facts.timescale();
      return Defect.of(
          DefectKind.MISSING_AUDIO_SAMPLES,
          context.source(),
          parameters(BoxMath.multiply(ticks, rate) / facts.timescale(), ticks));
    }

    private Map<String, Object> parameters(long count, long ticks) {
      return Map.of("count", StructureDefects.bounded(count), "duration-ms", millis(ticks));
    }
  }
}
