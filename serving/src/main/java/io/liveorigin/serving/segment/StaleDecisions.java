package io.liveorigin.serving.segment;

import io.liveorigin.contract.address.InitAddress;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.serving.bytes.memory.FifoMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Decisions about tracks of which this node has learnt nothing since it lost their partition. Each
 * may have been replaced, so they are used only while the node lags, and are dropped when it is
 * current. Any thread.
 */
final class StaleDecisions {
  private final FifoMap<SegmentAddress, PreparedDecision> segments;
  private final Map<Track, Decision> inits = new ConcurrentHashMap<>();

  /**
   * @param capacity maximum number of decisions about media segments that are kept
   */
  StaleDecisions(int capacity) {
    this.segments = new FifoMap<>(capacity);
  }

  void add(SegmentAddress address, PreparedDecision decided) {
    segments.put(address, decided, 1);
  }

  void add(Track track, Decision init) {
    inits.put(track, init);
  }

  Optional<PreparedDecision> decided(SegmentAddress address) {
    return segments.get(address);
  }

  Optional<Decision> init(InitAddress address) {
    return Optional.ofNullable(inits.get(address.track()));
  }

  /** Removes the decision about an address that was decided again. */
  void remove(SegmentAddress address) {
    segments.remove(address);
  }

  /** Forgets these tracks; returns whether an init segment was among the decisions about them. */
  boolean forget(Predicate<Track> tracks) {
    segments.removeIf(address -> tracks.test(address.track()));
    return inits.keySet().removeIf(tracks);
  }
}
