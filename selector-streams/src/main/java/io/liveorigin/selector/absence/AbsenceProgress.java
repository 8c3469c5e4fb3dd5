package io.liveorigin.selector.absence;

import com.fasterxml.jackson.annotation.JsonAlias;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How far the numbers of one track have been examined for absence, and the open state of that.
 * Immutable.
 *
 * @param next the smallest number that has not been looked at
 * @param pauses by pipeline, where it last announced that it publishes nothing
 * @param runs by pipeline, the first of the consecutive numbers up to {@code next} that are missing
 *     from it; {@link #UNKNOWN} if the run began before this cell began to look
 */
record AbsenceProgress(
    @JsonAlias("nextGone") long next, Map<String, Pause> pauses, Map<String, Long> runs) {
  /** A run that began somewhere before the first number that this cell looked at. */
  static final long UNKNOWN = -1;

  /**
   * A pause of a pipeline, which marked a segment as its last ({@code lmsg}).
   *
   * @param after the number of that segment
   * @param until the number with which the pipeline continued; {@link Long#MAX_VALUE} if it did not
   */
  record Pause(long after, long until) {
    boolean holds(long number) {
      return after < number && number < until;
    }
  }

  AbsenceProgress {
    pauses = Map.copyOf(pauses);
    // Earlier versions did not store runs.
    runs = runs == null ? Map.of() : Map.copyOf(runs);
  }

  static AbsenceProgress from(long number) {
    return new AbsenceProgress(number, Map.of(), Map.of());
  }

  /** The same, except that it is unknown whether these pipelines were silent before. */
  AbsenceProgress withUnknown(Collection<String> pipelines) {
    Map<String, Long> unknown = new HashMap<>();
    pipelines.forEach(pipeline -> unknown.put(pipeline, UNKNOWN));
    return new AbsenceProgress(next, pauses, unknown);
  }

  /**
   * The progress after all numbers below {@code number} have been looked at, with the runs that
   * were found.
   */
  AbsenceProgress advancedTo(long number, Map<String, Long> found) {
    return new AbsenceProgress(number, pauses, found);
  }

  Optional<Long> run(String pipeline) {
    return Optional.ofNullable(runs.get(pipeline));
  }

  /** Whether the pipeline has announced that it does not publish that number. */
  boolean pauses(String pipeline, long number) {
    Pause pause = pauses.get(pipeline);
    return pause != null && pause.holds(number);
  }

  /**
   * The progress after a pipeline published a number: its last one, or a sign that it continues
   * after all.
   */
  AbsenceProgress published(String pipeline, long number, boolean last) {
    if (last) {
      Pause before = pauses.get(pipeline);
      return before != null && before.after() == number
          ? this
          : with(pipeline, new Pause(number, Long.MAX_VALUE));
    }
    return pauses(pipeline, number)
        ? with(pipeline, new Pause(pauses.get(pipeline).after(), number))
        : this;
  }

  private AbsenceProgress with(String pipeline, Pause pause) {
    Map<String, Pause> changed = new TreeMap<>(pauses);
    changed.put(pipeline, pause);
    return new AbsenceProgress(next, changed, runs);
  }
}
