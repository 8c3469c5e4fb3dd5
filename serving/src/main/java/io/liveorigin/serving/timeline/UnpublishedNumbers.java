package io.liveorigin.serving.timeline;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.schedule.NumberRange;
import io.liveorigin.contract.schedule.Schedule;
import io.liveorigin.selector.DecisionIndex;
import io.liveorigin.selector.Lookup;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Which numbers of a track were not published in time, from the decisions of the index alone, so
 * they are the same in every node that has read the same decisions. A number is looked up at the
 * first request for it, and again after its decision was revised. Any thread; the methods that
 * stream threads call do not wait for a look-up.
 */
public final class UnpublishedNumbers {
  /** About 250 bytes each if everything is published. */
  private static final int MOST_BLOCKS = 50_000;

  /** Longer than a lagging node serves what it knew. */
  private static final Duration UNUSED = Duration.ofMinutes(2);

  /** A block has one bit of a long for each of its numbers. */
  private static final int BLOCK = Long.SIZE;

  private record Place(Track track, long block) {
    static Place of(Track track, long number) {
      return new Place(track, Math.floorDiv(number, BLOCK));
    }
  }

  private final Cache<Place, Block> blocks =
      Caffeine.newBuilder().maximumSize(MOST_BLOCKS).expireAfterAccess(UNUSED).build();

  /**
   * Returns the numbers of a range that were not published in time. Blocks for local queries, one
   * for each number that was not looked up since its last decision. If the index cannot be queried,
   * earlier results count.
   */
  public SortedMap<Long, PublicationGap> among(
      LiveEvent event, Track track, NumberRange numbers, DecisionIndex index) {
    return collect(
        numbers,
        part -> {
          Block block = blocks.get(Place.of(track, part.first()), place -> new Block());
          block.refresh(event.schedule(), track, part, index);
          return Optional.of(block);
        });
  }

  /** Returns the numbers that were known before, for a node that cannot rely on the index. */
  public SortedMap<Long, PublicationGap> remembered(Track track, NumberRange numbers) {
    return collect(
        numbers, part -> Optional.ofNullable(blocks.getIfPresent(Place.of(track, part.first()))));
  }

  private static SortedMap<Long, PublicationGap> collect(
      NumberRange numbers, Function<NumberRange, Optional<Block>> look) {
    SortedMap<Long, PublicationGap> all = new TreeMap<>();
    long first = numbers.first();
    while (first <= numbers.last()) {
      long end = Math.floorDiv(first, BLOCK) * BLOCK + BLOCK - 1;
      NumberRange part = new NumberRange(first, Math.min(numbers.last(), end));
      look.apply(part).ifPresent(block -> block.addTo(all, part));
      first = part.last() + 1;
    }
    return all;
  }

  /** Notes that a decision was accepted and is in the index. */
  public void accepted(SegmentAddress address) {
    Block block = blocks.getIfPresent(Place.of(address.track(), address.number()));
    if (block != null) {
      block.changed(bit(address.number()));
    }
  }

  /** Notes that this node no longer learns of decisions about these tracks. */
  public void lost(Predicate<Track> tracks) {
    blocks
        .asMap()
        .forEach(
            (place, block) -> {
              if (tracks.test(place.track())) {
                block.changed(-1);
              }
            });
  }

  /** Forgets tracks that have ended. */
  public void forget(Predicate<Track> tracks) {
    blocks.asMap().keySet().removeIf(place -> tracks.test(place.track()));
  }

  /** The bit of the number within its block: a shift counts modulo 64. */
  private static long bit(long number) {
    return 1L << number;
  }

  /** Consecutive numbers, and those of them that were not published in time. */
  private static final class Block {
    private final TreeMap<Long, PublicationGap> unpublished = new TreeMap<>();

    /** The bits of numbers that were looked up since their last decision. */
    private long current;

    /** Counts the changes that this node has learnt of. */
    private long changes;

    /**
     * Looks up the numbers that are not current. The result of a look-up during which anything
     * changed is discarded, because it may have been too early.
     */
    void refresh(Schedule schedule, Track track, NumberRange numbers, DecisionIndex index) {
      for (long n = numbers.first(); old() != 0 && n <= numbers.last(); n++) {
        // Another request may have looked it up meanwhile.
        if ((old() & bit(n)) != 0) {
          long asked = changes();
          Lookup lookup = index.lookup(new SegmentAddress(track, n));
          if (lookup instanceof Lookup.Unavailable) {
            return;
          }
          checked(
              n,
              lookup instanceof Lookup.Decided decided
                  ? PublicationGap.of(schedule, n, decided.decision())
                  : Optional.empty(),
              asked);
        }
      }
    }

    private synchronized long old() {
      return ~current;
    }

    private synchronized long changes() {
      return changes;
    }

    private synchronized void checked(long number, Optional<PublicationGap> found, long asked) {
      if (asked != changes) {
        return;
      }
      current |= bit(number);
      found.ifPresentOrElse(
          what -> unpublished.put(number, what), () -> unpublished.remove(number));
    }

    synchronized void changed(long bits) {
      current &= ~bits;
      changes++;
    }

    synchronized void addTo(SortedMap<Long, PublicationGap> all, NumberRange numbers) {
      all.putAll(unpublished.subMap(numbers.first(), true, numbers.last(), true));
    }
  }
}
