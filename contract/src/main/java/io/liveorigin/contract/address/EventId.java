package io.liveorigin.contract.address;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;

/** Tenant and event: the publishing point, and the first two parts of every URL. */
public record EventId(String tenant, String event) {
  public EventId {
    NameRules.require("tenant", tenant);
    NameRules.require("event", event);
  }

  /** Reads {@code tenant/event}. */
  public static EventId parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0 || text.indexOf('/', slash + 1) >= 0) {
      throw new OriginException(
          ErrorCode.MALFORMED_PATH, "event id '" + text + "' must be tenant/event");
    }
    return new EventId(text.substring(0, slash), text.substring(slash + 1));
  }

  @Override
  public String toString() {
    return tenant + "/" + event;
  }
}
