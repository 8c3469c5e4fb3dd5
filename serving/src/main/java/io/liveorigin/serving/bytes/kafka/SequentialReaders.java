package io.liveorigin.serving.bytes.kafka;

import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Recognises readers that read a track number by number, whichever clients the requests come from:
 * behind a CDN one viewer uses many connections. It remembers the number that each reader would
 * request next, so one track may have any number of readers. If there are too many, the one that
 * was seen least recently is forgotten. Any thread.
 */
final class SequentialReaders {
  /**
   * The numbers to read ahead.
   *
   * @param from first number
   * @param to last number, at least {@code from}
   */
  record Ahead(long from, long to) {}

  /**
   * A reader.
   *
   * @param steps numbers in a row
   * @param told largest number that was returned in an {@link Ahead}
   */
  private record Reader(int steps, long told) {}

  /**
   * A number of a track at which a reader is expected. Not an address: it may lie before the first
   * number that a segment can have, or after the last one.
   */
  private record Place(Track track, long number) {}

  private final int depth;

  /** By the place that would be next. */
  private final LinkedHashMap<Place, Reader> readers;

  /**
   * Creates the memory of readers.
   *
   * @param most readers that are remembered
   * @param depth most numbers that are read ahead of a reader
   */
  SequentialReaders(int most, int depth) {
    this.depth = depth;
    this.readers =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1;

          @Override
          protected boolean removeEldestEntry(Map.Entry<Place, Reader> eldest) {
            return size() > most;
          }
        };
  }

  /**
   * Takes a request. From the second consecutive number on, it returns the following numbers that
   * were not returned before: one ahead, then twice as many at each step, up to the depth. A reader
   * that requests the number after the returned ones got those from memory, where this class does
   * not see every request.
   */
  synchronized Optional<Ahead> requested(SegmentAddress address) {
    long number = address.number();
    Place next = new Place(address.track(), number + 1);
    Optional<Reader> known = known(address);
    if (known.isEmpty()) {
      // A repeated request, or a second reader at the same place, changes nothing.
      readers.putIfAbsent(next, new Reader(1, number));
      return Optional.empty();
    }
    Reader reader = known.get();
    long to = number + Math.min(depth, 1L << Math.min(reader.steps() - 1, Integer.SIZE - 2));
    long from = Math.max(number, reader.told()) + 1;
    readers.put(next, new Reader(reader.steps() + 1, Math.max(reader.told(), to)));
    return from > to ? Optional.empty() : Optional.of(new Ahead(from, to));
  }

  /**
   * Removes and returns the reader that is expected at this number, or at an earlier one if the
   * numbers in between were read ahead for it.
   */
  private Optional<Reader> known(SegmentAddress address) {
    long number = address.number();
    for (long expected = number; expected >= number - depth; expected--) {
      Place key = new Place(address.track(), expected);
      Reader reader = readers.get(key);
      if (reader != null && (expected == number || reader.told() >= number - 1)) {
        readers.remove(key);
        return Optional.of(reader);
      }
    }
    return Optional.empty();
  }
}
