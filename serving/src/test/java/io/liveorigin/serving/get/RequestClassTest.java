package io.liveorigin.serving.get;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.schedule.Schedule;
import io.liveorigin.contract.schedule.SegmentDuration;
import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestClassTest {
  /** 2 s segments; due +1 s, decided +2 s, gone +11 s, expired +60 s after media end. */
  private static final Schedule SCHEDULE =
      new Schedule(
          0,
          new SegmentDuration(2, 1),
          0,
          1_000,
          1_000,
          10_000,
          60_000,
          OptionalLong.of(20_000),
          OptionalLong.of(200_000));

  /** At 101 s number 49 is due on the ms: its media ended at 100 s. */
  private static final long NOW = 101_000;

  @ParameterizedTest(name = "number {0}, decided up to {1}: {2}, live edge {3}")
  @CsvSource({
    // number, largest decided (-: none), class, live edge
    "  0, -,  BEFORE_START, 49",
    "  9, -,  BEFORE_START, 49",
    " 10, -,  EXPIRED,      49",
    " 19, -,  EXPIRED,      49",
    " 20, -,  PAST_GONE,    49",
    " 44, -,  PAST_GONE,    49",
    " 45, -,  DUE,          49",
    " 49, -,  DUE,          49",
    " 50, -,  NEXT,         49",
    " 51, -,  FUTURE,       49",
    " 99, -,  FUTURE,       49",
    "100, -,  AFTER_END,    49",
    // A packager ahead of the clock moves the edge, one behind it does not.
    " 50, 50, NEXT,         50",
    " 51, 50, NEXT,         50",
    " 52, 50, FUTURE,       50",
    " 50, 30, NEXT,         49",
    " 51, 30, FUTURE,       49",
  })
  void theScheduleAloneClassifies(long number, String decided, String kind, long edge) {
    OptionalLong largest =
        decided.equals("-") ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(decided));

    assertThat(RequestClass.of(SCHEDULE, number, NOW, largest))
        .isEqualTo(new RequestClass(RequestClass.Kind.valueOf(kind), edge));
  }

  @ParameterizedTest(name = "number 49 at {0} ms: {1}")
  @CsvSource({
    " 98999, FUTURE",
    " 99000, NEXT",
    "100999, NEXT",
    "101000, DUE",
    "110999, DUE",
    "111000, PAST_GONE",
    "159999, PAST_GONE",
    "160000, EXPIRED",
  })
  void oneSegmentGoesThroughAllClasses(long now, String kind) {
    assertThat(RequestClass.of(SCHEDULE, 49, now, OptionalLong.empty()).kind())
        .isEqualTo(RequestClass.Kind.valueOf(kind));
  }

  @Test
  void beforeTheEventItsFirstSegmentIsTheFuture() {
    assertThat(RequestClass.of(SCHEDULE, 10, 0, OptionalLong.empty()).kind())
        .isEqualTo(RequestClass.Kind.FUTURE);
    assertThat(RequestClass.of(SCHEDULE, 10, 21_000, OptionalLong.empty()).kind())
        .isEqualTo(RequestClass.Kind.NEXT);
  }

  /** No request is held whose segment is not the next, due or decided; none that is is refused. */
  @Property
  void classesFollowFromTheInstantsOfTheSegment(
      @ForAll @LongRange(min = 10, max = 99) long number,
      @ForAll @LongRange(min = 0, max = 300_000) long now) {
    RequestClass.Kind kind = RequestClass.of(SCHEDULE, number, now, OptionalLong.empty()).kind();

    assertThat(kind == RequestClass.Kind.FUTURE).isEqualTo(now < SCHEDULE.due(number - 1));
    assertThat(kind == RequestClass.Kind.NEXT)
        .isEqualTo(now >= SCHEDULE.due(number - 1) && now < SCHEDULE.due(number));
    assertThat(kind == RequestClass.Kind.DUE)
        .isEqualTo(now >= SCHEDULE.due(number) && now < SCHEDULE.gone(number));
    assertThat(kind == RequestClass.Kind.EXPIRED).isEqualTo(now >= SCHEDULE.expires(number));
  }
}
