package io.liveorigin.serving.segment;

import io.liveorigin.contract.address.Address;
import io.liveorigin.contract.address.InitAddress;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.serving.bytes.memory.FifoMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/**
 * The decisions that were accepted recently, so that the live edge needs no interactive query. Only
 * the latest revision of an address is here. Any thread.
 */
public final class RecentDecisions {
  /** The effect of an accepted decision on this memory. */
  public sealed interface Change {
    /** It is new; {@code previous} is the decision that it replaced, if that is still known. */
    record Newer(Optional<Decision> previous) implements Change {}

    /** A redelivery, or older than the known decision: nothing changed. */
    record Unchanged() implements Change {}
  }

  /**
   * Numbers that are kept of a track, however few tracks there are: five minutes. About 3 kB each.
   */
  static final long NUMBERS = 150;

  private final FifoMap<SegmentAddress, PreparedDecision> segments;
  private final Map<Track, Decision> inits = new ConcurrentHashMap<>();
  private final Map<Track, Long> edges = new ConcurrentHashMap<>();
  private final StaleDecisions stale;

  /** Incremented when anything that is known of any init segment may have changed. */
  private final AtomicLong initsVersion = new AtomicLong();

  /** Incremented when decisions may have been made that this node did not learn of. */
  private final AtomicLong losses = new AtomicLong();

  /**
   * @param capacity maximum number of decisions about media segments that are kept
   */
  public RecentDecisions(int capacity) {
    this.segments = new FifoMap<>(capacity);
    this.stale = new StaleDecisions(capacity);
  }

  /** Remembers an accepted decision. Calls for one track come in the order of acceptance. */
  public Change accept(Decision decision) {
    Optional<Decision> previous = latest(decision.address());
    if (previous.filter(p -> p.revision() >= decision.revision()).isPresent()) {
      return new Change.Unchanged();
    }
    if (decision.address() instanceof SegmentAddress segment) {
      remember(segment, decision);
    } else {
      remember(decision);
    }
    return new Change.Newer(previous);
  }

  /** Numbers behind the newest ones are left to the index, even if they are decided again. */
  private void remember(SegmentAddress segment, Decision decision) {
    Track track = segment.track();
    stale.remove(segment);
    long oldest = edges.merge(track, segment.number(), Math::max) - NUMBERS;
    if (segment.number() > oldest) {
      segments.put(segment, new PreparedDecision(decision), 1);
    } else {
      segments.remove(segment);
    }
    if (oldest >= 0) {
      segments.remove(new SegmentAddress(track, oldest));
    }
  }

  /** Remembers a decision about an init segment that the index returned. */
  void remember(Decision init) {
    inits.merge(
        init.address().track(), init, (old, next) -> next.revision() > old.revision() ? next : old);
    initsVersion.incrementAndGet();
  }

  /** While this version is the same, everything that was derived from init segments is valid. */
  long initsVersion() {
    return initsVersion.get();
  }

  /** While this count is the same, every decision made since is here. */
  long losses() {
    return losses.get();
  }

  public Optional<Decision> latest(Address address) {
    if (address instanceof SegmentAddress segment) {
      return decided(segment).map(PreparedDecision::decision);
    }
    return Optional.ofNullable(inits.get(((InitAddress) address).track()));
  }

  /** The latest decision about a media segment, with the values that were derived from it. */
  public Optional<PreparedDecision> decided(SegmentAddress address) {
    return segments.get(address);
  }

  /** The largest number of the track that was decided while this node followed it. */
  public OptionalLong largestDecided(Track track) {
    Long edge = edges.get(track);
    return edge == null ? OptionalLong.empty() : OptionalLong.of(edge);
  }

  /** Number of tracks of which something is remembered. */
  public int tracks() {
    Set<Track> tracks = new HashSet<>(inits.keySet());
    tracks.addAll(edges.keySet());
    return tracks.size();
  }

  /**
   * The latest decision about a media segment that a lagging node knows, including decisions from
   * before it lost the partition.
   */
  Optional<PreparedDecision> known(SegmentAddress address) {
    return decided(address).or(() -> stale.decided(address));
  }

  /** The latest decision about an init segment that a lagging node knows. */
  Optional<Decision> known(InitAddress address) {
    return latest(address).or(() -> stale.init(address));
  }

  /**
   * Notes that this node no longer learns of decisions about these tracks, so that those it knows
   * may be replaced.
   */
  public void lost(Predicate<Track> tracks) {
    segments.forEach(
        (address, decided) -> {
          if (tracks.test(address.track())) {
            stale.add(address, decided);
          }
        });
    inits.forEach(
        (track, init) -> {
          if (tracks.test(track)) {
            stale.add(track, init);
          }
        });
    forgetDecisions(tracks);
  }

  /**
   * Notes that this node is current: decisions about tracks that it did not follow no longer count.
   */
  public void current() {
    if (stale.forget(track -> true)) {
      forgotten();
    }
  }

  /** Forgets tracks that have ended. */
  public void forget(Predicate<Track> tracks) {
    forgetDecisions(tracks);
    stale.forget(tracks);
  }

  private void forgetDecisions(Predicate<Track> tracks) {
    segments.removeIf(address -> tracks.test(address.track()));
    inits.keySet().removeIf(tracks);
    edges.keySet().removeIf(tracks);
    forgotten();
  }

  private void forgotten() {
    losses.incrementAndGet();
    initsVersion.incrementAndGet();
  }
}
