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
 * What one look sees of an address.
 *
 * @param candidates as they are recorded, with what other cells have found to be lost
 * @param masked pipelines
 * @param current the decision that stands
 * @param missing when it is decided that nobody published it, epoch ms; empty where nothing is said
 *     of a number that nobody published
 */
record LookInput(
    Address address,
    LiveEvent event,
    List<Candidate> candidates,
    List<String> masked,
    Optional<Decision> current,
    OptionalLong missing) {

  /** Whether nobody has published it, and that is to be said in time. */
  boolean isMissing() {
    return candidates.isEmpty() && current.isEmpty() && missing.isPresent();
  }

  Schedule schedule() {
    return event.schedule();
  }

  /** Those of declared pipelines that no mask excludes. */
  List<Candidate> counting() {
    List<String> order = event.definition().pipelines();
    return candidates.stream()
        .filter(c -> order.contains(c.pipeline()) && !masked.contains(c.pipeline()))
        .toList();
  }

  /** Those that do not play only because another init segment is served. */
  List<Candidate> stranded() {
    return counting().stream().filter(Judge::stranded).toList();
  }

  /** Whether none of its copies was chosen, only because another init segment is served. */
  boolean isStranded() {
    return current.isPresent() && current.get().published().isEmpty() && !stranded().isEmpty();
  }

  /** Epoch ms; 0 for an init segment, which is not due at any time. */
  long due() {
    return address instanceof SegmentAddress segment ? schedule().due(segment.number()) : 0;
  }
}
