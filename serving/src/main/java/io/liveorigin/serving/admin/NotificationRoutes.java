package io.liveorigin.serving.admin;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.control.ControlJson;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.notification.Notification;
import java.util.Map;

/** The routes of notifications, on the admin listener. */
public final class NotificationRoutes {
  private static final String ALL = "/events/{tenant}/{event}/notifications";
  private static final String ONE = ALL + "/{id}";

  private final NotificationAdmin admin;

  public NotificationRoutes(NotificationAdmin admin) {
    this.admin = admin;
  }

  public void add(RoutesConfig routes) {
    routes.get(ALL, ctx -> Documents.write(ctx, 200, admin.all(event(ctx))));
    routes.get(ONE, ctx -> Documents.write(ctx, 200, admin.get(event(ctx), id(ctx))));
    routes.put(ONE, this::put);
    routes.delete(ONE, this::revoke);
  }

  private static EventId event(Context ctx) {
    return new EventId(ctx.pathParam("tenant"), ctx.pathParam("event"));
  }

  private static String id(Context ctx) {
    return ctx.pathParam("id");
  }

  private void put(Context ctx) {
    EventId event = event(ctx);
    Notification notification =
        ControlJson.readOperatorNotification(
            Documents.read(
                ctx,
                Map.of("tenant", event.tenant(), "event", event.event(), "id", id(ctx)),
                ErrorCode.INVALID_NOTIFICATION));
    boolean fresh = admin.put(notification);
    Documents.write(ctx, fresh ? 201 : 200, notification);
  }

  private void revoke(Context ctx) {
    admin.revoke(event(ctx), id(ctx));
    Documents.written(ctx);
  }
}
