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
   * @param losses of what is remembered
   */
  private record Kept(
      LiveEvent event, boolean lagging, long version, long losses, EventInits inits) {
    @SuppressWarnings("ReferenceEquality") // a changed definition is another object
    boolean of(LiveEvent other, boolean lags) {
      return event == other && lagging == lags;
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
    Kept kept = events.getIfPresent(event.id());
    if (kept == null || !kept.of(event, lagging)) {
      return Optional.empty();
    }
    return kept.version() == recent.initsVersion() ? Optional.of(kept.inits()) : heardSince(kept);
  }

  /** All that was decided since is in memory, unless this node lost a partition meanwhile. */
  private Optional<EventInits> heardSince(Kept kept) {
    long version = recent.initsVersion();
    Map<Track, Decision> decisions = new HashMap<>();
    for (Representation representation : kept.event().definition().representations()) {
      Track track = kept.event().track(representation.id());
      known(new InitAddress(track), kept.lagging()).ifPresent(init -> decisions.put(track, init));
    }
    if (recent.losses() != kept.losses()) {
      return Optional.empty();
    }
    EventInits now = EventInits.of(kept.event(), decisions);
    // The same object while nothing changes: texts are kept by it.
    EventInits same = now.equals(kept.inits()) ? kept.inits() : now;
    events.put(
        kept.event().id(), new Kept(kept.event(), kept.lagging(), version, kept.losses(), same));
    return Optional.of(same);
  }

  /** Those of all tracks of an event; blocks for local queries. */
  public Found lookup(LiveEvent event, boolean lagging) {
    long version = recent.initsVersion();
    long losses = recent.losses();
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
    events.put(event.id(), new Kept(event, lagging, version, losses, inits));
    return new Found.Inits(inits);
  }
}
