package io.liveorigin.serving.admin;

import io.liveorigin.access.limit.Limit;
import io.liveorigin.access.limit.TenantRegistry;
import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.control.ControlState;
import io.liveorigin.contract.control.Mask;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.notification.Notification;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * Checks whether a tenant has room in the log for more. The check is based on the state before the
 * change, in the order of the log, so that two nodes cannot exceed a limit together. A tenant may
 * change its existing documents even if the limit has been lowered since. Any thread.
 *
 * <p>All throw {@link ErrorCode#TENANT_LIMIT}: waiting does not help, only deleting.
 */
public final class TenantLimitCheck {
  private final TenantRegistry tenants;

  public TenantLimitCheck(TenantRegistry tenants) {
    this.tenants = tenants;
  }

  /** Checks an event that is declared or changed. */
  void require(ControlState state, EventDefinition wanted, Optional<LiveEvent> before) {
    if (before.isEmpty()) {
      require(wanted.tenant(), Limit.EVENTS, sum(state, wanted.tenant(), event -> 1), 1);
    }
    int had = before.map(b -> b.definition().representations().size()).orElse(0);
    int more = wanted.representations().size() - had;
    if (more > 0) {
      require(
          wanted.tenant(), Limit.REPRESENTATIONS, representations(state, wanted.tenant()), more);
    }
  }

  /** Checks a mask that is set or changed. */
  void require(ControlState state, Mask wanted) {
    if (state.masks(wanted.eventId()).stream().noneMatch(m -> m.id().equals(wanted.id()))) {
      require(wanted.tenant(), Limit.MASKS, masks(state, wanted.tenant()), 1);
    }
  }

  /** Checks a notification that is published or changed. */
  void require(ControlState state, Notification wanted) {
    EventId event = wanted.eventId();
    if (state.notifications(event).latest(wanted.id()).isEmpty()) {
      require(event.tenant(), Limit.NOTIFICATIONS, state.notifications(event.tenant()), 1);
    }
  }

  private void require(String tenant, Limit limit, long has, long more) {
    long most = tenants.most(tenant, limit);
    if (has + more > most) {
      tenants.of(tenant).refused(limit);
      throw new OriginException(
          ErrorCode.TENANT_LIMIT,
          "tenant '"
              + tenant
              + "' may have "
              + most
              + " ("
              + limit.key()
              + "), but would have "
              + (has + more)
              + "; delete some, or raise the limit");
    }
  }

  private static long sum(ControlState state, String tenant, ToLongFunction<LiveEvent> of) {
    return state.events().stream()
        .filter(event -> event.id().tenant().equals(tenant))
        .mapToLong(of)
        .sum();
  }

  private static long representations(ControlState state, String tenant) {
    return sum(state, tenant, event -> event.definition().representations().size());
  }

  private static long masks(ControlState state, String tenant) {
    return sum(state, tenant, event -> state.masks(event.id()).size());
  }

  /** The use of each tenant in the log, by its name. */
  static Map<String, Map<Limit, Long>> use(ControlState state) {
    Map<String, Map<Limit, Long>> all = new HashMap<>();
    for (LiveEvent event : state.events()) {
      Map<Limit, Long> of =
          all.computeIfAbsent(event.id().tenant(), tenant -> new EnumMap<>(Limit.class));
      of.merge(Limit.EVENTS, 1L, Long::sum);
      of.merge(
          Limit.REPRESENTATIONS, (long) event.definition().representations().size(), Long::sum);
      of.merge(Limit.MASKS, (long) state.masks(event.id()).size(), Long::sum);
      of.merge(
          Limit.NOTIFICATIONS, (long) state.notifications(event.id()).kept().size(), Long::sum);
      of.merge(Limit.INVALIDATIONS, (long) state.invalidations(event.id()).size(), Long::sum);
    }
    return all;
  }
}
