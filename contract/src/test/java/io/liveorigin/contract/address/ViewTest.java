package io.liveorigin.contract.address;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.schedule.NumberRange;
import io.liveorigin.contract.schedule.Schedule;
import io.liveorigin.contract.schedule.SegmentDuration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ViewTest {
  private static final List<String> IDS = List.of("v540", "v1080", "a-en", "a-de");
  private static final Schedule TWO = schedule(new SegmentDuration(2, 1), OptionalLong.empty());

  private static Schedule schedule(SegmentDuration duration, OptionalLong startTime) {
    return new Schedule(
        0, duration, 0, 1_000, 1_000, 10_000, 60_000, startTime, OptionalLong.empty());
  }

  private static View view(String folders) {
    return View.parse(folders).orElseThrow();
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "from-20261129T100000Z/ | from-20261129T100000Z/",
        "from-2026-11-29T10:00:00Z/ | from-20261129T100000Z/",
        "from-1795946400/ | from-20261129T100000Z/",
        "from-1795946401/ | from-20261129T100000Z/",
        "from-1795946400-to-1795946401/ | from-20261129T100000Z-to-20261129T100002Z/",
        "from-2026-11-29T10:00:00Z-to-2026-11-29T11:00:00Z/"
            + " | from-20261129T100000Z-to-20261129T110000Z/",
        "only-a-en,v540/ | only-v540,a-en/",
        "only-v540,v540/ | only-v540/",
        "from-1795946400/only-a-de,a-en/ | from-20261129T100000Z/only-a-en,a-de/",
      })
  void whatMeansTheSameHasOneSpelling(String spelled, String canonical) {
    assertThat(view(spelled).canonical(TWO, IDS).path()).isEqualTo(canonical);
    assertThat(view(canonical).canonical(TWO, IDS)).isEqualTo(view(canonical));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "from-/",
        "from-1",
        "to-1/",
        "from-1-to-/",
        "from-1-to-2-to-3/",
        "from-123456789012/",
        "from--1/",
        "from-20260230T100000Z/",
        "from-20261129T240000Z/",
        "from-20261129T100060Z/",
        "from-20261129t100000z/",
        "from-20261129T100000/",
        "from-2026-11-29T100000Z/",
        "from-19691231T235959Z/",
        "only-/",
        "only-a,/",
        "only-,a/",
        "only-a b/",
        "only-a%2Cb/",
        "only-a/from-1/",
        "from-1/from-1/",
        "only-a/only-b/",
        "from-1//",
        "/",
        "x/",
      })
  void nothingElseIsRead(String folders) {
    assertThat(View.parse(folders)).isEmpty();
  }

  @Test
  void theEventAsAWholeHasNoFolder() {
    assertThat(view("")).isEqualTo(View.WHOLE);
    assertThat(View.WHOLE.path()).isEmpty();
    assertThat(View.WHOLE.base()).isEmpty();
    assertThat(view("from-1/").base()).isEqualTo("../");
    assertThat(view("from-1/only-a/").base()).isEqualTo("../../");
    assertThat(View.WHOLE.range(TWO)).isEqualTo(new NumberRange(0, Long.MAX_VALUE));
  }

  @Test
  void itHasTheSegmentsThatOverlapItsTime() {
    assertThat(view("from-100-to-110/").range(TWO)).isEqualTo(new NumberRange(50, 54));
    assertThat(view("from-101-to-109/").range(TWO)).isEqualTo(new NumberRange(50, 54));
    assertThat(view("from-102-to-112/").range(TWO)).isEqualTo(new NumberRange(51, 55));
  }

  @Test
  void itHasNothingOutsideTheEvent() {
    Schedule event =
        new Schedule(
            0,
            new SegmentDuration(2, 1),
            0,
            0,
            0,
            0,
            60_000,
            OptionalLong.of(100_000),
            OptionalLong.of(200_000));
    View view = view("from-20-to-400/");

    assertThat(view.range(event)).isEqualTo(new NumberRange(50, 99));
    assertThat(view.canonical(event, IDS))
        .as("it begins with the event, whose end may move")
        .isEqualTo(view("from-100-to-400/"));
  }

  /** Each run of segments has one spelling, which is read as exactly this run. */
  @Property
  void theCanonicalSpellingIsReadAsItself(
      @ForAll("durations") SegmentDuration duration,
      @ForAll @LongRange(max = 4_000_000_000L) long from,
      @ForAll @LongRange(min = 1, max = 100_000) long length,
      @ForAll boolean ends) {
    Schedule schedule = schedule(duration, OptionalLong.empty());
    View view =
        new View(
            OptionalLong.of(from),
            ends ? OptionalLong.of(from + length) : OptionalLong.empty(),
            List.of());

    View canonical = view.canonical(schedule, IDS);

    assertThat(View.parse(canonical.path())).contains(canonical);
    assertThat(canonical.canonical(schedule, IDS)).isEqualTo(canonical);
    assertThat(canonical.range(schedule)).isEqualTo(view.range(schedule));
    assertThat(canonical.from().getAsLong()).isLessThanOrEqualTo(from);
  }

  /** This holds even if an event begins within a second. */
  @Property
  void theBeginningOfAnEventHasOneSpelling(
      @ForAll("durations") SegmentDuration duration,
      @ForAll @LongRange(min = 0, max = 4_000_000_000_000L) long startTime,
      @ForAll @LongRange(max = 4_000_000_000L) long from) {
    Schedule schedule = schedule(duration, OptionalLong.of(startTime));
    View canonical =
        new View(OptionalLong.of(from), OptionalLong.empty(), List.of()).canonical(schedule, IDS);

    assertThat(canonical.canonical(schedule, IDS)).isEqualTo(canonical);
    assertThat(View.parse(canonical.path())).contains(canonical);
  }

  @Property(tries = 5_000)
  void whateverTheTextItIsReadOrNot(@ForAll("texts") String text) {
    Optional<View> view = View.parse(text);

    view.map(View::path)
        .ifPresent(
            path ->
                assertThat(View.parse(path)).as("a path that is written is read").isEqualTo(view));
  }

  @Provide
  Arbitrary<SegmentDuration> durations() {
    return Arbitraries.of(
        new SegmentDuration(2, 1),
        new SegmentDuration(60_060, 30_000),
        new SegmentDuration(1, 10),
        new SegmentDuration(96, 25),
        new SegmentDuration(6, 1),
        new SegmentDuration(60, 1));
  }

  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> parts =
        Arbitraries.of(
            "from-",
            "-to-",
            "only-",
            "/",
            ",",
            "-",
            "T",
            "Z",
            ":",
            "20261129T100000Z",
            "0",
            "2026-11-29T10:00:00Z",
            "99999999999",
            "99991231T235959Z",
            "a",
            "v540",
            "..",
            "%2f");
    Arbitrary<String> noise =
        Arbitraries.strings().withCharRange((char) 0, (char) 255).ofMaxLength(4);
    return Combinators.combine(
            Arbitraries.oneOf(parts, parts, parts, noise).list().ofMaxSize(9),
            Arbitraries.of("", "/"))
        .as((all, end) -> String.join("", all) + end);
  }

  @Test
  void theLastYearOfFourDigitsIsTheLast() {
    long last = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();
    View view = new View(OptionalLong.of(last - 10), OptionalLong.of(last), List.of());

    View canonical =
        view.canonical(schedule(new SegmentDuration(60, 1), OptionalLong.empty()), IDS);

    assertThat(View.parse(canonical.path())).contains(canonical);
  }
}
