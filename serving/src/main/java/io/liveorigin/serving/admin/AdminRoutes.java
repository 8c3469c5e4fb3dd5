package io.liveorigin.serving.admin;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.control.ControlJson;
import io.liveorigin.contract.control.Invalidation;
import io.liveorigin.contract.control.Mask;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.selector.Readiness;
import io.liveorigin.serving.response.CachePolicy;
import io.liveorigin.serving.response.Refusal;
import io.liveorigin.serving.response.ServletWriter;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;

/** The routes of the admin listener. It has no credentials: bind it where operators are alone. */
public final class AdminRoutes {
  private static final String EVENT = "/events/{tenant}/{event}";
  private static final String MASK = EVENT + "/masks/{id}";

  private static final String INVALIDATION = EVENT + "/invalidations/{id}";

  private final EventAdmin admin;
  private final EventLife life;
  private final DefinitionReview review;
  private final InvalidationAdmin invalidations;
  private final NodeStatus status;
  private final ServletWriter writer;
  private final PrometheusMeterRegistry meters;

  public AdminRoutes(
      EventAdmin admin,
      EventLife life,
      DefinitionReview review,
      InvalidationAdmin invalidations,
      NodeStatus status,
      ServletWriter writer,
      PrometheusMeterRegistry meters) {
    this.admin = admin;
    this.life = life;
    this.review = review;
    this.invalidations = invalidations;
    this.status = status;
    this.writer = writer;
    this.meters = meters;
  }

  public void add(RoutesConfig routes) {
    routes.get("/events", ctx -> Documents.write(ctx, 200, admin.events()));
    routes.get(EVENT, ctx -> write(ctx, 200, admin.event(id(ctx))));
    routes.put(EVENT, this::putEvent);
    routes.delete(EVENT, this::deleteEvent);
    routes.post(EVENT + "/review", ctx -> Documents.write(ctx, 200, review.of(definition(ctx))));
    routes.post(
        EVENT + "/end",
        ctx -> write(ctx, 200, life.end(id(ctx), Documents.instant(ctx), version(ctx))));
    routes.post(
        EVENT + "/pause",
        ctx -> write(ctx, 200, life.pause(id(ctx), Documents.instant(ctx), version(ctx))));
    routes.post(
        EVENT + "/resume",
        ctx -> write(ctx, 200, life.resume(id(ctx), Documents.instant(ctx), version(ctx))));
    routes.get(EVENT + "/masks", ctx -> Documents.write(ctx, 200, admin.masks(id(ctx))));
    routes.get(MASK, ctx -> Documents.write(ctx, 200, admin.mask(id(ctx), ctx.pathParam("id"))));
    routes.put(MASK, this::putMask);
    routes.delete(MASK, this::deleteMask);
    routes.get(
        EVENT + "/invalidations", ctx -> Documents.write(ctx, 200, invalidations.list(id(ctx))));
    routes.get(
        INVALIDATION,
        ctx -> Documents.write(ctx, 200, invalidations.status(id(ctx), ctx.pathParam("id"))));
    routes.put(INVALIDATION, this::putInvalidation);
    routes.get("/health/live", this::live);
    routes.get("/health/ready", this::ready);
    routes.get("/status", ctx -> Documents.write(ctx, 200, status.now()));
    routes.get("/metrics", this::metrics);
  }

  private static EventId id(Context ctx) {
    return new EventId(ctx.pathParam("tenant"), ctx.pathParam("event"));
  }

  private static EventDefinition definition(Context ctx) {
    EventId id = id(ctx);
    return ControlJson.readOperatorEvent(
        Documents.read(
            ctx, Map.of("tenant", id.tenant(), "event", id.event()), ErrorCode.INVALID_EVENT));
  }

  private void putEvent(Context ctx) {
    EventAdmin.Declared declared = admin.put(definition(ctx), version(ctx));
    write(ctx, declared.fresh() ? 201 : 200, declared.definition());
  }

  private static EventVersion version(Context ctx) {
    return new EventVersion(Collections.list(ctx.req().getHeaders("If-Match")));
  }

  private static void write(Context ctx, int status, EventDefinition definition) {
    ctx.header("ETag", EventVersion.tag(definition));
    Documents.write(ctx, status, definition);
  }

  private void deleteEvent(Context ctx) {
    admin.delete(id(ctx), version(ctx));
    Documents.written(ctx);
  }

  private void putMask(Context ctx) {
    EventId id = id(ctx);
    Mask mask =
        ControlJson.readOperatorMask(
            Documents.read(
                ctx,
                Map.of("tenant", id.tenant(), "event", id.event(), "id", ctx.pathParam("id")),
                ErrorCode.INVALID_MASK));
    boolean fresh = admin.put(mask);
    Documents.write(ctx, fresh ? 201 : 200, mask);
  }

  private void deleteMask(Context ctx) {
    admin.deleteMask(id(ctx), ctx.pathParam("id"));
    Documents.written(ctx);
  }

  /** Accepted, not done: {@code GET} says how far it is. */
  private void putInvalidation(Context ctx) {
    EventId id = id(ctx);
    Invalidation wanted =
        ControlJson.readOperatorInvalidation(
            Documents.read(
                ctx,
                Map.of("tenant", id.tenant(), "event", id.event(), "id", ctx.pathParam("id")),
                ErrorCode.INVALID_INVALIDATION));
    Documents.write(ctx, 202, invalidations.order(wanted));
  }

  private void live(Context ctx) {
    answer(ctx, status.alive(), "up");
  }

  private void ready(Context ctx) {
    answer(ctx, status.readiness(), "ready");
  }

  private void answer(Context ctx, Readiness ready, String word) {
    if (ready.ready()) {
      Documents.write(ctx, 200, Map.of("status", word));
    } else {
      writer.refuse(ctx, Refusal.of(ErrorCode.NOT_READY, ready.reason(), CachePolicy.NO_STORE));
    }
  }

  private void metrics(Context ctx) {
    ctx.contentType("text/plain; version=0.0.4; charset=utf-8");
    ctx.header("Cache-Control", CachePolicy.NO_STORE);
    ctx.result(meters.scrape().getBytes(StandardCharsets.UTF_8));
  }
}
