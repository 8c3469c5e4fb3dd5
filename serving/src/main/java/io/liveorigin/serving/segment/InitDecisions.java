package io.liveorigin.serving.segment;

import io.liveorigin.contract.address.InitAddress;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.selector.DecisionIndex;
import io.liveorigin.selector.Lookup;
import java.util.Optional;

/** Which init segment a track has: from memory, or once from the index. Any thread. */
public final class InitDecisions {
  private final RecentDecisions recent;
  private final DecisionIndex index;

  public InitDecisions(RecentDecisions recent, DecisionIndex index) {
    this.recent = recent;
    this.index = index;
  }

  public Lookup lookup(InitAddress address) {
    Optional<Decision> known = recent.latest(address);
    if (known.isPresent()) {
      return new Lookup.Decided(known.get());
    }
    Lookup found = index.lookup(address);
    if (found instanceof Lookup.Decided decided) {
      recent.remember(decided.decision());
    }
    return found;
  }
}
