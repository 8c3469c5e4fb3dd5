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

/**
 * The decisions about the init segments of tracks: from memory, or once from the index. Any thread.
 */
public final class InitDecisions {
  private static final int MOST_UNDECIDED = 10_000;

  /** Longer than a lagging node serves what it knew. */
  private static final Duration UNDECIDED = Duration.ofMinutes(2);

  /** The init segments of an event, or why they are not known. */
  public sealed interface Found {
    /** They are known. */
    record Inits(EventInits inits) implements Found {}

    /** The index cannot be queried now. */
    record Unavailable(String reason) implements Found {}
  }

  /**
   * The init segments of an event, valid while nothing changes about any init segment.
   *
   * @param version version of everything that is remembered of init segments
   * @param losses number of losses of what is remembered
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

  /**
   * Playlists are requested as often as segments, so their requests must not go through all tracks.
   */
  private final Cache<EventId, Kept> events =
      Caffeine.newBuilder().expireAfterAccess(UNDECIDED).build();

  /**
   * Tracks that had no init segment when the index was last queried. Without these, no manifest
   * could be written while the store is restored. About 300 bytes each.
   */
  private final Cache<Track, Boolean> undecided =
      Caffeine.newBuilder().maximumSize(MOST_UNDECIDED).expireAfterWrite(UNDECIDED).build();

  public InitDecisions(RecentDecisions recent, DecisionIndex index) {
    this.recent = recent;
    this.index = index;
  }

  /** Returns the decision, if it is in memory. */
  public Optional<Decision> known(InitAddress address, boolean lagging) {
    return lagging ? recent.known(address) : recent.latest(address);
  }

  /**
   * Returns the decision from memory, or from the index. May block for a local query.
   *
   * @param lagging whether this node lags, so that decisions from before it lost the partition
   *     count
   */
  public Lookup lookup(InitAddress address, boolean lagging) {
    Optional<Decision> known = known(address, lagging);
    if (known.isPresent()) {
      return new Lookup.Decided(known.get());
    }
    Lookup found = index.lookup(address);
    if (found instanceof Lookup.Decided decided) {
      // A lagging node may not learn of the next decision.
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

  /** Returns the init segments of all tracks of an event, if they are in memory. */
  public Optional<EventInits> known(LiveEvent event, boolean lagging) {
    Kept kept = events.getIfPresent(event.id());
    if (kept == null || !kept.of(event, lagging)) {
      return Optional.empty();
    }
    return kept.version() == recent.initsVersion() ? Optional.of(kept.inits()) : decidedSince(kept);
  }

  /**
   * Everything that was decided since then is in memory, unless this node lost a partition
   * meanwhile.
   */
  private Optional<EventInits> decidedSince(Kept kept) {
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
    // The same object while nothing changes, because it is a key of cached texts.
    EventInits same = now.equals(kept.inits()) ? kept.inits() : now;
    events.put(
        kept.event().id(), new Kept(kept.event(), kept.lagging(), version, kept.losses(), same));
    return Optional.of(same);
  }

  /** Returns the init segments of all tracks of an event. Blocks for local queries. */
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
