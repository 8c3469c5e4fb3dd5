package io.liveorigin.standalone.top;

import io.liveorigin.standalone.top.TopFacts.EventRow;
import java.util.List;
import java.util.Optional;

/**
 * Where the user is.
 *
 * @param selected event under the cursor; empty for the first
 * @param opened event whose lanes are shown; empty for the first
 * @param representation place of the representation that is shown
 */
record Cursor(Optional<String> selected, Optional<String> opened, int representation) {

  static Cursor at(Optional<String> event) {
    return new Cursor(event, event, 0);
  }

  /** The event under the cursor, if there is one. */
  Optional<String> selectedOf(List<EventRow> events) {
    List<String> names = events.stream().map(EventRow::event).toList();
    return selected.filter(names::contains).or(() -> names.stream().findFirst());
  }

  /** Returns where the user is after a key. */
  Cursor after(Key key, List<EventRow> events) {
    return switch (key) {
      case UP -> moved(-1, events);
      case DOWN -> moved(1, events);
      case LEFT -> new Cursor(selected, opened, representation - 1);
      case RIGHT -> new Cursor(selected, opened, representation + 1);
      case OPEN -> new Cursor(selected, selectedOf(events), 0);
      case QUIT, NONE -> this;
    };
  }

  private Cursor moved(int by, List<EventRow> events) {
    if (events.isEmpty()) {
      return this;
    }
    List<String> names = events.stream().map(EventRow::event).toList();
    int at = selectedOf(events).map(names::indexOf).orElse(0) + by;
    int next = Math.max(0, Math.min(names.size() - 1, at));
    return new Cursor(Optional.of(names.get(next)), opened, representation);
  }
}
