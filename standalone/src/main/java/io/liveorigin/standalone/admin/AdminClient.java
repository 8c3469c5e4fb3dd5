package io.liveorigin.standalone.admin;

import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.control.ControlJson;
import io.liveorigin.contract.control.Invalidation;
import io.liveorigin.contract.control.Mask;
import io.liveorigin.contract.error.FailureText;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.notification.Notification;
import io.liveorigin.contract.wire.WireJson;
import io.liveorigin.serving.invalidation.PurgeStatus;
import io.liveorigin.serving.status.InitTally.InitStatus;
import io.liveorigin.standalone.process.StopSignal;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** A client of the admin API of one serving node. Blocks; any thread. */
public final class AdminClient {
  private static final Duration CONNECT = Duration.ofSeconds(2);

  /** Writing to {@code control} may take as long as the node tries to deliver. */
  private static final Duration ANSWER = Duration.ofSeconds(20);

  private static final Duration PAUSE = Duration.ofMillis(100);

  private final URI base;
  private final HttpClient http;
  private final Optional<AdminToken> token;

  /**
   * @param base scheme, host and port, for example {@code http://127.0.0.1:8090}
   */
  public AdminClient(URI base) {
    this(base, Optional.empty());
  }

  /**
   * @param base scheme, host and port, for example {@code http://127.0.0.1:8090}
   * @param token token of a credential, if the node requires one
   */
  public AdminClient(URI base, Optional<AdminToken> token) {
    this(base, token, Optional.empty());
  }

  /**
   * A client over TLS.
   *
   * @param tls certificates to trust; empty for those that Java trusts
   */
  public AdminClient(URI base, Optional<AdminToken> token, Optional<SSLContext> tls) {
    if (base.getRawUserInfo() != null) {
      // It would be visible in the list of processes and in the history of the shell.
      throw new AdminException("the admin URL must not have a user or a password");
    }
    this.token = token;
    String text = base.toString();
    this.base = text.endsWith("/") ? URI.create(text.substring(0, text.length() - 1)) : base;
    if (base.getHost() == null || !List.of("http", "https").contains(base.getScheme())) {
      throw new AdminException(
          "the admin URL must be like http://host:port, but is '" + base + "'");
    }
    HttpClient.Builder client =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT);
    tls.ifPresent(client::sslContext);
    this.http = client.build();
  }

  /** Declares or changes an event; returns whether it is new. */
  public boolean apply(EventDefinition definition) {
    return put(request(path(definition.id())), ControlJson.write(definition));
  }

  /**
   * Changes an event, provided that it has not changed since.
   *
   * @param version version of the definition that was changed, from {@link #version}
   */
  public void apply(EventDefinition definition, String version) {
    put(request(path(definition.id())).header("If-Match", version), ControlJson.write(definition));
  }

  /**
   * Returns the defects of init segments that pipelines of the running event published and that
   * contradict a definition.
   */
  public List<InitStatus> review(EventDefinition definition) {
    HttpRequest request =
        request(path(definition.id()) + "/review")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(ControlJson.write(definition)))
            .build();
    return List.of(WireJson.read(require(send(request)), InitStatus[].class));
  }

  /**
   * Returns the version of the definition in force, an entity tag. Empty if the event is not
   * declared.
   */
  public Optional<String> version(EventId id) {
    return definition(id).flatMap(answer -> answer.headers().firstValue("ETag"));
  }

  /**
   * Sets when an event ends; returns the definition that is then in force.
   *
   * @param at when; empty for now, by the node's clock
   */
  public EventDefinition end(EventId id, Optional<Instant> at) {
    return post(path(id) + "/end", at);
  }

  /**
   * Begins a pause; returns the definition that is then in force.
   *
   * @param at when; empty for now, by the node's clock
   */
  public EventDefinition pause(EventId id, Optional<Instant> at) {
    return post(path(id) + "/pause", at);
  }

  /**
   * Ends a pause; returns the definition that is then in force.
   *
   * @param at when; empty for now, by the node's clock
   */
  public EventDefinition resume(EventId id, Optional<Instant> at) {
    return post(path(id) + "/resume", at);
  }

  /** Deletes an event with all masks, invalidations and notifications of it. */
  public void delete(EventId id) {
    require(send(request(path(id)).DELETE().build()));
  }

  public List<EventDefinition> events() {
    return List.of(WireJson.read(get("/events"), EventDefinition[].class));
  }

  /** Returns the definition of an event; empty if it is not declared. */
  public Optional<EventDefinition> event(EventId id) {
    return definition(id).map(answer -> ControlJson.readEvent(answer.body()));
  }

  private Optional<HttpResponse<byte[]>> definition(EventId id) {
    HttpResponse<byte[]> answer = send(request(path(id)).GET().build());
    if (answer.statusCode() == 404) {
      return Optional.empty();
    }
    require(answer);
    return Optional.of(answer);
  }

  static String path(EventId id) {
    return "/events/" + id;
  }

  /** Sets a mask; returns whether it is new. */
  public boolean mask(Mask mask) {
    return put(masks(mask.eventId()) + "/" + mask.id(), ControlJson.write(mask));
  }

  public void removeMask(EventId event, String id) {
    require(send(request(masks(event) + "/" + id).DELETE().build()));
  }

  public List<Mask> listMasks(EventId event) {
    return List.of(WireJson.read(get(masks(event)), Mask[].class));
  }

  /** Orders an invalidation. */
  public void invalidate(Invalidation order) {
    put(invalidations(order) + "/" + order.id(), ControlJson.write(order));
  }

  public List<PurgeStatus> invalidations(EventId event) {
    return List.of(WireJson.read(get("/events/" + event + "/invalidations"), PurgeStatus[].class));
  }

  /** Returns the status of an invalidation; empty if the node does not know it, or not yet. */
  public Optional<PurgeStatus> invalidation(EventId event, String id) {
    HttpResponse<byte[]> answer =
        send(request("/events/" + event + "/invalidations/" + id).GET().build());
    return answer.statusCode() == 404
        ? Optional.empty()
        : Optional.of(WireJson.read(require(answer), PurgeStatus.class));
  }

  static String invalidations(Invalidation order) {
    return "/events/" + order.eventId() + "/invalidations";
  }

  /** Sets a notification; returns whether no notification of its id counted before. */
  public boolean publish(Notification notification) {
    return put(
        notifications(notification.eventId()) + "/" + notification.id(),
        ControlJson.write(notification));
  }

  public void revoke(EventId event, String id) {
    require(send(request(notifications(event) + "/" + id).DELETE().build()));
  }

  /** Returns the notifications that count, of operators and of packagers. */
  public List<Notification> listNotifications(EventId event) {
    return List.of(WireJson.read(get(notifications(event)), Notification[].class));
  }

  /**
   * Waits until the node is ready, or until the signal asks this process to stop.
   *
   * @throws AdminException if it is not ready in time; the message says what was missing
   */
  public void awaitReady(Duration limit, StopSignal stop) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (true) {
      Optional<String> missing = notReady();
      if (missing.isEmpty() || stop.isRequested()) {
        return;
      }
      if (System.nanoTime() > deadline) {
        throw new AdminException("not ready within " + limit.toSeconds() + " s: " + missing.get());
      }
      stop.await(PAUSE);
    }
  }

  private Optional<String> notReady() {
    try {
      require(send(request("/health/ready").GET().build()));
      return Optional.empty();
    } catch (AdminException e) {
      return Optional.of(e.getMessage());
    }
  }

  static String masks(EventId event) {
    return "/events/" + event + "/masks";
  }

  static String notifications(EventId event) {
    return "/events/" + event + "/notifications";
  }

  private EventDefinition post(String path, Optional<Instant> at) {
    return ControlJson.readEvent(
        require(
            send(
                request(path)
                    .header("Content-Type", "application/json")
                    .POST(instant(at))
                    .build())));
  }

  /** The body that says when; without a body, the node's clock decides. */
  static BodyPublisher instant(Optional<Instant> at) {
    return at.map(instant -> BodyPublishers.ofByteArray(WireJson.write(Map.of("at", instant))))
        .orElseGet(BodyPublishers::noBody);
  }

  private boolean put(String path, byte[] json) {
    return put(request(path), json);
  }

  private boolean put(HttpRequest.Builder builder, byte[] json) {
    HttpRequest request =
        builder
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofByteArray(json))
            .build();
    HttpResponse<byte[]> answer = send(request);
    require(answer);
    return answer.statusCode() == 201;
  }

  private byte[] get(String path) {
    return require(send(request(path).GET().build()));
  }

  HttpRequest.Builder request(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path)).timeout(ANSWER);
    token.ifPresent(own -> request.header("Authorization", own.field()));
    return request;
  }

  static byte[] require(HttpResponse<byte[]> answer) {
    if (answer.statusCode() / 100 != 2) {
      throw AdminException.refused(answer.statusCode(), answer.body());
    }
    return answer.body();
  }

  HttpResponse<byte[]> send(HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new AdminException(
          "no response from "
              + base
              + ": "
              + FailureText.of(e)
              + "; check that origin serve runs there, and that --admin names its admin API",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AdminException("interrupted while waiting for " + base, e);
    }
  }
}
