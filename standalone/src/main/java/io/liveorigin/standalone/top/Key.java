package io.liveorigin.standalone.top;

import java.io.IOException;

/** The meaning of a key. */
enum Key {
  QUIT,
  UP,
  DOWN,
  LEFT,
  RIGHT,
  OPEN,
  NONE;

  /** The value that a source of characters returns if there was none in time. */
  static final int EXPIRED = -2;

  /** A source of characters that does not wait for ever; {@code -1} at its end. */
  interface Characters {
    int read(long millis) throws IOException;
  }

  private static final long SEQUENCE_MILLIS = 50;

  /**
   * Waits for a key. The arrows are sequences of ECMA-48: ESC, {@code [} or {@code O}, a letter.
   *
   * @param millis how long to wait; then {@link #NONE}
   */
  static Key read(Characters input, long millis) throws IOException {
    int first = input.read(millis);
    return switch (first) {
      case -1, 'q', 'Q', 3 -> QUIT;
      case 'k' -> UP;
      case 'j' -> DOWN;
      case 'h' -> LEFT;
      case 'l' -> RIGHT;
      case '\r', '\n' -> OPEN;
      case 27 -> arrow(input);
      default -> NONE;
    };
  }

  private static Key arrow(Characters input) throws IOException {
    int second = input.read(SEQUENCE_MILLIS);
    if (second != '[' && second != 'O') {
      return NONE;
    }
    return switch (input.read(SEQUENCE_MILLIS)) {
      case 'A' -> UP;
      case 'B' -> DOWN;
      case 'C' -> RIGHT;
      case 'D' -> LEFT;
      default -> NONE;
    };
  }
}
