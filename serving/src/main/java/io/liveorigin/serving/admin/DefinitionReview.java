package io.liveorigin.serving.admin;

import io.liveorigin.contract.address.InitAddress;
import io.liveorigin.contract.control.ControlState;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.event.Representation;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.selector.DecisionIndex;
import io.liveorigin.selector.Lookup;
import io.liveorigin.selector.judge.InitReview;
import io.liveorigin.serving.status.InitTally;
import io.liveorigin.serving.status.InitTally.InitStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Compares a definition with the init segments that pipelines of the running event have published,
 * as far as this node has their bytes. An operator should see a contradiction at the declaration,
 * and not when players fail. Any thread; a few local queries.
 */
public final class DefinitionReview {
  private final ControlState control;
  private final DecisionIndex index;
  private final InitTally inits;

  public DefinitionReview(ControlState control, DecisionIndex index, InitTally inits) {
    this.control = control;
    this.index = index;
    this.inits = inits;
  }

  /**
   * The init segments that contradict the definition; empty for an event that is not declared yet.
   * Changes nothing.
   */
  public List<InitStatus> of(EventDefinition definition) {
    List<InitStatus> found = new ArrayList<>();
    Optional<LiveEvent> running = control.event(definition.id());
    if (running.isPresent()) {
      for (Representation declared : definition.representations()) {
        InitAddress address = new InitAddress(running.get().track(declared.id()));
        latest(address)
            .values()
            .forEach(init -> review(address, init, definition, declared).ifPresent(found::add));
      }
    }
    return found;
  }

  private Optional<InitStatus> review(
      InitAddress address, Candidate init, EventDefinition definition, Representation declared) {
    if (!definition.pipelines().contains(init.pipeline())) {
      return Optional.empty();
    }
    List<Defect> defects =
        index
            .initSegment(address, init.digest())
            .map(bytes -> InitReview.defects(bytes, definition, declared))
            .orElse(List.of());
    return defects.isEmpty()
        ? Optional.empty()
        : Optional.of(InitStatus.of(declared.id(), init.pipeline(), defects));
  }

  /**
   * The latest init segment of each pipeline. Those from before the start of this node are known
   * from the decision.
   */
  private Map<String, Candidate> latest(InitAddress address) {
    Map<String, Candidate> latest = new TreeMap<>();
    if (index.lookup(address) instanceof Lookup.Decided decided) {
      Decision decision = decided.decision();
      decision.candidates().forEach(init -> latest.put(init.pipeline(), init));
    }
    latest.putAll(inits.latest(address.track()));
    return latest;
  }
}
