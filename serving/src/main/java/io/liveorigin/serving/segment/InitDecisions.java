package io.liveorigin.serving.segment;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.liveorigin.contract.address.InitAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.selector.DecisionIndex;
import io.liveorigin.selector.Lookup;
import java.time.Duration;
import java.util.Optional;

/** Which init segment a track has: from memory, or once from the index. Any thread. */
public final class InitDecisions {
  private static final int MOST_UNDECIDED = 10_000;

  /** Longer than a node that lags answers. */
  private static final Duration UNDECIDED = Duration.ofMinutes(2);

  private final RecentDecisions recent;
  private final DecisionIndex index;

  /**
   * Tracks that had none when the index was asked last: without this a manifest could not be
   * written while the store is restored. About 300 bytes each.
   */
  private final Cache<Track, Boolean> undecided =
      Caffeine.newBuilder().maximumSize(MOST_UNDECIDED).expireAfterWrite(UNDECIDED).build();

  public InitDecisions(RecentDecisions recent, DecisionIndex index) {
    this.recent = recent;
    this.index = index;
  }

  /** What is decided, if it is in memory. */
  public Optional<Decision> known(InitAddress address, boolean lagging) {
    return lagging ? recent.known(address) : recent.latest(address);
  }

  /**
   * What is decided.
   *
   * @param lagging whether this node lags, so that what it knew before it lost the partition counts
   */
  public Lookup lookup(InitAddress address, boolean lagging) {
    Optional<Decision> known = known(address, lagging);
    if (known.isPresent()) {
      return new Lookup.Decided(known.get());
    }
    Lookup found = index.lookup(address);
    if (found instanceof Lookup.Decided decided) {
      recent.remember(decided.decision());
    } else if (found instanceof Lookup.Undecided) {
      undecided.put(address.track(), true);
    } else if (lagging && undecided.getIfPresent(address.track()) != null) {
      return new Lookup.Undecided();
    }
    return found;
  }
}
