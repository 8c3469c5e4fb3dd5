package io.liveorigin.standalone.doctor.facts;

import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.event.EventDefinition;
import java.util.List;
import java.util.Map;

/**
 * The events as one serving node sees them.
 *
 * @param node URL of its admin API
 * @param ready whether the node is ready; if it is not, what it says may be old
 * @param declared definition of the wanted event, or of all
 * @param events what is known of the wanted event, or of the first ones up to a bound
 * @param unknown by event, why nothing but its definition is known
 */
public record NodeEvents(
    String node,
    boolean ready,
    List<EventDefinition> declared,
    List<EventFacts> events,
    Map<EventId, String> unknown) {

  /** Returns how many events were not asked about, because there are too many. */
  public int left() {
    return declared.size() - events.size() - unknown.size();
  }
}
