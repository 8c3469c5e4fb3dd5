package io.liveorigin.serving.admin;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.liveorigin.access.credential.Identity;
import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.control.ControlLog;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.serving.access.AdminAuthenticator;
import io.liveorigin.serving.access.AdminAuthenticator.Entered;
import io.liveorigin.serving.audit.AuditTrail;
import io.liveorigin.serving.audit.AuditedRequest;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * All routes of the admin listener. Routes reach the listener only through this table, so each has
 * a role, and the role is checked before the event, the id or the body is looked at. Any thread.
 */
public final class AdminRouteTable {
  /** Path prefix of a request that would change something: it only reports the changes. */
  public static final String DRY_RUN = "/dry-run";

  private final List<AdminRoute> routes;
  private final ControlLog log;
  private final AdminAuthenticator authenticator;
  private final AuditTrail trail;

  public AdminRouteTable(
      List<AdminRoute> routes, ControlLog log, AdminAuthenticator authenticator, AuditTrail trail) {
    this.routes = List.copyOf(routes);
    this.log = log;
    this.authenticator = authenticator;
    this.trail = trail;
    Set<String> seen = new HashSet<>();
    for (AdminRoute route : routes) {
      if (!seen.add(route.method() + " " + route.path())) {
        throw new IllegalArgumentException(route.path() + " occurs twice");
      }
    }
  }

  public List<AdminRoute> routes() {
    return routes;
  }

  /**
   * Adds the routes to the listener. Each route that changes something is added twice: below {@link
   * #DRY_RUN} it only reports the changes.
   */
  public void add(RoutesConfig config) {
    for (AdminRoute route : routes) {
      config.addHttpHandler(route.method(), route.path(), ctx -> handle(route, ctx));
      if (!route.reads()) {
        config.addHttpHandler(route.method(), DRY_RUN + route.path(), ctx -> dryRun(route, ctx));
      }
    }
  }

  private void handle(AdminRoute route, Context ctx) {
    AuditedRequest audited = audited(route, ctx, route.reads());
    Optional<Identity> who = enter(route, ctx);
    route.handler().handle(call(route, ctx, who, trail.log(log, audited)));
  }

  /**
   * An earlier version of a node, without dry runs, does not know these paths and changes nothing.
   */
  private void dryRun(AdminRoute route, Context ctx) {
    audited(route, ctx, true);
    Optional<Identity> who = enter(route, ctx);
    DryRun dryRun = new DryRun(log, event(route, ctx).orElseThrow());
    route.handler().handle(call(route, ctx, who, dryRun));
    AdminDocuments.write(ctx, 200, dryRun.outcome(ctx.statusCode()));
  }

  private AdminCall call(
      AdminRoute route, Context ctx, Optional<Identity> who, ControlLog changes) {
    Optional<EventId> event = event(route, ctx);
    Optional<Entered> entered =
        Optional.ofNullable(ctx.<Object>attribute(AdminAuthenticator.ATTRIBUTE))
            .map(Entered.class::cast);
    return new AdminCall(
        ctx,
        who,
        entered.map(client -> client.name(ctx.ip())).orElseGet(ctx::ip),
        () ->
            entered.isPresent()
                && authenticator.stillAllows(entered.get(), route.role().orElseThrow(), event),
        changes);
  }

  private AuditedRequest audited(AdminRoute route, Context ctx, boolean reads) {
    AuditedRequest audited =
        AuditedRequest.of(ctx.attribute(AuditedRequest.ATTRIBUTE))
            .orElseThrow(() -> unguarded(route));
    audited.about(event(route, ctx), Optional.ofNullable(ctx.pathParamMap().get("id")), reads);
    return audited;
  }

  private static Optional<EventId> event(AdminRoute route, Context ctx) {
    return route.scope() == AdminRoute.Scope.EVENT
        ? Optional.of(new EventId(ctx.pathParam("tenant"), ctx.pathParam("event")))
        : Optional.empty();
  }

  private Optional<Identity> enter(AdminRoute route, Context ctx) {
    return route.role().isEmpty() ? Optional.empty() : require(route, event(route, ctx), ctx);
  }

  private Optional<Identity> require(AdminRoute route, Optional<EventId> event, Context ctx) {
    if (!(ctx.attribute(AdminAuthenticator.ATTRIBUTE) instanceof Entered entered)) {
      throw unguarded(route);
    }
    if (!entered.covers(route.role().orElseThrow())) {
      throw forbidden(
          "this request requires the role "
              + route.role().orElseThrow().word()
              + " or a role with more rights");
    }
    entered.who().ifPresent(who -> requireScope(route, event, who));
    return entered.who();
  }

  /** Refuses alike whether the event exists or not. */
  private void requireScope(AdminRoute route, Optional<EventId> event, Identity who) {
    if (event.isPresent() && !who.covers(event.get())) {
      throw forbidden("the credential is for other events");
    }
    if (route.scope() == AdminRoute.Scope.NODE && who.tenant().isPresent()) {
      throw forbidden("this request concerns all tenants, but the credential is for one tenant");
    }
  }

  private OriginException forbidden(String detail) {
    authenticator.forbidden();
    return new OriginException(ErrorCode.FORBIDDEN, detail);
  }

  private static OriginException unguarded(AdminRoute route) {
    return new OriginException(
        ErrorCode.FORBIDDEN, route.path() + " was reached without authentication");
  }
}
