package io.liveorigin.selector.topology;

import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/**
 * The events in the life of a cell.
 *
 * @param opening how the event begins
 * @param steps the steps in order
 */
record CrashStory(Opening opening, List<Step> steps) {
  static final List<String> PIPELINES = List.of("a", "b", "c");

  /**
   * The pipeline whose copies cannot all be checked. They are always clean, so that the time of
   * their check does not affect the track.
   */
  static final String UNCHECKED = "c";

  /** How many numbers are published. */
  static final int NUMBERS = 3;

  /**
   * How an event with the name begins.
   *
   * @param order its pipelines, the preferred one first
   * @param startNumber the event's start number
   * @param skipped how many numbers precede the first published one
   */
  record Opening(List<String> order, long startNumber, int skipped) {}

  /** A step of a story. */
  sealed interface Step {
    /**
     * A copy.
     *
     * @param index the index of the number among those that are published
     * @param quality 0 is clean, 1 has lost frames, 2 is slightly out of place in the track
     * @param unchecked whether ingest knew no init segment
     */
    record Put(String pipeline, int index, int quality, boolean unchecked, int copy)
        implements Step {}

    /** An init segment of the pipeline whose copies could not be checked. */
    record Init(boolean broken) implements Step {}

    record Masking(String pipeline, boolean on) implements Step {}

    record Consume(String topic) implements Step {}

    record Advance(long millis) implements Step {}

    record Acknowledge() implements Step {}

    record Commit() implements Step {}

    record Crash(boolean diskLost, long seed) implements Step {}

    /** From here on, the node's clock is ahead of the brokers' by this much. */
    record Clock(long aheadMillis) implements Step {}

    /** The event is deleted and declared again under the same name. */
    record Again(Opening opening) implements Step {}

    /** A copy arrives for the previous event with the name. */
    record Stale(String pipeline, int index) implements Step {}

    /** A cell whose clock is ahead decides this many milliseconds before the decision's time. */
    record Early(String pipeline, int index, long millis) implements Step {}

    /** A record that cannot be processed. */
    record Spoiled(String pipeline, Spoiling how) implements Step {}
  }

  /** The way in which a record is damaged. */
  enum Spoiling {
    NO_NUMBER,
    NO_KEY,
    NO_DEFINITION,
    NO_MASK
  }

  static Arbitrary<CrashStory> stories() {
    return Combinators.combine(openings(), anyStep().list().ofMinSize(5).ofMaxSize(60))
        .as(CrashStory::new);
  }

  private static Arbitrary<Opening> openings() {
    return Combinators.combine(
            Arbitraries.shuffle(PIPELINES),
            Arbitraries.of(0L, 1L, 7L, 1_000_000L),
            Arbitraries.of(0, 1, 1_000))
        .as(Opening::new);
  }

  private static Arbitrary<Step> anyStep() {
    Arbitrary<String> pipelines = Arbitraries.of(PIPELINES);
    Arbitrary<String> checked = Arbitraries.of(PIPELINES).filter(p -> !p.equals(UNCHECKED));
    Arbitrary<Integer> indexes = Arbitraries.integers().between(0, NUMBERS - 1);
    Arbitrary<Integer> copies = Arbitraries.integers().between(1, 2);
    Arbitrary<Step> puts =
        Combinators.combine(checked, indexes, Arbitraries.integers().between(0, 2), copies)
            .as((pipeline, index, quality, copy) -> put(pipeline, index, quality, false, copy));
    Arbitrary<Step> others =
        Combinators.combine(indexes, Arbitraries.of(true, false), copies)
            .as((index, unchecked, copy) -> put(UNCHECKED, index, 0, unchecked, copy));
    Arbitrary<Step> masks =
        Combinators.combine(pipelines, Arbitraries.of(true, false)).as(Step.Masking::new);
    Arbitrary<Step> crash =
        Combinators.combine(Arbitraries.of(true, false), Arbitraries.longs()).as(Step.Crash::new);
    Arbitrary<Step> early =
        Combinators.combine(pipelines, indexes, Arbitraries.of(501L, 2_000L, 60_000L))
            .as(Step.Early::new);
    Arbitrary<Step> spoiled =
        Combinators.combine(pipelines, Arbitraries.of(Spoiling.values())).as(Step.Spoiled::new);
    return Arbitraries.frequencyOf(
        Tuple.of(8, puts),
        Tuple.of(3, others),
        Tuple.of(1, Arbitraries.of(true, false).map(Step.Init::new)),
        Tuple.of(2, clocks()),
        Tuple.of(2, masks),
        Tuple.of(12, Arbitraries.of(CrashingCell.topics(PIPELINES)).map(Step.Consume::new)),
        Tuple.of(5, Arbitraries.longs().between(1, 60).map(i -> new Step.Advance(i * 50))),
        Tuple.of(4, Arbitraries.of(new Step.Acknowledge())),
        Tuple.of(2, Arbitraries.of(new Step.Commit())),
        Tuple.of(3, crash),
        Tuple.of(1, openings().map(Step.Again::new)),
        Tuple.of(1, Combinators.combine(pipelines, indexes).as(Step.Stale::new)),
        Tuple.of(1, early),
        Tuple.of(1, spoiled));
  }

  private static Arbitrary<Step> clocks() {
    return Arbitraries.of(
            0L, 400L, -400L, 501L, 1_000L, -1_000L, 5_000L, -5_000L, 60_000L, -60_000L)
        .map(Step.Clock::new);
  }

  private static Step put(String pipeline, int index, int quality, boolean unchecked, int copy) {
    return new Step.Put(pipeline, index, quality, unchecked, copy);
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
