package io.liveorigin.selector.propose;

import io.liveorigin.contract.address.Address;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.schedule.Schedule;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.selector.judge.Judge;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The input of one look at an address.
 *
 * @param candidates as they are recorded, marked with what other cells have found to be lost
 * @param masked the masked pipelines
 * @param current the decision that stands
 * @param missing the instant at which it is decided that no pipeline published the number, epoch
 *     ms; empty if no such decision is made for it
 */
record LookInput(
    Address address,
    LiveEvent event,
    List<Candidate> candidates,
    List<String> masked,
    Optional<Decision> current,
    OptionalLong missing) {

  /** Whether no pipeline has published the number, and this must be decided in time. */
  boolean isMissing() {
    return candidates.isEmpty() && current.isEmpty() && missing.isPresent();
  }

  Schedule schedule() {
    return event.schedule();
  }

  /** The candidates of declared pipelines that no mask excludes. */
  List<Candidate> counting() {
    List<String> order = event.definition().pipelines();
    return candidates.stream()
        .filter(c -> order.contains(c.pipeline()) && !masked.contains(c.pipeline()))
        .toList();
  }

  /** The counting candidates that do not play only because another init segment is served. */
  List<Candidate> needOtherInit() {
    return counting().stream().filter(Judge::needsOtherInit).toList();
  }

  /** Whether none of its copies was chosen, only because another init segment is served. */
  boolean needsOtherInit() {
    return current.isPresent() && current.get().published().isEmpty() && !needOtherInit().isEmpty();
  }

  /** Epoch ms; 0 for an init segment, which is never due. */
  long due() {
    return address instanceof SegmentAddress segment ? schedule().due(segment.number()) : 0;
  }
}
