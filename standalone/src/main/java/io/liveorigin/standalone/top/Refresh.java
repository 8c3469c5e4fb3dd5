package io.liveorigin.standalone.top;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * Reads the facts again when they are old, or when the user looks at something else, and not at
 * each key. One thread.
 */
final class Refresh {
  /** Reads a node. */
  interface Reader {
    /** Returns what the node says, for this event and representation. */
    TopFacts read(Optional<String> opened, int representation, TopFacts before);
  }

  private final Reader reader;
  private final LongSupplier millis;
  private final long every;
  private TopFacts facts;
  private OptionalLong readAt = OptionalLong.empty();
  private Optional<String> opened = Optional.empty();
  private int representation;

  /**
   * @param first what is known before the first read
   * @param millis ms of a monotonic clock
   * @param every how old the facts may be, ms
   */
  Refresh(Reader reader, TopFacts first, LongSupplier millis, long every) {
    this.reader = reader;
    this.facts = first;
    this.millis = millis;
    this.every = every;
  }

  /** Returns the facts for what the user looks at. */
  TopFacts facts(Cursor cursor) {
    boolean other = !opened.equals(cursor.opened()) || representation != cursor.representation();
    if (other || left() == 0) {
      opened = cursor.opened();
      representation = cursor.representation();
      facts = reader.read(opened, representation, facts);
      readAt = OptionalLong.of(millis.getAsLong());
    }
    return facts;
  }

  /** Returns after how many ms the facts are old; 0 if they are, or were never read. */
  long left() {
    return readAt.isEmpty() ? 0 : Math.max(0, readAt.getAsLong() + every - millis.getAsLong());
  }
}
