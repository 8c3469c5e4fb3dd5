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
 * The decisions that were accepted lately, so that the live edge needs no interactive query. Only
 * the latest revision of an address is here. Any thread.
 */
public final class RecentDecisions {
  /** What an accepted decision did to this memory. */
  public sealed interface Change {
    /** It is news; {@code previous} is what it replaced, where that is still known. */
    record Newer(Optional<Decision> previous) implements Change {}

    /** A redelivery, or older than what is known: nothing changed. */
    record Unchanged() implements Change {}
  }

  /** Numbers of a track, however few tracks there are: five minutes. About 3 kB each. */
  static final long NUMBERS = 150;

  private final FifoMap<SegmentAddress, PreparedDecision> segments;
  private final Map<Track, Decision> inits = new ConcurrentHashMap<>();
  private final Map<Track, Long> edges = new ConcurrentHashMap<>();
  private final StaleDecisions stale;

  /** Counts up when what is known of any init segment may have changed. */
  private final AtomicLong initsVersion = new AtomicLong();

  /** Counts up when decisions may have been made that this node did not hear of. */
  private final AtomicLong losses = new AtomicLong();

  /**
   * @param capacity how many decisions about media segments are kept at most
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

  /** What is behind the newest numbers is left to the index, also where it is decided anew. */
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

  /** Remembers a decision about an init segment that the index knew. */
  void remember(Decision init) {
    inits.merge(
        init.address().track(), init, (old, next) -> next.revision() > old.revision() ? next : old);
    initsVersion.incrementAndGet();
  }

  /** While this is the same, all that was worked out of init segments counts. */
  long initsVersion() {
    return initsVersion.get();
  }

  /** While this is the same, all that is decided since is here. */
  long losses() {
    return losses.get();
  }

  public Optional<Decision> latest(Address address) {
    if (address instanceof SegmentAddress segment) {
      return decided(segment).map(PreparedDecision::decision);
    }
    return Optional.ofNullable(inits.get(((InitAddress) address).track()));
  }

  /** The latest decision about a media segment, with what was worked out of it. */
  public Optional<PreparedDecision> decided(SegmentAddress address) {
    return segments.get(address);
  }

  /** The largest number of the track that was decided while this node listened. */
  public OptionalLong largestDecided(Track track) {
    Long edge = edges.get(track);
    return edge == null ? OptionalLong.empty() : OptionalLong.of(edge);
  }

  /** Tracks of which something is remembered. */
  public int tracks() {
    Set<Track> tracks = new HashSet<>(inits.keySet());
    tracks.addAll(edges.keySet());
    return tracks.size();
  }

  /**
   * The latest decision about a media segment that a node that lags knows: one of before it lost
   * the partition, too.
   */
  Optional<PreparedDecision> known(SegmentAddress address) {
    return decided(address).or(() -> stale.decided(address));
  }

  /** The latest decision about an init segment that a node that lags knows. */
  Optional<Decision> known(InitAddress address) {
    return latest(address).or(() -> stale.init(address));
  }

  /** This node no longer hears of decisions about these tracks: what it knows may be replaced. */
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
    forgetHeard(tracks);
  }

  /** This node is current: what it did not hear of does not count any more. */
  public void current() {
    if (stale.forget(track -> true)) {
      forgotten();
    }
  }

  /** Forgets tracks that have ended. */
  public void forget(Predicate<Track> tracks) {
    forgetHeard(tracks);
    stale.forget(tracks);
  }

  private void forgetHeard(Predicate<Track> tracks) {
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
