package io.liveorigin.selector.propose;

import io.liveorigin.contract.address.Address;
import io.liveorigin.contract.address.InitAddress;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.control.ControlState;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.selector.store.DecisionStore;
import java.util.List;
import java.util.Optional;

/** What is decided so far, and what masks say about it. Changes nothing. Stream thread. */
public final class CurrentDecisions {
  private final ControlState control;
  private final DecisionStore chosen;
  private final DecisionStore chosenInits;

  /**
   * @param chosen decisions on media segments
   * @param chosenInits decisions on init segments
   */
  public CurrentDecisions(ControlState control, DecisionStore chosen, DecisionStore chosenInits) {
    this.control = control;
    this.chosen = chosen;
    this.chosenInits = chosenInits;
  }

  /** The decision that stands. */
  public Optional<Decision> current(Address address) {
    return address instanceof InitAddress ? chosenInits.get(address) : chosen.get(address);
  }

  /** The pipelines that are masked there. */
  List<String> masked(Address address) {
    return address instanceof SegmentAddress segment ? control.maskedPipelines(segment) : List.of();
  }

  /** Whether nothing is to be done any more about an address that has candidates. */
  public boolean isFinal(SegmentAddress address) {
    List<String> masked = masked(address);
    return current(address)
        .filter(Decision::pinned)
        .flatMap(Decision::winner)
        .filter(winner -> !masked.contains(winner.pipeline()))
        .isPresent();
  }

  /** Whether nothing of the address is served that was published. */
  public boolean lacksCopy(Address address) {
    return current(address).flatMap(Decision::published).isEmpty();
  }

  /** Whether it was decided that no copy can be served. */
  public boolean withoutCopy(SegmentAddress address) {
    return current(address).filter(d -> d.published().isEmpty()).isPresent();
  }

  /** Whether another init segment was served before. */
  public boolean changed(InitAddress address) {
    return current(address).filter(d -> d.revision() > 1).isPresent();
  }
}
