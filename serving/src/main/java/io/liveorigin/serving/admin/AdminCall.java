package io.liveorigin.serving.admin;

import io.javalin.http.Context;
import io.liveorigin.access.credential.Identity;
import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.control.ControlLog;
import java.util.Optional;

/**
 * A request that may do what its route does.
 *
 * @param ctx the request and its answer
 * @param who makes it; empty where the API is open
 * @param log makes changes in that name: the only one that handlers get, so that none is made that
 *     the audit trail does not have
 */
record AdminCall(Context ctx, Optional<Identity> who, ControlLog log) {
  /** The event of the path. */
  EventId event() {
    return new EventId(ctx.pathParam("tenant"), ctx.pathParam("event"));
  }

  /** The last part of the path. */
  String id() {
    return ctx.pathParam("id");
  }

  /** Whether that event may be shown. */
  boolean covers(EventId event) {
    return who.map(identity -> identity.covers(event)).orElse(true);
  }
}
