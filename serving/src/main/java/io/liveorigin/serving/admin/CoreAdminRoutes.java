package io.liveorigin.serving.admin;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.liveorigin.access.credential.Identity;
import io.liveorigin.access.credential.Role;
import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.control.ControlJson;
import io.liveorigin.contract.control.ControlLog;
import io.liveorigin.contract.control.Invalidation;
import io.liveorigin.contract.control.Mask;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.kafka.metrics.MetricsText;
import io.liveorigin.selector.SelectorReadiness;
import io.liveorigin.serving.admin.AdminRoute.Scope;
import io.liveorigin.serving.admin.EventAdmin.NewPipelines;
import io.liveorigin.serving.response.CachePolicy;
import io.liveorigin.serving.response.Refusal;
import io.liveorigin.serving.response.ServletWriter;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The routes of the admin listener, except those of notifications. */
public final class CoreAdminRoutes {
  private static final String EVENT = AdminRoute.EVENT;
  private static final String MASK = EVENT + "/masks/{id}";

  private static final String INVALIDATION = EVENT + "/invalidations/{id}";

  private final EventAdmin admin;
  private final EventLifecycle lifecycle;
  private final DefinitionReview review;
  private final InvalidationAdmin invalidations;
  private final NodeStatus status;
  private final ServletWriter writer;
  private final PrometheusMeterRegistry meters;

  public CoreAdminRoutes(
      EventAdmin admin,
      EventLifecycle lifecycle,
      DefinitionReview review,
      InvalidationAdmin invalidations,
      NodeStatus status,
      ServletWriter writer,
      PrometheusMeterRegistry meters) {
    this.admin = admin;
    this.lifecycle = lifecycle;
    this.review = review;
    this.invalidations = invalidations;
    this.status = status;
    this.writer = writer;
    this.meters = meters;
  }

  /** The routes, each with the role that may use it. */
  public List<AdminRoute> routes() {
    List<AdminRoute> all = new ArrayList<>(events());
    all.addAll(masks());
    all.addAll(node());
    return all;
  }

  private List<AdminRoute> events() {
    return List.of(
        AdminRoute.get("/events", Scope.OWN, this::listEvents),
        AdminRoute.get(EVENT, call -> write(call, 200, admin.event(call.event()))),
        AdminRoute.change(HandlerType.PUT, EVENT, Role.ADMIN, this::putEvent),
        AdminRoute.change(HandlerType.DELETE, EVENT, Role.ADMIN, this::deleteEvent),
        new AdminRoute(
            HandlerType.POST,
            EVENT + "/review",
            Optional.of(Role.VIEWER),
            Scope.EVENT,
            true,
            call -> AdminDocuments.write(call.ctx(), 200, review.of(definition(call)))),
        life("/end", lifecycle::end),
        life("/pause", lifecycle::pause),
        life("/resume", lifecycle::resume));
  }

  /** A change to the times when an event runs. */
  @FunctionalInterface
  private interface LifeChange {
    EventDefinition apply(
        ControlLog log, EventId event, Optional<Instant> at, EventVersion version);
  }

  private static AdminRoute life(String path, LifeChange change) {
    return AdminRoute.change(
        HandlerType.POST,
        EVENT + path,
        Role.ADMIN,
        call ->
            write(
                call,
                200,
                change.apply(
                    call.log(), call.event(), AdminDocuments.instant(call.ctx()), version(call))));
  }

  private List<AdminRoute> masks() {
    return List.of(
        AdminRoute.get(
            EVENT + "/masks",
            call -> AdminDocuments.write(call.ctx(), 200, admin.masks(call.event()))),
        AdminRoute.get(
            MASK,
            call -> AdminDocuments.write(call.ctx(), 200, admin.mask(call.event(), call.id()))),
        AdminRoute.change(HandlerType.PUT, MASK, Role.OPERATOR, this::putMask),
        AdminRoute.change(HandlerType.DELETE, MASK, Role.OPERATOR, this::deleteMask),
        AdminRoute.get(
            EVENT + "/invalidations",
            call -> AdminDocuments.write(call.ctx(), 200, invalidations.list(call.event()))),
        AdminRoute.get(
            INVALIDATION,
            call ->
                AdminDocuments.write(
                    call.ctx(), 200, invalidations.status(call.event(), call.id()))),
        AdminRoute.change(HandlerType.PUT, INVALIDATION, Role.OPERATOR, this::putInvalidation));
  }

  private List<AdminRoute> node() {
    return List.of(
        AdminRoute.open("/health/live", call -> answer(call.ctx(), status.alive(), "up")),
        AdminRoute.open(
            "/health/ready", call -> answer(call.ctx(), status.openReadiness(), "ready")),
        AdminRoute.get("/status", Scope.OWN, this::status),
        AdminRoute.get("/metrics", Scope.NODE, call -> metrics(call.ctx())));
  }

  private void listEvents(AdminCall call) {
    AdminDocuments.write(
        call.ctx(), 200, admin.events().stream().filter(e -> call.covers(e.id())).toList());
  }

  private void status(AdminCall call) {
    boolean all = call.who().flatMap(Identity::tenant).isEmpty();
    AdminDocuments.write(call.ctx(), 200, all ? status.now() : status.of(call::covers));
  }

  private static EventDefinition definition(AdminCall call) {
    EventId id = call.event();
    return AdminDocuments.read(
        call.ctx(),
        Map.of("tenant", id.tenant(), "event", id.event()),
        ErrorCode.INVALID_EVENT,
        ControlJson::readOperatorEvent);
  }

  private void putEvent(AdminCall call) {
    boolean ofOneTenant = call.who().flatMap(Identity::tenant).isPresent();
    EventAdmin.DeclaredEvent declared =
        admin.put(
            call.log(),
            definition(call),
            version(call),
            ofOneTenant ? NewPipelines.REFUSED : NewPipelines.CREATED);
    write(call, declared.fresh() ? 201 : 200, declared.definition());
  }

  private static EventVersion version(AdminCall call) {
    return new EventVersion(Collections.list(call.ctx().req().getHeaders("If-Match")));
  }

  private static void write(AdminCall call, int status, EventDefinition definition) {
    call.ctx().header("ETag", EventVersion.tag(definition));
    AdminDocuments.write(call.ctx(), status, definition);
  }

  private void deleteEvent(AdminCall call) {
    admin.delete(call.log(), call.event(), version(call));
    AdminDocuments.written(call.ctx());
  }

  private void putMask(AdminCall call) {
    Mask mask = document(call, ErrorCode.INVALID_MASK, ControlJson::readOperatorMask);
    boolean fresh = admin.put(call.log(), mask);
    AdminDocuments.write(call.ctx(), fresh ? 201 : 200, mask);
  }

  private void deleteMask(AdminCall call) {
    admin.deleteMask(call.log(), call.event(), call.id());
    AdminDocuments.written(call.ctx());
  }

  /** The order is accepted, not carried out: {@code GET} reports its progress. */
  private void putInvalidation(AdminCall call) {
    Invalidation wanted =
        document(call, ErrorCode.INVALID_INVALIDATION, ControlJson::readOperatorInvalidation);
    AdminDocuments.write(call.ctx(), 202, invalidations.order(call.log(), wanted));
  }

  private static <T> T document(AdminCall call, ErrorCode invalid, Function<byte[], T> reading) {
    EventId id = call.event();
    return AdminDocuments.read(
        call.ctx(),
        Map.of("tenant", id.tenant(), "event", id.event(), "id", call.id()),
        invalid,
        reading);
  }

  private void answer(Context ctx, SelectorReadiness ready, String word) {
    if (ready.ready()) {
      AdminDocuments.write(ctx, 200, Map.of("status", word));
    } else {
      writer.refuse(ctx, Refusal.of(ErrorCode.NOT_READY, ready.reason(), CachePolicy.NO_STORE));
    }
  }

  private void metrics(Context ctx) {
    MetricsText text = MetricsText.of(meters, Optional.ofNullable(ctx.header("Accept")));
    ctx.contentType(text.contentType());
    ctx.header("Cache-Control", CachePolicy.NO_STORE);
    ctx.result(text.body().getBytes(StandardCharsets.UTF_8));
  }
}
