package io.liveorigin.serving.segment;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.address.InitAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.event.Representation;
import io.liveorigin.selector.DecisionIndex;
import io.liveorigin.selector.Lookup;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Which init segments tracks have: from memory, or once from the index. Any thread. */
public final class InitDecisions {
  private static final int MOST_UNDECIDED = 10_000;

  /** Longer than a node that lags answers. */
  private static final Duration UNDECIDED = Duration.ofMinutes(2);

  /** Those of an event, or why nobody can tell. */
  public sealed interface Found {
    /** They are known. */
    record Inits(EventInits inits) implements Found {}

    /** The index cannot be asked now. */
    record Unavailable(String reason) implements Found {}
  }

  /**
   * Those of an event while nothing about any init segment changes.
   *
   * @param version of all that is remembered of init segments
   */
  private record Kept(LiveEvent event, boolean lagging, long version, EventInits inits) {
    @SuppressWarnings("ReferenceEquality") // a changed definition is another object
    boolean holds(LiveEvent other, boolean lags, long now) {
      return event == other && lagging == lags && version == now;
    }
  }

  private final RecentDecisions recent;
  private final DecisionIndex index;

  /** Playlists are asked for as often as segments: they must not go through all tracks. */
  private final Cache<EventId, Kept> events =
      Caffeine.newBuilder().expireAfterAccess(UNDECIDED).build();

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
      // While the node lags it may not hear of the next one.
      if (!lagging) {
        recent.remember(decided.decision());
      }
    } else if (found instanceof Lookup.Undecided) {
      undecided.put(address.track(), true);
    } else if (lagging && undecided.getIfPresent(address.track()) != null) {
      return new Lookup.Undecided();
    }
    return found;
  }

  /** Those of all tracks of an event, if they are in memory. */
  public Optional<EventInits> known(LiveEvent event, boolean lagging) {
    return Optional.ofNullable(events.getIfPresent(event.id()))
        .filter(kept -> kept.holds(event, lagging, recent.initsVersion()))
        .map(Kept::inits);
  }

  /** Those of all tracks of an event; blocks for local queries. */
  public Found lookup(LiveEvent event, boolean lagging) {
    long version = recent.initsVersion();
    Map<Track, Decision> decisions = new HashMap<>();
    for (Representation representation : event.definition().representations()) {
      Track track = event.track(representation.id());
      Lookup found = lookup(new InitAddress(track), lagging);
      if (found instanceof Lookup.Unavailable unavailable) {
        return new Found.Unavailable(unavailable.reason());
      }
      if (found instanceof Lookup.Decided decided) {
        decisions.put(track, decided.decision());
      }
    }
    EventInits inits = EventInits.of(event, decisions);
    events.put(event.id(), new Kept(event, lagging, version, inits));
    return new Found.Inits(inits);
  }
}
