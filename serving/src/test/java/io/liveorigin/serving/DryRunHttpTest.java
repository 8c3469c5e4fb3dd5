package io.liveorigin.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.liveorigin.access.credential.Role;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.wire.WireJson;
import io.liveorigin.serving.admin.AdminRoute;
import io.liveorigin.serving.admin.AdminRouteTable;
import io.liveorigin.serving.support.Samples;
import io.liveorigin.serving.support.TestCredentials;
import io.liveorigin.serving.support.TestNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A change below {@code /dry-run} is judged as it would be, and changes nothing. */
class DryRunHttpTest {
  private static final String EVENT = "/events/acme/news";
  private static final String MASK = "{\"pipeline\":\"a\",\"from\":5,\"to\":9}";
  private static final String NOTE = "{\"key\":\"ad\",\"value\":\"start\",\"from\":900000123}";

  private final TestCredentials credentials =
      new TestCredentials(Clock.systemUTC())
          .with("reader", Role.VIEWER, Optional.empty())
          .with("shift", Role.OPERATOR, Optional.empty())
          .with("chief", Role.ADMIN, Optional.empty());
  private final TestNode node = node();

  private TestNode node() {
    return new TestNode(config -> config.withAdminAccess(credentials.access()));
  }

  @AfterEach
  void close() {
    node.close();
  }

  private HttpResponse<byte[]> ask(
      TestNode of, String method, String path, String who, String body) {
    return of.send(
        method,
        of.adminUri(path),
        BodyPublishers.ofString(body),
        "Authorization",
        credentials.bearer(who));
  }

  private JsonNode dry(String method, String path, String body) {
    HttpResponse<byte[]> answer = ask(node, method, "/dry-run" + path, "chief", body);
    assertThat(answer.statusCode()).isEqualTo(200);
    return WireJson.readTree(answer.body());
  }

  /** All that the admin API shows of the control topic. */
  private List<String> state(TestNode of) {
    List<String> all = new ArrayList<>();
    for (String path : List.of("/events", EVENT + "/masks", EVENT + "/notifications")) {
      all.add(new String(ask(of, "GET", path, "chief", "").body(), StandardCharsets.UTF_8));
    }
    // Not how far they are, which changes by itself.
    byte[] orders = ask(of, "GET", EVENT + "/invalidations", "chief", "").body();
    all.add(WireJson.readTree(orders).findValues("invalidation").toString());
    return all;
  }

  /** Generated from the table: a new route that changes something has a dry run, too. */
  @Test
  void everyChangeHasADryRunThatChangesNothingAndAnswersAsTheChangeWould() {
    int tried = 0;
    for (AdminRoute route : node.server.operations().routes()) {
      if (route.reads()) {
        continue;
      }
      tried++;
      try (TestNode own = node()) {
        for (String part : List.of("masks", "notifications", "invalidations")) {
          String body = part.equals("masks") ? MASK : part.equals("notifications") ? NOTE : "{}";
          ask(own, "PUT", EVENT + "/" + part + "/x1", "chief", body);
        }
        if (route.path().endsWith("/resume")) {
          ask(own, "POST", EVENT + "/pause", "chief", "");
        }
        // Two orders of one instant are one.
        own.clock.advance(5_000);
        String path =
            route
                .path()
                .replace("{tenant}", "acme")
                .replace("{event}", "news")
                .replace("{id}", "x1")
                .replace("{representation}", "v0");
        String name = route.method() + " " + route.path();
        List<String> before = state(own);
        int records = own.audited.size();
        int ensured = own.ensured.size();

        HttpResponse<byte[]> answer =
            ask(own, route.method().name(), AdminRouteTable.DRY_RUN + path, "chief", body(route));

        assertThat(answer.statusCode()).as(name).isEqualTo(200);
        JsonNode outcome = WireJson.readTree(answer.body());
        assertThat(outcome.path("changes")).as(name).isNotEmpty();
        assertThat(state(own)).as(name).isEqualTo(before);
        assertThat(own.audited).as(name).hasSize(records);
        assertThat(own.ensured).as(name).hasSize(ensured);
        assertThat(ask(own, route.method().name(), path, "chief", body(route)).statusCode())
            .as(name)
            .isEqualTo(outcome.path("status").asInt());
        assertThat(state(own)).as(name).isNotEqualTo(before);
      }
    }
    assertThat(tried).isGreaterThanOrEqualTo(10);
  }

  private static String body(AdminRoute route) {
    String path = route.path();
    if (route.method().name().equals("DELETE") || path.matches(".*/(end|pause|resume)")) {
      return "";
    }
    if (path.endsWith("{event}")) {
      return Samples.NEWS.replaceFirst("\\{", "{\"patience\":\"PT3S\",");
    }
    return path.contains("/masks/")
        ? MASK.replace("9", "8")
        : path.contains("/invalidations/") ? "{}" : NOTE.replace("start", "end");
  }

  @Test
  void itSaysWhatWouldBeWritten() {
    JsonNode added = dry("PUT", EVENT + "/masks/m1", MASK);
    assertThat(added.path("status").asInt()).isEqualTo(201);
    assertThat(added.path("changes").findValuesAsText("key"))
        .containsExactly("mask/acme/news/m1", "invalidation/acme/news/mask.m1");
    assertThat(added.at("/changes/0/after/document/to").asInt()).isEqualTo(9);
    assertThat(added.at("/changes/0").has("before")).isFalse();
    JsonNode changed = dry("PUT", EVENT, Samples.NEWS.replaceFirst("\\{", "{\"patience\":\"3s\","));
    assertThat(changed.at("/changes/0/before/document/patience").asText()).isNotEqualTo("PT3S");
    assertThat(changed.at("/changes/0/after/document/patience").asText()).isEqualTo("PT3S");
  }

  @Test
  void whatWouldBeRefusedIs() {
    HttpResponse<byte[]> wrong =
        ask(node, "PUT", "/dry-run" + EVENT + "/masks/m1", "chief", MASK.replace("\"a\"", "\"z\""));
    assertThat(code(wrong)).isEqualTo(ErrorCode.INVALID_MASK.code());
    HttpResponse<byte[]> unknown = ask(node, "DELETE", "/dry-run/events/acme/none", "chief", "");
    assertThat(code(unknown)).isEqualTo(ErrorCode.UNKNOWN_EVENT.code());
  }

  @Test
  void whoMayNotChangeMayNotTryIt() {
    for (AdminRoute route : node.server.operations().routes()) {
      if (!route.reads()) {
        String path =
            AdminRouteTable.DRY_RUN
                + route
                    .path()
                    .replace("{tenant}", "acme")
                    .replace("{event}", "news")
                    .replace("{id}", "x1")
                    .replace("{representation}", "v0");
        String method = route.method().name();
        assertThat(ask(node, method, path, "reader", "").statusCode()).as(path).isEqualTo(403);
        assertThat(node.send(method, node.adminUri(path)).statusCode()).as(path).isEqualTo(401);
        if (route.role().orElseThrow() == Role.ADMIN) {
          assertThat(ask(node, method, path, "shift", "").statusCode()).as(path).isEqualTo(403);
        }
      }
    }
  }

  private static String code(HttpResponse<byte[]> answer) {
    return WireJson.readTree(answer.body()).path("code").asText();
  }
}
