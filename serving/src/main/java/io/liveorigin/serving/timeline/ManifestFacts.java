package io.liveorigin.serving.timeline;

import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import java.util.function.Predicate;

/**
 * Everything besides lines that manifests say of tracks, by the decisions of the index. It is the
 * same in every node that has read the same decisions. Any thread; the methods that stream threads
 * call do not wait for a look-up.
 */
public final class ManifestFacts {
  private final AverageRates averages = new AverageRates();
  private final ReferenceTimeFinder references = new ReferenceTimeFinder();
  private final UnpublishedNumbers unpublished = new UnpublishedNumbers();

  /** Average bit rates. */
  public AverageRates averages() {
    return averages;
  }

  /** Clocks of encoders. */
  public ReferenceTimeFinder references() {
    return references;
  }

  /** Numbers that were not published in time. */
  public UnpublishedNumbers unpublished() {
    return unpublished;
  }

  /** Notes that a decision was accepted and is in the index. */
  public void accepted(SegmentAddress address) {
    averages.accepted(address);
    references.accepted(address);
    unpublished.accepted(address);
  }

  /** Notes that this node no longer learns of decisions about these tracks. */
  public void lost(Predicate<Track> tracks) {
    averages.lost(tracks);
    references.lost(tracks);
    unpublished.lost(tracks);
  }

  /** Forgets tracks that have ended. */
  public void forget(Predicate<Track> tracks) {
    averages.forget(tracks);
    references.forget(tracks);
    unpublished.forget(tracks);
  }
}
