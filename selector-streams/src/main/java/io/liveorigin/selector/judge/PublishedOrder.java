package io.liveorigin.selector.judge;

import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.selector.life.TrackState;
import io.liveorigin.selector.store.CandidateStore;
import java.util.HashMap;
import java.util.Map;

/**
 * The largest number that each pipeline has published of each track, read from the recorded
 * candidates when it is first needed. Stream thread.
 */
final class PublishedOrder implements TrackState {
  /**
   * Numbers of a track that are searched. A pipeline that was silent for longer begins anew, if the
   * process is started just then.
   */
  private static final int LOOKED_THROUGH = 64;

  private record Source(Track track, String pipeline) {}

  private final CandidateStore candidates;
  private final Map<Source, Long> newest = new HashMap<>();

  PublishedOrder(CandidateStore candidates) {
    this.candidates = candidates;
  }

  /** Whether no larger number of the pipeline is recorded; the address itself is recorded. */
  boolean isNewest(SegmentAddress address, String pipeline) {
    Source source = new Source(address.track(), pipeline);
    long known = newest.computeIfAbsent(source, this::recorded);
    if (address.number() > known) {
      newest.put(source, address.number());
    }
    return address.number() >= known;
  }

  @Override
  public void ended(Track track) {
    newest.keySet().removeIf(source -> source.track().equals(track));
  }

  @Override
  public int tracks() {
    return (int) newest.keySet().stream().map(Source::track).distinct().count();
  }

  private long recorded(Source source) {
    return candidates.newestFirst(source.track(), 0, Long.MAX_VALUE, LOOKED_THROUGH).stream()
        .filter(
            address ->
                candidates.of(address).stream()
                    .anyMatch(c -> c.pipeline().equals(source.pipeline())))
        .findFirst()
        .map(SegmentAddress::number)
        .orElse(-1L);
  }
}
