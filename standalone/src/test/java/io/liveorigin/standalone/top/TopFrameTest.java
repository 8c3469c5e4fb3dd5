package io.liveorigin.standalone.top;

import static io.liveorigin.standalone.analyse.Records.N;
import static io.liveorigin.standalone.analyse.Records.SCHEDULE;
import static io.liveorigin.standalone.analyse.Records.address;
import static io.liveorigin.standalone.analyse.Records.copy;
import static io.liveorigin.standalone.analyse.Records.decision;
import static io.liveorigin.standalone.analyse.Records.dropped;
import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.decision.Reason;
import io.liveorigin.contract.segment.DefectSource;
import io.liveorigin.standalone.top.TopFacts.EventRow;
import io.liveorigin.standalone.top.TopFacts.Lanes;
import io.liveorigin.standalone.top.TopFacts.State;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The screen, compared with golden files beside this class. */
class TopFrameTest {
  @ParameterizedTest
  @ValueSource(ints = {80, 60})
  void theScreenIsTheGoldenOne(int width) throws IOException {
    String screen = screen(frame(width, "t/e"), facts("t/e"));
    assertThat(screen).isEqualTo(golden("top-" + width + ".txt"));
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 40, 60, 80, 200})
  void noLineIsWiderThanTheScreen(int width) {
    String wide = "t/" + "比賽".repeat(30);
    for (TopFacts facts : List.of(facts("t/e"), facts(wide), facts("t/" + "e".repeat(120)))) {
      assertThat(frame(width, wide).lines(facts))
          .allSatisfy(line -> assertThat(Line.columns(line.plain())).isLessThanOrEqualTo(width));
    }
  }

  @Test
  void aNameThatIsTooLongEndsWithAnEllipsis() {
    assertThat(Line.cut("abcdef", 4)).isEqualTo("abc…");
    assertThat(Line.cut("abcd", 4)).isEqualTo("abcd");
    // Each of these takes two columns.
    assertThat(Line.cut("比賽比賽", 6)).isEqualTo("比賽…");
    assertThat(Line.cut("比賽比賽", 0)).isEmpty();
  }

  @Test
  void noTextFromOutsideCommandsTheTerminal() {
    String hostile = "t/\033[2J\u202e\r\nforged";
    TopFacts facts =
        new TopFacts(
            SCHEDULE.due(N), "not ready: \033]0;owned\007", false, rows(hostile), lanes(hostile));
    for (Line line : frame(80, hostile).lines(facts)) {
      assertThat(line.plain()).matches("[^\\p{Cntrl}\\u202e]*");
      assertThat(line.coloured().replaceAll("\033\\[[0-9]+m", "")).matches("[^\\p{Cntrl}\\u202e]*");
    }
  }

  @Test
  void coloursChangeNoText() {
    List<Line> lines = frame(80, "t/e").lines(facts("t/e"));
    assertThat(lines).anySatisfy(line -> assertThat(line.coloured()).contains("\033[32m"));
    assertThat(lines)
        .allSatisfy(
            line ->
                assertThat(line.coloured().replaceAll("\033\\[[0-9]+m", "").stripTrailing())
                    .isEqualTo(line.plain()));
  }

  @Test
  void ofManyEventsThoseAroundTheSelectedAreShown() {
    List<EventRow> rows =
        IntStream.range(0, 50).mapToObj(i -> row("t/e%02d".formatted(i), State.LIVE)).toList();
    TopFacts facts = new TopFacts(SCHEDULE.due(N), "ready", true, rows, Optional.empty());
    String screen = screen(frame(80, "t/e30"), facts);
    assertThat(screen).contains("> t/e30 ", "  t/e28 ", "  t/e31 ", "  50 events\n");
    assertThat(screen).doesNotContain("t/e00", "t/e49");
    assertThat(screen.lines()).hasSizeLessThanOrEqualTo(24);
  }

  private static TopFrame frame(int width, String selected) {
    return new TopFrame(width, 24, Optional.of(selected));
  }

  private static String screen(TopFrame frame, TopFacts facts) {
    StringBuilder screen = new StringBuilder();
    frame.lines(facts).forEach(line -> screen.append(line.plain()).append('\n'));
    return screen.toString();
  }

  private static TopFacts facts(String event) {
    return new TopFacts(SCHEDULE.due(N), "ready, 1.0", true, rows(event), lanes(event));
  }

  private static List<EventRow> rows(String event) {
    return List.of(
        row(event, State.DEGRADED),
        new EventRow(
            "t/later",
            State.IDLE,
            OptionalLong.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            0,
            OptionalDouble.empty()));
  }

  private static EventRow row(String event, State state) {
    return new EventRow(
        event,
        state,
        OptionalLong.of(N),
        OptionalDouble.of(2.34),
        OptionalDouble.of(1234.5),
        17,
        OptionalDouble.of(0.5));
  }

  /** The last numbers have each tile once; those before were clean. */
  private static Optional<Lanes> lanes(String event) {
    List<Decision> decisions = new ArrayList<>();
    for (long number = N - 50; number <= N - 6; number++) {
      decisions.add(clean(number));
    }
    decisions.add(
        decision(
            address("v0", N - 5),
            1,
            "b",
            Reason.values()[0],
            copy("a", N - 5, -300, dropped(DefectSource.INGEST)),
            copy("b", N - 5, -200)));
    decisions.add(
        decision(address("v0", N - 4), 1, "a", Reason.values()[0], copy("a", N - 4, 250)));
    decisions.add(decision(address("v0", N - 3), 1, "-", Reason.MISSING));
    decisions.add(
        decision(
            address("v0", N - 2),
            1,
            "a",
            Reason.values()[0],
            copy("a", N - 2, -300, dropped(DefectSource.INGEST)),
            copy("b", N - 2, -200, dropped(DefectSource.PACKAGER))));
    decisions.add(clean(N - 1));
    return Optional.of(new Lanes(event, "v0", List.of("a", "b"), N, decisions));
  }

  private static Decision clean(long number) {
    return decision(
        address("v0", number),
        1,
        "a",
        Reason.values()[0],
        copy("a", number, -400),
        copy("b", number, -300));
  }

  private static String golden(String name) throws IOException {
    try (InputStream in = TopFrameTest.class.getResourceAsStream(name)) {
      return in == null
          ? "there is no " + name
          : new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
