package io.liveorigin.serving.timeline;

import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import java.util.function.Predicate;

/**
 * Everything beside lines that manifests say of tracks by the decisions of the index. It is the
 * same in every node that has read the same decisions. Any thread; what stream threads call waits
 * for no look-up.
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

  /** A decision was accepted, and the index has it. */
  public void accepted(SegmentAddress address) {
    averages.accepted(address);
    references.accepted(address);
    unpublished.accepted(address);
  }

  /** This node no longer hears of decisions about these tracks. */
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
