package io.liveorigin.selector.topology;

import io.liveorigin.contract.segment.DefectKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/**
 * What happens about one segment.
 *
 * @param order of the event's pipelines, the preferred first
 * @param startSeconds availability start time of the event, seconds of the epoch
 * @param startNumber of the event
 * @param begun whether the number before it is published, if there is one: then the track has begun
 * @param withoutInit pipelines whose init segment has not come when the story begins
 * @param steps in order, at distinct instants
 */
record SelectionStory(
    List<String> order,
    long startSeconds,
    long startNumber,
    boolean begun,
    Set<String> withoutInit,
    List<Step> steps) {
  static final List<String> PIPELINES = List.of("a", "b", "c");

  /** When the media of the segment ends, in seconds of the epoch. */
  static final long MEDIA_END = 2_006;

  /** By quality; 0 is clean. */
  private static final List<DefectKind> BAD =
      List.of(
          DefectKind.DISCONTINUITY,
          DefectKind.DROPPED_VIDEO_FRAMES,
          DefectKind.MALFORMED,
          DefectKind.CODEC_MISMATCH);

  /** Something that happens so many ms after the segment's media ended. */
  sealed interface Step {
    long at();

    Step at(long instant);

    /**
     * A copy.
     *
     * @param quality 0 is clean, 1 to 3 ever more severe, 4 cannot be played
     * @param unchecked whether ingest knew no init segment; then quality 0 or 1, which only
     *     inspection finds
     */
    record Put(long at, String pipeline, int quality, boolean unchecked, int copy) implements Step {
      @Override
      public Step at(long instant) {
        return new Put(instant, pipeline, quality, unchecked, copy);
      }

      /** What is wrong with it. */
      String defect() {
        if (quality == 0) {
          return "clean";
        }
        return kind().wire();
      }

      DefectKind kind() {
        return unchecked ? DefectKind.DECODE_TIME_MISMATCH : BAD.get(quality - 1);
      }

      int severity() {
        return quality == 0 ? 0 : kind().severity();
      }

      boolean unplayable() {
        return quality == 4;
      }
    }

    record Mask(long at, String pipeline) implements Step {
      @Override
      public Step at(long instant) {
        return new Mask(instant, pipeline);
      }
    }

    record Unmask(long at, String pipeline) implements Step {
      @Override
      public Step at(long instant) {
        return new Unmask(instant, pipeline);
      }
    }

    /** An init segment comes, which can be read or not. */
    record Init(long at, String pipeline, boolean broken) implements Step {
      @Override
      public Step at(long instant) {
        return new Init(instant, pipeline, broken);
      }
    }

    /**
     * The event is deleted and declared again under the same name, with the pipelines in that
     * order. The init segments that the story begins with come again, and that of the first
     * pipeline.
     */
    record Again(long at, List<String> order) implements Step {
      @Override
      public Step at(long instant) {
        return new Again(instant, order);
      }
    }

    /** A clean copy comes of the event that had the name before this one. */
    record Stale(long at, String pipeline) implements Step {
      @Override
      public Step at(long instant) {
        return new Stale(instant, pipeline);
      }
    }

    /** A cell whose clock is ahead decides that many ms before the decision's time. */
    record Early(long at, String pipeline, long millis) implements Step {
      @Override
      public Step at(long instant) {
        return new Early(instant, pipeline, millis);
      }
    }

    /** A record that nobody can process. */
    record Spoiled(long at, String pipeline, Spoiling how) implements Step {
      @Override
      public Step at(long instant) {
        return new Spoiled(instant, pipeline, how);
      }
    }
  }

  /** What is wrong with a spoiled record. */
  enum Spoiling {
    OTHER_BYTES,
    NO_NUMBER,
    NO_KEY,
    DEFINITION,
    DECISION,
    REVISION
  }

  /** The number of the segment. */
  long number() {
    return startNumber + (MEDIA_END - startSeconds) / 2 - 1;
  }

  /** Whether there is a number before it, which is published. */
  boolean hasBegun() {
    return begun && number() > startNumber;
  }

  static Arbitrary<SelectionStory> stories() {
    return Combinators.combine(
            orders(),
            Arbitraries.of(0L, 2L, 1_990L, MEDIA_END - 2),
            Arbitraries.of(0L, 1L, 7L, 1_000_000L),
            Arbitraries.of(true, false),
            // The served init segment is that of c at least.
            Arbitraries.of("a", "b").set(),
            stepsInOrder())
        .as(SelectionStory::new);
  }

  static Arbitrary<List<String>> orders() {
    return Arbitraries.shuffle(PIPELINES);
  }

  private static Arbitrary<List<Step>> stepsInOrder() {
    Arbitrary<Long> instants = Arbitraries.longs().between(-20, 60).map(i -> i * 50);
    Arbitrary<String> pipelines = Arbitraries.of(PIPELINES);
    Arbitrary<Integer> copies = Arbitraries.integers().between(1, 2);
    Arbitrary<Step> puts =
        Combinators.combine(instants, pipelines, Arbitraries.integers().between(0, 4), copies)
            .as((at, pipeline, quality, copy) -> new Step.Put(at, pipeline, quality, false, copy));
    Arbitrary<Step> unchecked =
        Combinators.combine(instants, pipelines, Arbitraries.integers().between(0, 1), copies)
            .as((at, pipeline, quality, copy) -> new Step.Put(at, pipeline, quality, true, copy));
    Arbitrary<Step> masks = Combinators.combine(instants, pipelines).as(Step.Mask::new);
    Arbitrary<Step> unmasks = Combinators.combine(instants, pipelines).as(Step.Unmask::new);
    Arbitrary<Step> inits =
        Combinators.combine(instants, pipelines, Arbitraries.of(true, false)).as(Step.Init::new);
    Arbitrary<Step> again = Combinators.combine(instants, orders()).as(Step.Again::new);
    Arbitrary<Step> stale = Combinators.combine(instants, pipelines).as(Step.Stale::new);
    Arbitrary<Step> early =
        Combinators.combine(instants, pipelines, Arbitraries.of(501L, 1_000L, 60_000L))
            .as(Step.Early::new);
    Arbitrary<Step> spoiled =
        Combinators.combine(instants, pipelines, Arbitraries.of(Spoiling.values()))
            .as(Step.Spoiled::new);
    return Arbitraries.frequencyOf(
            Tuple.of(8, puts),
            Tuple.of(8, unchecked),
            Tuple.of(4, inits),
            Tuple.of(4, masks),
            Tuple.of(2, unmasks),
            Tuple.of(3, again),
            Tuple.of(1, stale),
            Tuple.of(1, early),
            Tuple.of(2, spoiled))
        .list()
        .ofMaxSize(11)
        .map(SelectionStory::inOrderOfTime);
  }

  /** Distinct instants, so that the order between a step and a timer is never a matter of taste. */
  private static List<Step> inOrderOfTime(List<Step> steps) {
    List<Step> sorted = new ArrayList<>(steps);
    sorted.sort(Comparator.comparingLong(Step::at));
    List<Step> spaced = new ArrayList<>();
    long earliest = Long.MIN_VALUE;
    OptionalLong first = OptionalLong.empty();
    for (Step step : sorted) {
      long at = Math.max(step.at(), earliest);
      // Not within a tick of due or decided.
      if (Math.abs(at - 1_000) < 100) {
        at = 1_100;
      }
      if (Math.abs(at - 2_000) < 100) {
        at = 2_100;
      }
      if (Math.abs(at - 3_000) < 100) {
        at = 3_100;
      }
      // Nor of the end of the patience with what comes late.
      if (first.isPresent() && Math.abs(at - first.getAsLong() - 1_000) < 100) {
        at = first.getAsLong() + 1_100;
      }
      if (first.isEmpty() && step instanceof Step.Put) {
        first = OptionalLong.of(at);
      }
      if (step instanceof Step.Again) {
        first = OptionalLong.empty();
      }
      earliest = at + 100;
      spaced.add(step.at(at));
    }
    return spaced;
  }
}
