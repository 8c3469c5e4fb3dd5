package io.liveorigin.serving.admin;

import io.javalin.http.Context;
import io.liveorigin.access.credential.Identity;
import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.control.ControlLog;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * An authorised request at the admin listener.
 *
 * @param ctx the request and its response
 * @param who the client; empty if the API is open
 * @param client the name under which the client's use of the node is counted
 * @param stillAllowed whether the client may still make this request; for a response that lasts
 * @param log makes changes in the name of the client; the only control log that handlers get, so
 *     that the audit trail has every change
 */
record AdminCall(
    Context ctx,
    Optional<Identity> who,
    String client,
    BooleanSupplier stillAllowed,
    ControlLog log) {
  /** The event in the path. */
  EventId event() {
    return new EventId(ctx.pathParam("tenant"), ctx.pathParam("event"));
  }

  /** The last part of the path. */
  String id() {
    return ctx.pathParam("id");
  }

  /** Whether the client may see that event. */
  boolean covers(EventId event) {
    return who.map(identity -> identity.covers(event)).orElse(true);
  }
}
