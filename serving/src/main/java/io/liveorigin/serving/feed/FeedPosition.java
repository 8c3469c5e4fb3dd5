package io.liveorigin.serving.feed;

import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How far a client has followed an event: for each partition of {@code selections}, the offset of
 * the last decision that it got. The text, {@code 3:815,7:12}, is the id of a server-sent event.
 * Immutable.
 */
record FeedPosition(SortedMap<Integer, Long> offsets) {
  static final FeedPosition NONE = new FeedPosition(new TreeMap<>());

  /** More than an event with 256 representations needs. */
  private static final int LONGEST = 8_192;

  private static final Pattern TEXT = Pattern.compile("\\d{1,6}:\\d{1,18}(,\\d{1,6}:\\d{1,18})*");

  FeedPosition {
    offsets = new TreeMap<>(offsets);
  }

  /**
   * Reads the text of a position. A text that is none is read as {@link #NONE}: its client gets a
   * new start, as one that has no position.
   */
  static FeedPosition parse(String text) {
    if (text.length() > LONGEST || !TEXT.matcher(text).matches()) {
      return NONE;
    }
    TreeMap<Integer, Long> offsets = new TreeMap<>();
    for (String part : text.split(",")) {
      int colon = part.indexOf(':');
      offsets.put(
          Integer.parseInt(part.substring(0, colon)), Long.parseLong(part.substring(colon + 1)));
    }
    return new FeedPosition(offsets);
  }

  OptionalLong of(int partition) {
    Long offset = offsets.get(partition);
    return offset == null ? OptionalLong.empty() : OptionalLong.of(offset);
  }

  /** Returns the part of the position that is about these partitions. */
  FeedPosition in(Set<Integer> partitions) {
    TreeMap<Integer, Long> some = new TreeMap<>(offsets);
    some.keySet().retainAll(partitions);
    return new FeedPosition(some);
  }

  /** Returns the position after the decision at that offset. */
  FeedPosition with(int partition, long offset) {
    TreeMap<Integer, Long> all = new TreeMap<>(offsets);
    all.merge(partition, offset, Math::max);
    return new FeedPosition(all);
  }

  @Override
  public String toString() {
    return offsets.entrySet().stream().map(FeedPosition::text).collect(Collectors.joining(","));
  }

  private static String text(Map.Entry<Integer, Long> entry) {
    return entry.getKey() + ":" + entry.getValue();
  }
}
