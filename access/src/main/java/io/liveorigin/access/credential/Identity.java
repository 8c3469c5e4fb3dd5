package io.liveorigin.access.credential;

import io.liveorigin.contract.address.EventId;
import java.util.List;
import java.util.Optional;

/**
 * The identity of an authenticated client.
 *
 * @param name name of its credential
 * @param role what it may do
 * @param tenant the tenant whose events it may access; empty for all tenants
 * @param pipelines the pipelines as which it may publish; empty unless it is a publisher
 * @param events the events of the tenant that it may access; empty for all
 */
public record Identity(
    String name, Role role, Optional<String> tenant, List<String> pipelines, List<String> events) {

  public Identity {
    pipelines = List.copyOf(pipelines);
    events = List.copyOf(events);
  }

  /** Returns whether the client may access this event, whether or not the event exists. */
  public boolean covers(EventId event) {
    return (tenant.isEmpty() || tenant.get().equals(event.tenant()))
        && (events.isEmpty() || events.contains(event.event()));
  }
}
