package io.liveorigin.serving.status;

import io.liveorigin.contract.address.InitAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.Defect;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * The defects of the latest init segment of each pipeline and track that this node has read since
 * it started. Only declared tracks are recorded here, and they are removed with their event. Any
 * thread.
 */
public final class InitTally {
  /**
   * One init segment with defects.
   *
   * @param defects at least one
   */
  public record InitStatus(String representation, String pipeline, List<Found> defects) {
    public static InitStatus of(String representation, String pipeline, List<Defect> defects) {
      return new InitStatus(representation, pipeline, defects.stream().map(Found::of).toList());
    }
  }

  /**
   * One defect, as in the topic {@code defects}.
   *
   * @param source who found it
   */
  public record Found(String kind, Map<String, Object> parameters, String source) {
    static Found of(Defect defect) {
      return new Found(defect.name(), defect.parameters(), defect.source().wire());
    }
  }

  private final Map<Track, Map<String, Candidate>> latest = new ConcurrentHashMap<>();

  /**
   * Records that a pipeline published an init segment. Calls for one track come in the order of the
   * log.
   */
  public void published(InitAddress address, Candidate candidate) {
    latest
        .computeIfAbsent(address.track(), track -> new ConcurrentHashMap<>())
        .merge(
            candidate.pipeline(),
            candidate,
            (now, next) -> next.position().offset() >= now.position().offset() ? next : now);
  }

  /** Forgets tracks that are no longer of interest. */
  public void forget(Predicate<Track> tracks) {
    latest.keySet().removeIf(tracks);
  }

  /** Returns the latest init segments of the track by pipeline, with or without defects. */
  public Map<String, Candidate> latest(Track track) {
    return Map.copyOf(latest.getOrDefault(track, Map.of()));
  }

  /**
   * Returns the latest init segments of the event that have defects, by representation and
   * pipeline.
   */
  public List<InitStatus> of(LiveEvent event) {
    return event.definition().representations().stream()
        .flatMap(
            representation ->
                new TreeMap<>(latest.getOrDefault(event.track(representation.id()), Map.of()))
                    .values().stream()
                        .filter(init -> event.definition().pipelines().contains(init.pipeline()))
                        .filter(init -> !init.defects().isEmpty())
                        .map(
                            init ->
                                InitStatus.of(
                                    representation.id(), init.pipeline(), init.defects())))
        .toList();
  }
}
