package io.liveorigin.standalone.top;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.standalone.top.TopFacts.EventRow;
import io.liveorigin.standalone.top.TopFacts.State;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys, and where they lead. */
class KeysTest {
  private static final List<EventRow> EVENTS =
      Stream.of("t/a", "t/b", "t/c")
          .map(
              name ->
                  new EventRow(
                      name,
                      State.LIVE,
                      OptionalLong.empty(),
                      OptionalDouble.empty(),
                      OptionalDouble.empty(),
                      0,
                      OptionalDouble.empty()))
          .toList();

  @ParameterizedTest
  @CsvSource({
    "q, QUIT",
    "j, DOWN",
    "k, UP",
    "h, LEFT",
    "l, RIGHT",
    "x, NONE",
    "E[A, UP",
    "E[B, DOWN",
    "EOC, RIGHT",
    "E[D, LEFT",
    "E[Z, NONE",
    "E, NONE",
  })
  void aKeyIsOneCharacterOrASequence(String typed, Key key) throws IOException {
    assertThat(read(typed.replace('E', '\033'))).isEqualTo(key);
  }

  @Test
  void enterOpensAndTheEndOfTheInputQuits() throws IOException {
    assertThat(read("\r")).isEqualTo(Key.OPEN);
    assertThat(Key.read(millis -> -1, 1)).isEqualTo(Key.QUIT);
    assertThat(Key.read(millis -> Key.EXPIRED, 1)).isEqualTo(Key.NONE);
  }

  @Test
  void theSizeOfATerminalIsLinesAndColumns() {
    assertThat(RawTerminal.size("24 100")).isEqualTo(new RawTerminal.Size(100, 24));
    assertThat(RawTerminal.size("0 0")).isEqualTo(new RawTerminal.Size(80, 24));
    assertThat(RawTerminal.size("")).isEqualTo(new RawTerminal.Size(80, 24));
  }

  @Test
  void theCursorStaysInTheTable() {
    Cursor cursor = Cursor.at(Optional.empty());
    assertThat(cursor.selectedOf(EVENTS)).contains("t/a");
    cursor = cursor.after(Key.UP, EVENTS);
    assertThat(cursor.selectedOf(EVENTS)).contains("t/a");
    for (int i = 0; i < 5; i++) {
      cursor = cursor.after(Key.DOWN, EVENTS);
    }
    assertThat(cursor.selectedOf(EVENTS)).contains("t/c");
    assertThat(cursor.opened()).isEmpty();
    cursor = cursor.after(Key.RIGHT, EVENTS).after(Key.OPEN, EVENTS);
    assertThat(cursor).isEqualTo(new Cursor(Optional.of("t/c"), Optional.of("t/c"), 0));
    assertThat(cursor.after(Key.RIGHT, EVENTS).representation()).isEqualTo(1);
    assertThat(cursor.after(Key.LEFT, EVENTS).representation()).isEqualTo(-1);
  }

  @Test
  void anEventThatIsGoneIsNotSelected() {
    Cursor cursor = Cursor.at(Optional.of("t/gone"));
    assertThat(cursor.selectedOf(EVENTS)).contains("t/a");
    assertThat(cursor.selectedOf(List.of())).isEmpty();
    assertThat(cursor.after(Key.DOWN, List.of())).isEqualTo(cursor);
  }

  private static Key read(String typed) throws IOException {
    Deque<Integer> characters = new ArrayDeque<>(typed.chars().boxed().toList());
    return Key.read(millis -> characters.isEmpty() ? Key.EXPIRED : characters.removeFirst(), 1);
  }
}
