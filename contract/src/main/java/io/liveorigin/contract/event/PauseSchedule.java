package io.liveorigin.contract.event;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The breaks of an event, oldest first. They do not overlap, and only the last one may be open. The
 * time is always an argument. Immutable.
 *
 * @param kept at most {@link #MOST}; in JSON the array itself
 */
public record PauseSchedule(@JsonValue List<Pause> kept) {
  /**
   * The largest number of breaks. The admin API removes those that have left the time-shift window,
   * so this is ample.
   */
  public static final int MOST = 64;

  public static final PauseSchedule NONE = new PauseSchedule(List.of());

  /** Checks the breaks. Throws {@link ErrorCode#INVALID_EVENT} with what is allowed. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public PauseSchedule {
    if (kept == null || kept.size() > MOST || kept.stream().anyMatch(Objects::isNull)) {
      throw EventValueRules.invalid(
          "pauses", "a list of at most " + MOST, kept == null ? null : kept.size());
    }
    kept = List.copyOf(kept);
    for (int i = 1; i < kept.size(); i++) {
      Optional<Instant> before = kept.get(i - 1).to();
      if (before.isEmpty() || kept.get(i).from().isBefore(before.get())) {
        throw EventValueRules.invalid(
            "pauses",
            "in chronological order, each after the end of the previous one",
            kept.get(i).from());
      }
    }
  }

  /**
   * Returns whether media of that time (epoch ms) overlaps one of the breaks.
   *
   * @param end exclusive
   */
  public boolean overlap(long start, long end) {
    for (int i = kept.size() - 1; i >= 0; i--) {
      if (kept.get(i).overlaps(start, end)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Returns a schedule with one more break, which is open from {@code at} on.
   *
   * <p>Throws {@link ErrorCode#PAUSE_CONFLICT} if the event is paused then or will be, or if there
   * are {@link #MOST} breaks already.
   */
  public PauseSchedule begun(Instant at) {
    Optional<Pause> last = last();
    if (last.isPresent() && last.get().to().isEmpty()) {
      throw conflict("the event has already been paused since " + last.get().from());
    }
    if (last.isPresent() && last.get().to().get().isAfter(at)) {
      throw conflict(
          "the event has a pause until "
              + last.get().to().get()
              + "; pause it at that time"
              + " or later");
    }
    if (kept.size() == MOST) {
      throw conflict(
          "the event has "
              + MOST
              + " pauses in its time-shift window, which is the maximum; use fewer, longer pauses");
    }
    List<Pause> more = new ArrayList<>(kept);
    more.add(new Pause(at, Optional.empty()));
    return new PauseSchedule(more);
  }

  /**
   * Returns a schedule in which the last break ends at {@code at}, or without that break if it had
   * not begun by then.
   *
   * <p>Throws {@link ErrorCode#PAUSE_CONFLICT} if no break is open or ends later than {@code at}.
   */
  public PauseSchedule ended(Instant at) {
    Optional<Pause> last =
        last().filter(pause -> pause.to().isEmpty() || pause.to().get().isAfter(at));
    if (last.isEmpty()) {
      throw conflict("the event is not paused at " + at);
    }
    List<Pause> changed = new ArrayList<>(kept.subList(0, kept.size() - 1));
    if (at.isAfter(last.get().from())) {
      changed.add(new Pause(last.get().from(), Optional.of(at)));
    }
    return new PauseSchedule(changed);
  }

  /** Returns a schedule without the breaks that ended at {@code instant} or before. */
  public PauseSchedule after(Instant instant) {
    return new PauseSchedule(
        kept.stream().filter(p -> p.to().isEmpty() || p.to().get().isAfter(instant)).toList());
  }

  private Optional<Pause> last() {
    return kept.isEmpty() ? Optional.empty() : Optional.of(kept.get(kept.size() - 1));
  }

  private static OriginException conflict(String detail) {
    return new OriginException(ErrorCode.PAUSE_CONFLICT, detail);
  }
}
