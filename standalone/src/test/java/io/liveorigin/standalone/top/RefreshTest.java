package io.liveorigin.standalone.top;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.standalone.top.TopFacts.EventRow;
import io.liveorigin.standalone.top.TopFacts.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** When {@code origin top} asks its node. */
class RefreshTest {
  private static final long EVERY = 1_000;
  private static final List<EventRow> EVENTS =
      Stream.of("t/a", "t/b").map(RefreshTest::row).toList();

  private final List<String> reads = new ArrayList<>();
  private long now = 5_000;
  private final Refresh refresh =
      new Refresh(
          (opened, representation, before) -> {
            reads.add(opened.orElse("-") + " " + representation);
            return facts();
          },
          facts(),
          () -> now,
          EVERY);

  @Test
  void keysThatOnlyMoveTheCursorReadNothing() {
    Cursor cursor = Cursor.at(Optional.empty());
    refresh.facts(cursor);
    for (int i = 0; i < 20; i++) {
      now += 10;
      cursor = cursor.after(i % 2 == 0 ? Key.DOWN : Key.UP, EVENTS);
      assertThat(refresh.facts(cursor).events()).isEqualTo(EVENTS);
    }
    assertThat(reads).containsExactly("- 0");
    assertThat(refresh.left()).isEqualTo(EVERY - 200);
  }

  @Test
  void oldFactsAreReadAgain() {
    Cursor cursor = Cursor.at(Optional.of("t/a"));
    assertThat(refresh.left()).isZero();
    refresh.facts(cursor);
    now += EVERY - 1;
    refresh.facts(cursor);
    assertThat(reads).hasSize(1);
    now++;
    refresh.facts(cursor);
    assertThat(reads).containsExactly("t/a 0", "t/a 0");
  }

  @Test
  void anotherEventOrRepresentationIsReadAtOnce() {
    Cursor cursor = Cursor.at(Optional.of("t/a"));
    refresh.facts(cursor);
    cursor = cursor.after(Key.RIGHT, EVENTS);
    refresh.facts(cursor);
    cursor = cursor.after(Key.DOWN, EVENTS).after(Key.OPEN, EVENTS);
    refresh.facts(cursor);
    assertThat(reads).containsExactly("t/a 0", "t/a 1", "t/b 0");
  }

  private static TopFacts facts() {
    return new TopFacts(0, "ready", true, EVENTS, Optional.empty());
  }

  private static EventRow row(String name) {
    return new EventRow(
        name,
        State.LIVE,
        OptionalLong.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        0,
        OptionalDouble.empty());
  }
}
