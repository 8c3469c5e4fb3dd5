package io.liveorigin.serving.feed;

import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How far a client has followed one incarnation of an event: for each partition of {@code
 * selections}, the offset of the last decision that it got. The text, {@code
 * 1795946400000/3:815,7:12}, is the id of a server-sent event; the number in front is the
 * incarnation. A position without offsets has the empty text. Immutable.
 *
 * @param incarnation of the event; 0 or later
 */
record FeedPosition(long incarnation, SortedMap<Integer, Long> offsets) {
  static final FeedPosition NONE = new FeedPosition(0);

  /** More than an event with 256 representations needs. */
  private static final int LONGEST = 8_192;

  private static final int PARTITION_DIGITS = 6;
  private static final int OFFSET_DIGITS = 18;
  private static final int INCARNATION_DIGITS = 18;

  FeedPosition {
    offsets = new TreeMap<>(offsets);
  }

  /** The position in an event of which the client has nothing. */
  FeedPosition(long incarnation) {
    this(incarnation, new TreeMap<>());
  }

  /**
   * Reads the text of a position. A text that is none is read as {@link #NONE}: its client gets a
   * new start, as one that has no position.
   */
  static FeedPosition parse(String text) {
    int slash = text.indexOf('/');
    if (text.length() > LONGEST
        || slash < 0
        || !isNumber(text.substring(0, slash), INCARNATION_DIGITS)) {
      return NONE;
    }
    TreeMap<Integer, Long> offsets = new TreeMap<>();
    // A pattern with a repeated group would need stack for each pair.
    for (String part : text.substring(slash + 1).split(",", -1)) {
      int colon = part.indexOf(':');
      if (colon < 0
          || !isNumber(part.substring(0, colon), PARTITION_DIGITS)
          || !isNumber(part.substring(colon + 1), OFFSET_DIGITS)) {
        return NONE;
      }
      offsets.put(
          Integer.parseInt(part.substring(0, colon)), Long.parseLong(part.substring(colon + 1)));
    }
    return new FeedPosition(Long.parseLong(text.substring(0, slash)), offsets);
  }

  private static boolean isNumber(String text, int digits) {
    return !text.isEmpty()
        && text.length() <= digits
        && text.chars().allMatch(each -> each >= '0' && each <= '9');
  }

  OptionalLong of(int partition) {
    Long offset = offsets.get(partition);
    return offset == null ? OptionalLong.empty() : OptionalLong.of(offset);
  }

  /** Returns the part of the position that is about these partitions. */
  FeedPosition in(Set<Integer> partitions) {
    TreeMap<Integer, Long> some = new TreeMap<>(offsets);
    some.keySet().retainAll(partitions);
    return new FeedPosition(incarnation, some);
  }

  /** Returns the position after the decision at that offset. */
  FeedPosition with(int partition, long offset) {
    TreeMap<Integer, Long> all = new TreeMap<>(offsets);
    all.merge(partition, offset, Math::max);
    return new FeedPosition(incarnation, all);
  }

  /** Returns the position in this event after all that either of the positions is after. */
  FeedPosition with(FeedPosition other) {
    TreeMap<Integer, Long> all = new TreeMap<>(offsets);
    other.offsets.forEach((partition, offset) -> all.merge(partition, offset, Math::max));
    return new FeedPosition(incarnation, all);
  }

  @Override
  public String toString() {
    return offsets.isEmpty()
        ? ""
        : offsets.entrySet().stream()
            .map(FeedPosition::text)
            .collect(Collectors.joining(",", incarnation + "/", ""));
  }

  private static String text(Map.Entry<Integer, Long> entry) {
    return entry.getKey() + ":" + entry.getValue();
  }
}
