package io.liveorigin.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.liveorigin.access.credential.Role;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.wire.WireJson;
import io.liveorigin.serving.admin.AdminRoute;
import io.liveorigin.serving.admin.AdminRoute.Scope;
import io.liveorigin.serving.admin.AdminRouteTable;
import io.liveorigin.serving.support.Samples;
import io.liveorigin.serving.support.TestCredentials;
import io.liveorigin.serving.support.TestNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Who may do what at the admin listener: every credential against every route. */
class AdminAccessTest {
  private static final Optional<String> ACME = Optional.of("acme");

  private final TestCredentials credentials =
      new TestCredentials(Clock.systemUTC())
          .with("reader", Role.VIEWER, Optional.empty())
          .with("shift", Role.OPERATOR, Optional.empty())
          .with("chief", Role.ADMIN, Optional.empty())
          .with("acme-reader", Role.VIEWER, ACME)
          .with("acme-chief", Role.ADMIN, ACME)
          .with("acme-other-event", Role.ADMIN, ACME, "gala")
          .with("rival", Role.ADMIN, Optional.of("rival"))
          .with("packager", Role.PUBLISHER, ACME)
          .with("former", Role.ADMIN, Optional.empty())
          .withExpired("expired", Role.ADMIN, Instant.EPOCH)
          .revoke("former");

  private final TestNode node =
      new TestNode(config -> config.withAdminAccess(credentials.access()));

  @AfterEach
  void close() {
    node.close();
  }

  private static HttpResponse<byte[]> ask(TestNode node, AdminRoute route, String... headers) {
    String path =
        route
            .path()
            .replace("{tenant}", "acme")
            .replace("{event}", "news")
            .replace("{id}", "x1")
            .replace("{representation}", "v0")
            // A stream of decisions would not end.
            .replaceFirst("/decisions$", "/decisions?representation=none");
    String method = route.method().name();
    return node.send(method, node.adminUri(path), BodyPublishers.noBody(), headers);
  }

  private HttpResponse<byte[]> ask(String method, String path, String name, String body) {
    return node.send(
        method,
        node.adminUri(path),
        BodyPublishers.ofString(body),
        "Authorization",
        credentials.bearer(name));
  }

  private HttpResponse<byte[]> get(String path, String name) {
    return ask("GET", path, name, "");
  }

  private static String code(HttpResponse<byte[]> answer) {
    return WireJson.readTree(answer.body()).path("code").asText();
  }

  private static void assertRefused(HttpResponse<byte[]> answer, ErrorCode code) {
    assertThat(code(answer)).isEqualTo(code.code());
    assertThat(answer.statusCode()).isEqualTo(code.status());
  }

  /** Names of credentials, and what each is. */
  private record Client(String name, Optional<Role> role, Optional<String> tenant, boolean event) {}

  private static final List<Client> CLIENTS =
      List.of(
          new Client("reader", Optional.of(Role.VIEWER), Optional.empty(), true),
          new Client("shift", Optional.of(Role.OPERATOR), Optional.empty(), true),
          new Client("chief", Optional.of(Role.ADMIN), Optional.empty(), true),
          new Client("acme-reader", Optional.of(Role.VIEWER), ACME, true),
          new Client("acme-chief", Optional.of(Role.ADMIN), ACME, true),
          new Client("acme-other-event", Optional.of(Role.ADMIN), ACME, false),
          new Client("rival", Optional.of(Role.ADMIN), Optional.of("rival"), false),
          new Client("packager", Optional.of(Role.PUBLISHER), ACME, false),
          new Client("former", Optional.empty(), Optional.empty(), false),
          new Client("expired", Optional.empty(), Optional.empty(), false));

  /** What the roles are for, said once more and by hand: what the table says is not the oracle. */
  private static Role needed(String method, String path) {
    boolean changes =
        !method.equals("GET") && !path.endsWith("/review") && !path.endsWith("/preview");
    boolean event = path.endsWith("{event}") || path.matches(".*/(end|pause|resume)");
    return changes ? event ? Role.ADMIN : Role.OPERATOR : Role.VIEWER;
  }

  /** Each answer of a body-less request that comes in is neither 401 nor 403. */
  @TestFactory
  Stream<DynamicTest> everyCredentialAgainstEveryRoute() {
    List<AdminRoute> routes = node.server.operations().routes();
    assertThat(routes).hasSizeGreaterThan(20);
    return CLIENTS.stream()
        .flatMap(
            client ->
                routes.stream()
                    .map(
                        route ->
                            DynamicTest.dynamicTest(
                                client.name() + " " + route.method() + " " + route.path(),
                                () -> check(client, route))));
  }

  /** A node of its own: changes of one must not be seen by the next. */
  private void check(Client client, AdminRoute route) {
    try (TestNode own = new TestNode(config -> config.withAdminAccess(credentials.access()))) {
      HttpResponse<byte[]> answer =
          ask(own, route, "Authorization", credentials.bearer(client.name()));
      boolean open = isOpen(route);
      if (open) {
        assertThat(answer.statusCode()).isEqualTo(200);
      } else if (client.role().isEmpty()) {
        assertRefused(answer, ErrorCode.WRONG_CREDENTIAL);
      } else if (may(client, route)) {
        assertThat(answer.statusCode()).isNotIn(401, 403, 429, 500);
      } else {
        assertRefused(answer, ErrorCode.FORBIDDEN);
        assertThat(own.control.event(Samples.news().id())).isPresent();
      }
    }
  }

  /** Said by hand, too. The files of the console are the same for everybody and show no data. */
  private static boolean isOpen(AdminRoute route) {
    return route.path().equals("/")
        || route.path().matches("/health/(live|ready)|/console/[a-z]+[.](js|css)");
  }

  private static boolean may(Client client, AdminRoute route) {
    Role needed = needed(route.method().name(), route.path());
    List<Role> order = List.of(Role.PUBLISHER, Role.VIEWER, Role.OPERATOR, Role.ADMIN);
    boolean role = order.indexOf(client.role().orElseThrow()) >= order.indexOf(needed);
    boolean scope =
        route.path().startsWith("/events/{tenant}")
            ? client.event()
            : route.path().equals("/metrics") ? client.tenant().isEmpty() : true;
    return role && scope;
  }

  /** What was read before is in force: what was revoked since is not refused. */
  @Test
  void aCredentialFileThatCannotBeReadIsReported() {
    assertThat(unusable()).isZero();
    credentials.fails(Optional.of("admin-credentials: cannot be read"));
    assertThat(unusable()).isEqualTo(1);
    assertThat(problem("chief")).isEqualTo("admin-credentials: cannot be read");
    // It names a path of the node.
    assertThat(problem("acme-chief")).isEmpty();
    credentials.fails(Optional.empty());
    assertThat(unusable()).isZero();
    assertThat(problem("chief")).isEmpty();
  }

  private double unusable() {
    return node.meters
        .get("serving.access.unusable")
        .tag("file", "admin-credentials")
        .gauge()
        .value();
  }

  private String problem(String name) {
    return WireJson.readTree(get("/status", name).body())
        .path("unusable")
        .path("admin-credentials")
        .asText();
  }

  /** The reason may name the user of Kafka, files of the node and topics. */
  @Test
  void whyANodeIsNotReadyIsForViewersOfAllTenants() {
    node.access = Optional.of("user 'serving' of /etc/kafka.properties lacks Write on topic x");
    HttpResponse<byte[]> stranger = ask("GET", "/health/ready");
    assertRefused(stranger, ErrorCode.NOT_READY);
    assertThat(new String(stranger.body(), StandardCharsets.UTF_8))
        .doesNotContain("serving'", "/etc", "topic");
    assertThat(reason("reader")).contains("lacks Write on topic x");
    assertThat(reason("acme-reader")).doesNotContain("serving'", "/etc", "topic");
  }

  private HttpResponse<byte[]> ask(String method, String path) {
    return node.send(method, node.adminUri(path));
  }

  private String reason(String name) {
    return WireJson.readTree(get("/status", name).body()).path("reason").asText();
  }

  /** Topics are all tenants', nothing removes them, and no limit of a tenant counts them. */
  @Test
  void whoIsOfOneTenantCreatesNoTopics() {
    String gala = Samples.NEWS.replace("\"news\"", "\"gala\"");
    String others = gala.replace("[\"a\",\"b\"]", "[\"a\",\"x1\",\"x2\"]");
    assertThat(others).isNotEqualTo(gala);
    String path = "/events/acme/gala";

    HttpResponse<byte[]> refused = ask("PUT", path, "acme-chief", others);
    assertRefused(refused, ErrorCode.FORBIDDEN);
    assertThat(WireJson.readTree(refused.body()).path("detail").asText())
        .contains("pipelines [x1, x2] have no topics yet", "origin topics");
    assertThat(node.ensured).isEmpty();
    assertThat(ask("PUT", path, "acme-chief", gala).statusCode()).isEqualTo(201);
    assertRefused(ask("PUT", path, "acme-chief", others), ErrorCode.FORBIDDEN);
    assertThat(node.ensured).containsExactly(List.of("a", "b"));

    assertThat(ask("PUT", path, "chief", others).statusCode()).isEqualTo(200);
    assertThat(node.ensured).last().isEqualTo(List.of("a", "x1", "x2"));
  }

  /** A handler that is added beside the table would ask nobody who he is. */
  @Test
  void theListenerHasNoHandlerThatIsNotInTheTable() {
    Set<String> table = new LinkedHashSet<>();
    node.server
        .operations()
        .routes()
        .forEach(
            route -> {
              table.add(route.method() + " " + route.path());
              if (!route.reads()) {
                table.add(route.method() + " " + AdminRouteTable.DRY_RUN + route.path());
              }
            });
    assertThat(node.server.adminHandlers()).containsExactlyInAnyOrderElementsOf(table);
  }

  @Test
  void onlyHealthAndTheFilesOfTheConsoleAreOpen() {
    assertThat(
            node.server.operations().routes().stream()
                .filter(route -> route.role().isEmpty())
                .map(AdminRoute::path))
        .containsExactlyInAnyOrder(
            "/health/live",
            "/health/ready",
            "/",
            "/console/console.css",
            "/console/actions.js",
            "/console/api.js",
            "/console/arrival.js",
            "/console/decisions.js",
            "/console/dom.js",
            "/console/events.js",
            "/console/gestures.js",
            "/console/help.js",
            "/console/lane.js",
            "/console/lanes.js",
            "/console/main.js",
            "/console/node.js",
            "/console/range.js",
            "/console/rows.js",
            "/console/story.js",
            "/console/stream.js",
            "/console/strip.js",
            "/console/tiles.js",
            "/console/viewport.js");
  }

  @Test
  void aRouteOfAnEventHasItsScopeAndNoOther() {
    AdminRoute route = node.server.operations().routes().get(0);
    assertThatThrownBy(
            () ->
                new AdminRoute(
                    route.method(),
                    "/events/{tenant}/{event}/new",
                    Optional.of(Role.VIEWER),
                    Scope.OWN,
                    true,
                    route.handler()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whoShowsNothingIsToldWhatToShow() {
    for (AdminRoute route : node.server.operations().routes()) {
      if (!isOpen(route)) {
        HttpResponse<byte[]> answer = ask(node, route);
        assertRefused(answer, ErrorCode.NO_CREDENTIAL);
        assertThat(answer.headers().allValues("WWW-Authenticate"))
            .containsExactly(
                "Basic realm=\"live-origin\", charset=\"UTF-8\"", "Bearer realm=\"live-origin\"");
      }
    }
  }

  /** Paths without a route, HEAD and forms of paths that another component may read otherwise. */
  @Test
  void nothingElseIsToldToStrangers() {
    for (String path :
        List.of(
            "/console",
            "/console/",
            "/console/none.js",
            "/index.html",
            "/nowhere",
            "/events/",
            "/EVENTS",
            "/events;a=b",
            "/health",
            "/health/live/",
            "/Health/live",
            "/health/live;x",
            "//status",
            "/status/",
            "/-/refusals")) {
      for (String method : List.of("GET", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH")) {
        assertThat(node.send(method, node.adminUri(path)).statusCode())
            .as(method + " " + path)
            .isIn(400, 401);
      }
    }
    // The page of the console is open, and nothing but to be read.
    for (String method : List.of("PUT", "DELETE", "OPTIONS", "PATCH")) {
      assertThat(node.send(method, node.adminUri("/")).statusCode()).as(method).isIn(400, 401);
    }
    assertThat(node.send("HEAD", node.adminUri("/events")).statusCode()).isEqualTo(401);
    assertThat(get("/nowhere", "reader").statusCode()).isEqualTo(404);
  }

  @Test
  void wrongOnesAreToldTheSameWhateverIsWrong() {
    List<String> wrong =
        List.of(
            "Bearer nonsense",
            credentials.bearer("former"),
            credentials.bearer("expired"),
            basic("reader", "guess"),
            basic("nobody", "guess"),
            basic("former", credentials.secret("former")));
    Set<String> bodies = new LinkedHashSet<>();
    for (String field : wrong) {
      HttpResponse<byte[]> answer =
          node.send("GET", node.adminUri("/events"), "Authorization", field);
      assertRefused(answer, ErrorCode.WRONG_CREDENTIAL);
      bodies.add(new String(answer.body(), StandardCharsets.UTF_8));
    }
    assertThat(bodies).hasSize(1);
    assertThat(node.send("GET", node.adminUri("/events"), "Authorization", "Digest x").statusCode())
        .isEqualTo(401);
  }

  private static String basic(String name, String password) {
    return "Basic "
        + Base64.getEncoder()
            .encodeToString((name + ":" + password).getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aTokenIsAPasswordAsWell() {
    String field = basic("reader", credentials.secret("reader"));
    assertThat(node.send("GET", node.adminUri("/events"), "Authorization", field).statusCode())
        .isEqualTo(200);
  }

  @Test
  void aTenantSeesItsOwn() {
    String other = Samples.NEWS.replace("\"acme\"", "\"rival\"");
    assertThat(ask("PUT", "/events/rival/news", "chief", other).statusCode()).isEqualTo(201);
    assertThat(names(get("/events", "chief"))).containsExactly("acme/news", "rival/news");
    assertThat(names(get("/events", "rival"))).containsExactly("rival/news");
    assertThat(names(get("/events", "acme-other-event"))).isEmpty();
    JsonNode status = WireJson.readTree(get("/status", "rival").body());
    assertThat(status.path("events").findValuesAsText("event")).containsExactly("rival/news");
    assertThat(status.path("requests")).isEmpty();
    assertThat(WireJson.readTree(get("/status", "reader").body()).path("events")).hasSize(2);
    assertThat(ask("DELETE", "/events/acme/news", "rival", "").statusCode()).isEqualTo(403);
    assertThat(ask("DELETE", "/events/rival/news", "rival", "").statusCode()).isEqualTo(204);
  }

  private static List<String> names(HttpResponse<byte[]> answer) {
    return Stream.of(WireJson.read(answer.body(), JsonNode[].class))
        .map(e -> e.path("tenant").asText() + "/" + e.path("event").asText())
        .toList();
  }

  /** To the byte: whether another tenant has an event of that name is not to be learnt. */
  @Test
  void anotherTenantsEventIsAsOneThatIsNotThere() {
    for (String method : List.of("GET", "PUT", "DELETE")) {
      HttpResponse<byte[]> there = ask(method, "/events/acme/news", "rival", "{}");
      HttpResponse<byte[]> notThere = ask(method, "/events/acme/nows", "rival", "{}");
      assertRefused(there, ErrorCode.FORBIDDEN);
      assertThat(there.body()).isEqualTo(notThere.body());
      assertThat(there.statusCode()).isEqualTo(notThere.statusCode());
    }
  }

  /** The path decides, whatever the body says. */
  @Test
  void aBodyReachesNoOtherTenant() {
    HttpResponse<byte[]> answer = ask("PUT", "/events/rival/news", "rival", Samples.NEWS);
    assertThat(answer.statusCode()).isEqualTo(400);
    String mask = "{\"tenant\":\"acme\",\"pipeline\":\"a\",\"from\":1,\"to\":2}";
    assertThat(ask("PUT", "/events/rival/news/masks/m1", "rival", mask).statusCode())
        .isEqualTo(400);
    assertThat(node.control.masks(Samples.news().id())).isEmpty();
  }

  @Test
  void whatIsRevokedIsRefusedAtOnce() {
    assertThat(get("/events", "chief").statusCode()).isEqualTo(200);
    credentials.revoke("chief");
    assertRefused(get("/events", "chief"), ErrorCode.WRONG_CREDENTIAL);
  }

  @Test
  void refusalsAreCountedByReason() {
    node.send("GET", node.adminUri("/events"));
    get("/events", "former");
    get("/events", "packager");
    ask("DELETE", "/events/acme/news", "reader", "");
    String metrics = new String(get("/metrics", "reader").body(), StandardCharsets.UTF_8);
    assertThat(metrics)
        .contains(
            "serving_admin_refusals_total{reason=\"no-credential\"} 1.0",
            "serving_admin_refusals_total{reason=\"wrong-credential\"} 1.0",
            "serving_admin_refusals_total{reason=\"forbidden\"} 2.0");
    for (String name : List.of("reader", "former")) {
      assertThat(metrics.toLowerCase(Locale.ROOT))
          .doesNotContain(credentials.secret(name).toLowerCase(Locale.ROOT));
    }
  }

  /** Who guesses waits; what nobody guesses goes on. */
  @Test
  void whoGuessesIsSlowedDownAndLocksNobodyOut() {
    for (int i = 0; i < 20; i++) {
      HttpResponse<byte[]> answer =
          node.send("GET", node.adminUri("/events"), "Authorization", "Bearer guess" + i);
      assertRefused(answer, ErrorCode.WRONG_CREDENTIAL);
    }
    HttpResponse<byte[]> next =
        node.send("GET", node.adminUri("/events"), "Authorization", "Bearer guess20");
    assertRefused(next, ErrorCode.TOO_MANY_ATTEMPTS);
    assertThat(next.headers().firstValue("Retry-After")).hasValue("60");
    assertThat(get("/events", "reader").statusCode()).isEqualTo(200);
    assertThat(node.send("GET", node.adminUri("/events")).statusCode()).isEqualTo(401);
  }
}
