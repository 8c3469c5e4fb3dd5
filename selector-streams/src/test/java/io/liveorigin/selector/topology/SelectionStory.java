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
 * The events in the life of one segment.
 *
 * @param order the event's pipelines, the preferred one first
 * @param startSeconds the availability start time of the event, in seconds since the epoch
 * @param startNumber the event's start number
 * @param begun whether the previous number is published, if there is one; the track has then begun
 * @param withoutInit pipelines whose init segment has not arrived when the story begins
 * @param steps the steps in order, at distinct instants
 */
record SelectionStory(
    List<String> order,
    long startSeconds,
    long startNumber,
    boolean begun,
    Set<String> withoutInit,
    List<Step> steps) {
  static final List<String> PIPELINES = List.of("a", "b", "c");

  /** When the media of the segment ends, in seconds since the epoch. */
  static final long MEDIA_END = 2_006;

  /** The defects by quality; 0 is clean. */
  private static final List<DefectKind> BAD =
      List.of(
          DefectKind.DISCONTINUITY,
          DefectKind.DROPPED_VIDEO_FRAMES,
          DefectKind.MALFORMED,
          DefectKind.CODEC_MISMATCH);

  /** A step at a time in milliseconds after the end of the segment's media. */
  sealed interface Step {
    long at();

    Step at(long instant);

    /**
     * A copy.
     *
     * @param quality 0 is clean, 1 to 3 are increasingly severe, 4 cannot be played
     * @param unchecked whether ingest knew no init segment; the quality is then 0 or 1, which only
     *     inspection finds
     */
    record Put(long at, String pipeline, int quality, boolean unchecked, int copy) implements Step {
      @Override
      public Step at(long instant) {
        return new Put(instant, pipeline, quality, unchecked, copy);
      }

      /** Returns the name of its defect, or {@code clean}. */
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

    /** An init segment arrives, readable or not. */
    record Init(long at, String pipeline, boolean broken) implements Step {
      @Override
      public Step at(long instant) {
        return new Init(instant, pipeline, broken);
      }
    }

    /**
     * The event is deleted and declared again under the same name, with the pipelines in this
     * order. The init segments that existed at the start of the story are published again, and so
     * is that of the first pipeline.
     */
    record Again(long at, List<String> order) implements Step {
      @Override
      public Step at(long instant) {
        return new Again(instant, order);
      }
    }

    /** A clean copy arrives for the previous event with the name. */
    record Stale(long at, String pipeline) implements Step {
      @Override
      public Step at(long instant) {
        return new Stale(instant, pipeline);
      }
    }

    /** A cell whose clock is ahead decides this many milliseconds before the decision's time. */
    record Early(long at, String pipeline, long millis) implements Step {
      @Override
      public Step at(long instant) {
        return new Early(instant, pipeline, millis);
      }
    }

    /** A record that cannot be processed. */
    record Spoiled(long at, String pipeline, Spoiling how) implements Step {
      @Override
      public Step at(long instant) {
        return new Spoiled(instant, pipeline, how);
      }
    }
  }

  /** The way in which a record is damaged. */
  enum Spoiling {
    OTHER_BYTES,
    NO_NUMBER,
    NO_KEY,
    DEFINITION,
    DECISION,
    REVISION
  }

  /** Returns the number of the segment. */
  long number() {
    return startNumber + (MEDIA_END - startSeconds) / 2 - 1;
  }

  /** Returns whether there is a previous number and it is published. */
  boolean hasBegun() {
    return begun && number() > startNumber;
  }

  static Arbitrary<SelectionStory> stories() {
    return Combinators.combine(
            orders(),
            Arbitraries.of(0L, 2L, 1_990L, MEDIA_END - 2),
            Arbitraries.of(0L, 1L, 7L, 1_000_000L),
            Arbitraries.of(true, false),
            // At least the init segment of c is served.
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

  /**
   * Returns the steps at distinct instants, so that the order of a step and a timer is always
   * defined.
   */
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
      // Nor of the end of the patience with late copies.
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
