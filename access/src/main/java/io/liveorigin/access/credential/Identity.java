package io.liveorigin.access.credential;

import io.liveorigin.contract.address.EventId;
import java.util.List;
import java.util.Optional;

/**
 * Who a client is.
 *
 * @param name of its credential
 * @param role what it may do
 * @param tenant whose events it may touch; empty for all tenants
 * @param pipelines as which it may publish; empty unless it is a publisher
 * @param events of the tenant that it may touch; empty for all
 */
public record Identity(
    String name, Role role, Optional<String> tenant, List<String> pipelines, List<String> events) {

  public Identity {
    pipelines = List.copyOf(pipelines);
    events = List.copyOf(events);
  }

  /** Whether it may touch that event, were there one. */
  public boolean covers(EventId event) {
    return (tenant.isEmpty() || tenant.get().equals(event.tenant()))
        && (events.isEmpty() || events.contains(event.event()));
  }
}
