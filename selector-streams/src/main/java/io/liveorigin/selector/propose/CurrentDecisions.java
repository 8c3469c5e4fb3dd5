package io.liveorigin.selector.propose;

import io.liveorigin.contract.address.Address;
import io.liveorigin.contract.address.InitAddress;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.control.ControlState;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.selector.store.DecisionStore;
import java.util.List;
import java.util.Optional;

/** The decisions so far, and the masks that concern them. Changes nothing. Stream thread. */
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

  /** The pipelines that are masked at the address. */
  List<String> masked(Address address) {
    return address instanceof SegmentAddress segment ? control.maskedPipelines(segment) : List.of();
  }

  /** Whether nothing more needs to be done about an address that has candidates. */
  public boolean isFinal(SegmentAddress address) {
    List<String> masked = masked(address);
    return current(address)
        .filter(Decision::pinned)
        .flatMap(Decision::winner)
        .filter(winner -> !masked.contains(winner.pipeline()))
        .isPresent();
  }

  /** Whether no published copy of the address is served. */
  public boolean lacksCopy(Address address) {
    return current(address).flatMap(Decision::published).isEmpty();
  }

  /** Whether the decision says that no published copy can be served; false without a decision. */
  public boolean withoutCopy(SegmentAddress address) {
    return current(address).filter(d -> d.published().isEmpty()).isPresent();
  }

  /** Whether another init segment was served before. */
  public boolean changed(InitAddress address) {
    return current(address).filter(d -> d.revision() > 1).isPresent();
  }
}
