package io.liveorigin.serving.timeline;

import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.event.Representation;
import io.liveorigin.contract.schedule.NumberRange;
import io.liveorigin.selector.DecisionIndex;
import io.liveorigin.selector.Lookup;
import io.liveorigin.serving.timeline.DerivedValues.Answer;
import io.liveorigin.serving.timeline.DerivedValues.Part;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The clocks of encoders, by the {@code prft} of segments that are served: one time for each
 * representation, from the decisions of the index alone. It is the same in every node that has read
 * the same decisions, and stays for a block of {@link ReferenceNumbers} unless one of them is
 * revised. Any thread; the methods that stream threads call do not wait for a look-up.
 */
public final class ReferenceTimeFinder {
  /**
   * The clock from the first numbers of a block.
   *
   * @param decidedAt when the newest of the decisions that were looked up was made, epoch ms
   */
  private record BlockClock(Optional<ReferenceTime> time, long decidedAt) {}

  private final DerivedValues<BlockClock> known = new DerivedValues<>();

  /**
   * Finds the reference times. Blocks for local queries, a few for each block.
   *
   * @param of representations to look up
   * @param edge the largest number that is due
   * @param index empty for a node that cannot rely on it: then earlier results count
   * @return times by representation, without representations of which nothing is known
   */
  public Map<String, ReferenceTime> find(
      LiveEvent event, List<Representation> of, long edge, Optional<DecisionIndex> index) {
    List<NumberRange> blocks = ReferenceNumbers.at(event.schedule(), edge);
    Map<String, ReferenceTime> found = new HashMap<>();
    for (Representation representation : of) {
      first(event, event.track(representation.id()), blocks, index)
          .ifPresent(time -> found.put(representation.id(), time));
    }
    return Map.copyOf(found);
  }

  private Optional<ReferenceTime> first(
      LiveEvent event, Track track, List<NumberRange> blocks, Optional<DecisionIndex> index) {
    long decided = Long.MIN_VALUE;
    for (NumberRange numbers : blocks) {
      Part part = new Part(track, numbers);
      Optional<BlockClock> looked =
          index
              .map(asked -> known.current(part, () -> firstTime(event, part, asked)))
              .orElseGet(() -> known.remembered(part))
              .value();
      if (looked.isEmpty()) {
        return Optional.empty();
      }
      // A revision may have removed the time of a larger block.
      decided = Math.max(decided, looked.get().decidedAt());
      if (looked.get().time().isPresent()) {
        long since = Math.max(decided, ReferenceNumbers.since(event.schedule(), numbers));
        return looked.get().time().map(time -> time.since(since));
      }
    }
    return Optional.empty();
  }

  private static Answer<BlockClock> firstTime(LiveEvent event, Part part, DecisionIndex index) {
    long decided = Long.MIN_VALUE;
    for (long n = part.numbers().first(); n <= part.numbers().last(); n++) {
      Lookup lookup = index.lookup(new SegmentAddress(part.track(), n));
      if (lookup instanceof Lookup.Unavailable unavailable) {
        return Answer.unavailable(unavailable.reason());
      }
      if (lookup instanceof Lookup.Decided found) {
        decided = Math.max(decided, found.decision().decidedAt());
        Optional<ReferenceTime> time = ReferenceTime.of(event.schedule(), n, found.decision());
        if (time.isPresent()) {
          return Answer.of(new BlockClock(time, decided));
        }
      }
    }
    return Answer.of(new BlockClock(Optional.empty(), decided));
  }

  /** Notes that a decision was accepted and is in the index. */
  public void accepted(SegmentAddress address) {
    known.accepted(address);
  }

  /** Notes that this node no longer learns of decisions about these tracks. */
  public void lost(Predicate<Track> tracks) {
    known.lost(tracks);
  }

  /** Forgets tracks that have ended. */
  public void forget(Predicate<Track> tracks) {
    known.forget(tracks);
  }
}
