package io.liveorigin.standalone.admin;

import com.fasterxml.jackson.databind.JsonNode;
import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.control.ControlJson;
import io.liveorigin.contract.control.Invalidation;
import io.liveorigin.contract.control.Mask;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.notification.Notification;
import io.liveorigin.contract.wire.AuditChange;
import io.liveorigin.contract.wire.WireJson;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Asks the admin API for a dry run, which changes nothing. Each method returns what the change
 * would write, and throws {@link AdminException} if the change would be refused. Blocks; any
 * thread.
 */
public final class DryRunClient {
  private static final String BELOW = "/dry-run";

  private final AdminClient admin;

  public DryRunClient(AdminClient admin) {
    this.admin = admin;
  }

  /**
   * @param version version that must be in force, if any
   */
  public List<AuditChange> apply(EventDefinition definition, Optional<String> version) {
    HttpRequest.Builder request = request(AdminClient.path(definition.id()));
    version.ifPresent(tag -> request.header("If-Match", tag));
    return send(request, "PUT", body(ControlJson.write(definition)));
  }

  public List<AuditChange> delete(EventId event) {
    return delete(AdminClient.path(event));
  }

  public List<AuditChange> end(EventId event, Optional<Instant> at) {
    return post(event, "/end", at);
  }

  public List<AuditChange> pause(EventId event, Optional<Instant> at) {
    return post(event, "/pause", at);
  }

  public List<AuditChange> resume(EventId event, Optional<Instant> at) {
    return post(event, "/resume", at);
  }

  public List<AuditChange> mask(Mask mask) {
    return put(AdminClient.masks(mask.eventId()) + "/" + mask.id(), ControlJson.write(mask));
  }

  public List<AuditChange> removeMask(EventId event, String id) {
    return delete(AdminClient.masks(event) + "/" + id);
  }

  public List<AuditChange> publish(Notification notification) {
    return put(
        AdminClient.notifications(notification.eventId()) + "/" + notification.id(),
        ControlJson.write(notification));
  }

  public List<AuditChange> revoke(EventId event, String id) {
    return delete(AdminClient.notifications(event) + "/" + id);
  }

  public List<AuditChange> invalidate(Invalidation order) {
    return put(AdminClient.invalidations(order) + "/" + order.id(), ControlJson.write(order));
  }

  private List<AuditChange> put(String path, byte[] json) {
    return send(request(path), "PUT", body(json));
  }

  private List<AuditChange> post(EventId event, String what, Optional<Instant> at) {
    return send(request(AdminClient.path(event) + what), "POST", AdminClient.instant(at));
  }

  private List<AuditChange> delete(String path) {
    return send(request(path), "DELETE", BodyPublishers.noBody());
  }

  private HttpRequest.Builder request(String path) {
    return admin.request(BELOW + path).header("Content-Type", "application/json");
  }

  private static BodyPublisher body(byte[] json) {
    return BodyPublishers.ofByteArray(json);
  }

  private List<AuditChange> send(HttpRequest.Builder request, String method, BodyPublisher body) {
    HttpResponse<byte[]> answer = admin.send(request.method(method, body).build());
    JsonNode outcome = WireJson.readTree(AdminClient.require(answer));
    return List.of(WireJson.read(WireJson.write(outcome.path("changes")), AuditChange[].class));
  }
}
