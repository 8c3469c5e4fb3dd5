package io.liveorigin.serving.admin;

import io.javalin.http.HandlerType;
import io.liveorigin.access.credential.Role;
import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.control.ControlJson;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.notification.Notification;
import java.util.List;
import java.util.Map;

/** The routes of notifications at the admin listener. */
public final class NotificationRoutes {
  private static final String ALL = AdminRoute.EVENT + "/notifications";
  private static final String ONE = ALL + "/{id}";

  private final NotificationAdmin admin;

  public NotificationRoutes(NotificationAdmin admin) {
    this.admin = admin;
  }

  /** The routes, each with the role that may use it. */
  public List<AdminRoute> routes() {
    return List.of(
        AdminRoute.get(ALL, call -> AdminDocuments.write(call.ctx(), 200, admin.all(call.event()))),
        AdminRoute.get(
            ONE, call -> AdminDocuments.write(call.ctx(), 200, admin.get(call.event(), call.id()))),
        AdminRoute.change(HandlerType.PUT, ONE, Role.OPERATOR, this::put),
        AdminRoute.change(HandlerType.DELETE, ONE, Role.OPERATOR, this::revoke));
  }

  private void put(AdminCall call) {
    EventId event = call.event();
    Notification notification =
        AdminDocuments.read(
            call.ctx(),
            Map.of("tenant", event.tenant(), "event", event.event(), "id", call.id()),
            ErrorCode.INVALID_NOTIFICATION,
            ControlJson::readOperatorNotification);
    boolean fresh = admin.put(call.log(), notification);
    AdminDocuments.write(call.ctx(), fresh ? 201 : 200, notification);
  }

  private void revoke(AdminCall call) {
    admin.revoke(call.log(), call.event(), call.id());
    AdminDocuments.written(call.ctx());
  }
}
