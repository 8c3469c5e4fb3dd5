package io.liveorigin.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.liveorigin.access.credential.Role;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.wire.AuditChange;
import io.liveorigin.contract.wire.AuditRecord;
import io.liveorigin.contract.wire.AuditRecord.Outcome;
import io.liveorigin.serving.admin.AdminRoute;
import io.liveorigin.serving.support.LoggedFaults;
import io.liveorigin.serving.support.RawClient;
import io.liveorigin.serving.support.Samples;
import io.liveorigin.serving.support.StreamReader;
import io.liveorigin.serving.support.TestCredentials;
import io.liveorigin.serving.support.TestNode;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each write at the admin listener leaves a record, whatever becomes of it. */
class AuditTest {
  private static final String EVENT = "/events/acme/news";
  private static final String MASK = "{\"pipeline\":\"a\",\"from\":5,\"to\":9}";
  private static final String NOTE = "{\"key\":\"ad\",\"value\":\"start\",\"from\":900000123}";

  private final TestCredentials credentials =
      new TestCredentials(Clock.systemUTC())
          .with("reader", Role.VIEWER, Optional.empty())
          .with("chief", Role.ADMIN, Optional.empty());
  private final TestNode node =
      new TestNode(config -> config.withAdminAccess(credentials.access()));

  @AfterEach
  void close() {
    node.close();
  }

  private HttpResponse<byte[]> ask(String method, String path, String who, String body) {
    return node.send(
        method,
        node.adminUri(path),
        BodyPublishers.ofString(body),
        "Authorization",
        credentials.bearer(who),
        "X-Request-Id",
        "r-7");
  }

  /** The only one that is new. */
  private AuditRecord awaitOne() {
    await().until(() -> !node.audited.isEmpty());
    assertThat(node.audited).hasSize(1);
    return node.audited.remove(0);
  }

  private static JsonNode document(Optional<io.liveorigin.contract.wire.AuditDocument> of) {
    return of.orElseThrow().document().orElseThrow();
  }

  @Test
  void aChangeSaysWhoDidWhatAndWhatWasBefore() {
    assertThat(ask("POST", EVENT + "/pause", "chief", "").statusCode()).isEqualTo(200);
    AuditRecord record = awaitOne();
    assertThat(record.principal()).isEqualTo("chief");
    assertThat(record.role()).isEqualTo("admin");
    assertThat(record.address()).isEqualTo("127.0.0.1");
    assertThat(record.requestId()).hasValue("r-7");
    assertThat(record.method()).isEqualTo("POST");
    assertThat(record.path()).isEqualTo(EVENT + "/pause");
    assertThat(record.event()).isEqualTo("acme/news");
    assertThat(record.node()).isEqualTo("cell/n1");
    assertThat(record.at()).isEqualTo(TestNode.START);
    assertThat(record.outcome()).isEqualTo(Outcome.DONE);
    AuditChange change = record.changes().get(0);
    assertThat(change.key()).isEqualTo("event/acme/news/definition");
    assertThat(document(change.before()).has("pauses")).isFalse();
    assertThat(document(change.after()).path("pauses")).hasSize(1);
  }

  /** With all that goes with it. */
  @Test
  void aDeletionSaysWhatWasThere() {
    ask("PUT", EVENT + "/masks/m1", "chief", MASK);
    AuditRecord put = awaitOne();
    assertThat(put.id()).hasValue("m1");
    assertThat(put.changes().stream().map(AuditChange::key))
        .containsExactly("mask/acme/news/m1", "invalidation/acme/news/mask.m1");
    assertThat(put.changes().get(0).before()).isEmpty();
    ask("PUT", EVENT + "/notifications/n1", "chief", NOTE);
    awaitOne();
    ask("DELETE", EVENT, "chief", "");
    AuditRecord deleted = awaitOne();
    assertThat(deleted.changes().stream().map(AuditChange::key))
        .containsExactlyInAnyOrder(
            "event/acme/news/definition",
            "mask/acme/news/m1",
            "invalidation/acme/news/mask.m1",
            "notification/acme/news/n1");
    assertThat(deleted.changes()).allMatch(c -> c.before().isPresent() && c.after().isEmpty());
  }

  /** Generated from the table: a new route that changes something without a record fails here. */
  @Test
  void everyRouteThatChangesSomethingLeavesARecordAndNoOtherDoes() {
    for (AdminRoute route : node.server.operations().routes()) {
      node.audited.clear();
      try (TestNode own = new TestNode(c -> c.withAdminAccess(credentials.access()))) {
        String[] chief = {"Authorization", credentials.bearer("chief")};
        for (String part : List.of("masks", "notifications", "invalidations")) {
          String body = part.equals("masks") ? MASK : part.equals("notifications") ? NOTE : "{}";
          own.send(
              "PUT",
              own.adminUri(EVENT + "/" + part + "/x1"),
              BodyPublishers.ofString(body),
              chief);
        }
        if (route.path().endsWith("/resume")) {
          own.send("POST", own.adminUri(EVENT + "/pause"), chief);
        }
        int before = own.audited.size();
        String path =
            route
                .path()
                .replace("{tenant}", "acme")
                .replace("{event}", "news")
                .replace("{id}", "x1")
                .replace("{representation}", "v0");
        String name = route.method() + " " + route.path();
        assertThat(status(own, route, path, chief)).as(name).isBetween(200, 299);
        assertThat(own.audited.size() - before).as(name).isEqualTo(changes(route) ? 1 : 0);
      }
    }
  }

  private static int status(TestNode node, AdminRoute route, String path, String[] chief) {
    if (path.endsWith("/decisions")) {
      try (StreamReader endless = StreamReader.open(node.http, node.adminUri(path), chief)) {
        return endless.status();
      }
    }
    return node.send(
            route.method().name(), node.adminUri(path), BodyPublishers.ofString(body(route)), chief)
        .statusCode();
  }

  private static boolean changes(AdminRoute route) {
    return !route.method().name().equals("GET") && !route.path().matches(".*/p?review");
  }

  private static String body(AdminRoute route) {
    String path = route.path();
    boolean definition = path.endsWith("{event}") || path.endsWith("/review");
    return !changes(route) && !path.matches(".*/p?review")
            || route.method().name().equals("DELETE")
            || path.matches(".*/(end|pause|resume)")
        ? ""
        : definition
            ? Samples.NEWS
            : path.contains("/masks/") ? MASK : path.contains("/invalidations/") ? "{}" : NOTE;
  }

  private void refused(HttpResponse<byte[]> answer, String who, String event) {
    AuditRecord record = awaitOne();
    assertThat(record.status()).hasValue(answer.statusCode());
    assertThat(record.code()).hasValue(Json.code(answer));
    assertThat(record.principal()).isEqualTo(who);
    assertThat(record.event()).isEqualTo(event);
    assertThat(record.changes()).isEmpty();
    assertThat(record.outcome())
        .isEqualTo(answer.statusCode() < 500 ? Outcome.REFUSED : Outcome.FAILED);
  }

  private static final class Json {
    static String code(HttpResponse<byte[]> answer) {
      return io.liveorigin.contract.wire.WireJson.readTree(answer.body()).path("code").asText();
    }
  }

  @Test
  void whatIsRefusedHasARecordToo() {
    refused(node.send("DELETE", node.adminUri(EVENT)), "-", "-");
    refused(node.send("PUT", node.adminUri(EVENT), "Authorization", "Bearer x"), "-", "-");
    refused(
        node.send(
            "DELETE",
            node.adminUri(EVENT),
            "Sec-Fetch-Site",
            "cross-site",
            "Authorization",
            credentials.bearer("chief")),
        "-",
        "-");
    refused(ask("DELETE", EVENT, "reader", ""), "reader", "acme/news");
    refused(ask("PUT", EVENT, "chief", "{\"nonsense\":1}"), "chief", "acme/news");
    refused(ask("PUT", EVENT, "chief", "no JSON"), "chief", "acme/news");
    refused(ask("POST", EVENT + "/resume", "chief", ""), "chief", "acme/news");
    refused(ask("DELETE", "/events/acme/none", "chief", ""), "chief", "acme/none");
    refused(ask("PUT", "/nowhere", "chief", ""), "chief", "-");
    refused(ask("PUT", EVENT, "chief", " ".repeat(1024 * 1024 + 1)), "chief", "-");
  }

  @Test
  void readingLeavesNone() {
    ask("GET", "/nowhere", "chief", "");
    node.send("GET", node.adminUri(EVENT));
    ask("POST", EVENT + "/review", "chief", "no JSON");
    refused(ask("PUT", "/nowhere", "chief", ""), "chief", "-");
  }

  /** Nothing is reported as done that has no record: they are one transaction. */
  @Test
  void aChangeThatKafkaDoesNotTakeFails() {
    node.publishFailure =
        Optional.of(new OriginException(ErrorCode.STORAGE_UNAVAILABLE, "no broker"));
    refused(ask("PUT", EVENT + "/masks/m1", "chief", MASK), "chief", "acme/news");
  }

  @Test
  void aRecordThatCannotBeWrittenIsInTheLogAndCounted() {
    node.auditFailure = Optional.of(new OriginException(ErrorCode.STORAGE_UNAVAILABLE, "no"));
    try (LoggedFaults faults = new LoggedFaults()) {
      ask("DELETE", EVENT, "reader", "");
      await().until(() -> !faults.faults().isEmpty());
      assertThat(faults.faults().toString()).contains("\"principal\":\"reader\"");
    }
    String metrics = new String(ask("GET", "/metrics", "chief", "").body(), StandardCharsets.UTF_8);
    assertThat(metrics).contains("serving_audit_lost_total 1.0");
  }

  @Test
  void aFloodLeavesFewRecordsAndACount() {
    for (int i = 0; i < 60; i++) {
      ask("DELETE", EVENT, "reader", "");
    }
    await()
        .until(() -> node.audited.stream().mapToLong(r -> 1 + r.leftOut().orElse(0L)).sum() == 60);
    assertThat(node.audited).hasSizeLessThan(60);
  }

  @Test
  void noSecretIsInARecordAndNoRecordCanBeForged() throws IOException {
    ask("DELETE", EVENT, "reader", "");
    node.send("DELETE", node.adminUri(EVENT), "Authorization", "Bearer guessed-secret");
    try (RawClient client = new RawClient(node.server.adminPort())) {
      client.send(
          "PUT /events/caf%C3%A9/x?token=secret-query HTTP/1.1\r\nHost: localhost\r\n"
              + "X-Request-Id: a\tb\u00ff\r\nContent-Length: 0\r\n\r\n");
      client.answer("PUT");
    }
    await().until(() -> node.audited.size() == 3);
    for (AuditRecord record : node.audited) {
      String text = new String(record.toJson(), StandardCharsets.UTF_8);
      assertThat(text)
          .doesNotContain(credentials.secret("reader"), "guessed-secret", "secret-query")
          .matches("[ -~]*");
    }
  }
}
