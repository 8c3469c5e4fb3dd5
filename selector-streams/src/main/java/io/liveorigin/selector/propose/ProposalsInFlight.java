package io.liveorigin.selector.propose;

import io.liveorigin.contract.address.Address;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.selector.life.TrackState;
import io.liveorigin.selector.life.WindowState;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The proposals of this task that it has not read back yet: for each address, the revision of the
 * last one. Stream thread.
 */
public final class ProposalsInFlight implements TrackState, WindowState {
  private final Map<Address, Integer> revisions = new HashMap<>();

  /** Whether the decision that follows the current one is on its way. */
  boolean follows(Address address, Optional<Decision> current) {
    return revisions.getOrDefault(address, 0) == next(current);
  }

  /** The revision that follows the current one. */
  static int next(Optional<Decision> current) {
    return current.map(Decision::revision).orElse(0) + 1;
  }

  /** A decision was written to the log. */
  void sent(Decision decision) {
    revisions.put(decision.address(), decision.revision());
  }

  /** No cell has accepted that decision, and none will. */
  void lost(Decision decision) {
    revisions.remove(decision.address(), decision.revision());
  }

  /** Every proposal that was on its way has been read back. */
  void arrived(Address address) {
    revisions.remove(address);
  }

  @Override
  public void ended(Track track) {
    revisions.keySet().removeIf(address -> address.track().equals(track));
  }

  @Override
  public int tracks() {
    return (int) revisions.keySet().stream().map(Address::track).distinct().count();
  }

  @Override
  public void forgetBelow(Track track, long number) {
    revisions.keySet().removeIf(address -> PendingAddresses.isBelow(address, track, number));
  }
}
