package io.liveorigin.selector.absence;

import com.fasterxml.jackson.annotation.JsonAlias;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How far absence has been looked for in one track, and what it left behind. Immutable.
 *
 * @param next the smallest number that has not been looked at
 * @param pauses by pipeline, where it last said that it publishes nothing
 * @param runs by pipeline, the first of the numbers in a row up to {@code next} that are missing
 *     from it; {@link #UNKNOWN} where that was before this cell began to look
 */
record AbsenceProgress(
    @JsonAlias("nextGone") long next, Map<String, Pause> pauses, Map<String, Long> runs) {
  /** A run that began somewhere before the first number that this cell looked at. */
  static final long UNKNOWN = -1;

  /**
   * A pipeline marked a segment as its last ({@code lmsg}).
   *
   * @param after the number of that segment
   * @param until the number with which it went on; {@link Long#MAX_VALUE} if it did not
   */
  record Pause(long after, long until) {
    boolean holds(long number) {
      return after < number && number < until;
    }
  }

  AbsenceProgress {
    pauses = Map.copyOf(pauses);
    // Earlier versions did not keep them.
    runs = runs == null ? Map.of() : Map.copyOf(runs);
  }

  static AbsenceProgress from(long number) {
    return new AbsenceProgress(number, Map.of(), Map.of());
  }

  /** Of these pipelines it is not known whether they were silent before. */
  AbsenceProgress withUnknown(Collection<String> pipelines) {
    Map<String, Long> unknown = new HashMap<>();
    pipelines.forEach(pipeline -> unknown.put(pipeline, UNKNOWN));
    return new AbsenceProgress(next, pauses, unknown);
  }

  /** Looked at up to {@code number}, exclusive, with what was found. */
  AbsenceProgress lookedAt(long number, Map<String, Long> found) {
    return new AbsenceProgress(number, pauses, found);
  }

  Optional<Long> run(String pipeline) {
    return Optional.ofNullable(runs.get(pipeline));
  }

  /** Whether the pipeline has said that it does not publish that number. */
  boolean pauses(String pipeline, long number) {
    Pause pause = pauses.get(pipeline);
    return pause != null && pause.holds(number);
  }

  /** A pipeline published a number: its last one, or a sign that it goes on after all. */
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
