package io.liveorigin.serving.bytes.kafka;

import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Tells who reads a track number by number, whichever clients the requests come from: behind a CDN
 * one viewer is many connections. What is remembered is the number that each reader would ask for
 * next, so any number of them may be in one track. Of too many the one that came longest ago is
 * forgotten. Any thread.
 */
final class SequentialReaders {
  /**
   * Numbers to read ahead.
   *
   * @param from first number
   * @param to last number, at least {@code from}
   */
  record Ahead(long from, long to) {}

  /**
   * A reader.
   *
   * @param steps numbers in a row
   * @param told largest number that was given as {@link Ahead}
   */
  private record Reader(int steps, long told) {}

  /**
   * A number of a track at which a reader is expected. Not an address: it may lie before the first
   * number that a segment can have, or behind the last one.
   */
  private record Place(Track track, long number) {}

  private final int depth;

  /** By the place that would be next. */
  private final LinkedHashMap<Place, Reader> readers;

  /**
   * @param most readers that are remembered
   * @param depth numbers that are read ahead of a reader at most
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
   * Takes a request. From the second number in a row on it gives those that come next and were not
   * given before: one ahead, then twice as many at each step, up to the depth. Whoever asks for the
   * number behind those that were given has had them from memory, where not everybody is seen.
   */
  synchronized Optional<Ahead> asked(SegmentAddress address) {
    long number = address.number();
    Place next = new Place(address.track(), number + 1);
    Optional<Reader> known = known(address);
    if (known.isEmpty()) {
      // Whoever asks for a number again, or is a second one at the same place, changes nothing.
      readers.putIfAbsent(next, new Reader(1, number));
      return Optional.empty();
    }
    Reader reader = known.get();
    long to = number + Math.min(depth, 1L << Math.min(reader.steps() - 1, Integer.SIZE - 2));
    long from = Math.max(number, reader.told()) + 1;
    readers.put(next, new Reader(reader.steps() + 1, Math.max(reader.told(), to)));
    return from > to ? Optional.empty() : Optional.of(new Ahead(from, to));
  }

  /** The reader that is to ask for this number, or for one before it that it was read ahead. */
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
