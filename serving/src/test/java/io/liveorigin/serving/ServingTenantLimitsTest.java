package io.liveorigin.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.liveorigin.access.limit.Limit;
import io.liveorigin.access.limit.LimitsFile;
import io.liveorigin.access.limit.TenantLimits;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.wire.WireJson;
import io.liveorigin.serving.support.Samples;
import io.liveorigin.serving.support.TestNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One tenant exceeds each limit that a serving node keeps, and another goes on. */
class ServingTenantLimitsTest {
  private static final Duration PATIENT = Duration.ofSeconds(20);
  private static final int SIZE = 1_000;

  private final TestNode node = new TestNode();
  private final CountDownLatch free = new CountDownLatch(1);
  private final List<CompletableFuture<HttpResponse<byte[]>>> pending = new ArrayList<>();

  ServingTenantLimitsTest() {
    node.declare(Samples.definition(Samples.NEWS.replace("acme", "quiet")));
  }

  @AfterEach
  void close() {
    free.countDown();
    node.readsHang = false;
    node.hangingReads.forEach(Runnable::run);
    node.close();
  }

  static Set<Limit> limits() {
    return Limit.of(Limit.Node.SERVING);
  }

  private void noisy(Limit limit, long most) {
    node.edge
        .tenants()
        .apply(
            new LimitsFile(
                TenantLimits.UNSAID, Map.of("acme", TenantLimits.UNSAID.with(limit, most))));
  }

  private static SegmentAddress address(String tenant, long number) {
    return new SegmentAddress(Track.of(tenant, "news", "v0"), number);
  }

  private static String path(String tenant, long number) {
    return "/" + tenant + "/news/v0-" + number + ".m4s";
  }

  /** In memory. */
  private String live(String tenant, long number) {
    byte[] bytes = Samples.bytes(SIZE, number);
    SegmentAddress address = address(tenant, number);
    Candidate candidate = Samples.candidate(address, "a", bytes, node.clock.millis());
    node.edge.candidate(address, candidate, bytes);
    node.accept(Samples.decision(address, 1, candidate));
    return path(tenant, number);
  }

  /** In Kafka, that many segments behind what is near the live edge. */
  private String old(String tenant, int behind) {
    long number = node.liveEdge() - 18 - behind;
    byte[] bytes = Samples.bytes(SIZE, number + tenant.hashCode());
    SegmentAddress address = address(tenant, number);
    Candidate candidate = Samples.candidate(address, "a", bytes, TestNode.START);
    node.stored.put(candidate.digest(), ByteBuffer.wrap(bytes));
    node.index.decisions.put(address, Samples.decision(address, 1, candidate));
    return path(tenant, number);
  }

  private HttpResponse<byte[]> get(String path) {
    return node.get(path);
  }

  private void begin(String path) {
    pending.add(node.getAsync(path));
  }

  private HttpResponse<byte[]> put(String path, String body) {
    return node.send("PUT", node.adminUri(path), BodyPublishers.ofString(body));
  }

  private HttpResponse<byte[]> mask(String tenant, String id) {
    return put(
        "/events/" + tenant + "/news/masks/" + id, "{\"pipeline\":\"a\",\"from\":5,\"to\":9}");
  }

  private HttpResponse<byte[]> notification(String tenant, String id) {
    return put(
        "/events/" + tenant + "/news/notifications/" + id,
        "{\"key\":\"%s\",\"value\":\"v\",\"from\":%d}".formatted(id, node.liveEdge()));
  }

  private HttpResponse<byte[]> invalidation(String tenant, String id) {
    return put("/events/" + tenant + "/news/invalidations/" + id, "{\"from\":5,\"to\":9}");
  }

  private HttpResponse<byte[]> event(String tenant, String name) {
    return put(
        "/events/" + tenant + "/" + name,
        Samples.NEWS.replace("acme", tenant).replace("\"news\"", "\"" + name + "\""));
  }

  private long inUse(Limit limit) {
    return node.edge.tenants().of("acme").inUse(limit);
  }

  private void keepOlderThreads() {
    AtomicInteger kept = new AtomicInteger();
    node.index.afterLook =
        () -> {
          if (Thread.currentThread().getPriority() == Thread.MIN_PRIORITY) {
            kept.incrementAndGet();
            try {
              free.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          }
        };
    String path = old("acme", 3);
    begin(path);
    begin(path);
    await().atMost(PATIENT).until(() -> kept.get() == 2);
    begin(path);
    await().atMost(PATIENT).until(() -> inUse(Limit.READ_BACK_WAITING) == 1);
  }

  /** What is one too many of a tenant whose limit is that. */
  private HttpResponse<byte[]> exceed(Limit limit) {
    switch (limit) {
      case GETS -> {
        noisy(limit, 1);
        String path = live("acme", node.liveEdge());
        assertThat(get(path).statusCode()).isEqualTo(200);
        assertThat(get(path).statusCode()).isEqualTo(200);
        return get(path);
      }
      case HELD_REQUESTS -> {
        noisy(limit, 1);
        begin(path("acme", node.liveEdge() + 1));
        await().atMost(PATIENT).until(() -> node.held() == 1);
        return get(path("acme", node.liveEdge() + 1));
      }
      case READ_BACK_BYTES -> {
        noisy(limit, 10);
        assertThat(get(old("acme", 0)).statusCode()).isEqualTo(200);
        return get(old("acme", 2));
      }
      case READ_BACKS -> {
        noisy(limit, 1);
        node.readsHang = true;
        begin(old("acme", 0));
        await().atMost(PATIENT).until(() -> inUse(limit) == 1);
        return get(old("acme", 2));
      }
      case READ_BACK_SENDING -> {
        noisy(limit, 10);
        node.readsHang = true;
        begin(old("acme", 0));
        await().atMost(PATIENT).until(() -> inUse(limit) == SIZE);
        return get(old("acme", 2));
      }
      case READ_BACK_WAITING -> {
        keepOlderThreads();
        noisy(limit, 1);
        return get(old("acme", 2));
      }
      case EVENTS -> {
        noisy(limit, 1);
        return event("acme", "sports");
      }
      case REPRESENTATIONS -> {
        noisy(limit, 3);
        return event("acme", "sports");
      }
      case MASKS -> {
        noisy(limit, 1);
        assertThat(mask("acme", "m1").statusCode()).isEqualTo(201);
        return mask("acme", "m2");
      }
      case NOTIFICATIONS -> {
        noisy(limit, 1);
        assertThat(notification("acme", "n1").statusCode()).isEqualTo(201);
        return notification("acme", "n2");
      }
      case INVALIDATIONS -> {
        noisy(limit, 1);
        assertThat(invalidation("acme", "i1").statusCode()).isEqualTo(202);
        return invalidation("acme", "i2");
      }
      default -> throw new AssertionError("say here how " + limit + " is exceeded");
    }
  }

  /** The same of the quiet tenant. */
  private HttpResponse<byte[]> quietly(Limit limit) {
    return switch (limit) {
      case GETS -> get(live("quiet", node.liveEdge()));
      case HELD_REQUESTS -> {
        CompletableFuture<HttpResponse<byte[]>> held =
            node.getAsync(path("quiet", node.liveEdge() + 1));
        await().atMost(PATIENT).until(() -> node.held() == 2);
        live("quiet", node.liveEdge() + 1);
        yield held.join();
      }
      case READ_BACK_BYTES, READ_BACKS, READ_BACK_SENDING -> {
        node.readsHang = false;
        yield get(old("quiet", 0));
      }
      case READ_BACK_WAITING -> {
        CompletableFuture<HttpResponse<byte[]>> waits = node.getAsync(old("quiet", 0));
        await()
            .atMost(PATIENT)
            .until(() -> node.edge.tenants().of("quiet").inUse(Limit.READ_BACK_WAITING) == 1);
        free.countDown();
        yield waits.join();
      }
      case EVENTS, REPRESENTATIONS -> event("quiet", "sports");
      case MASKS -> mask("quiet", "m1");
      case NOTIFICATIONS -> notification("quiet", "n1");
      case INVALIDATIONS -> invalidation("quiet", "i1");
      default -> throw new AssertionError("say here what is the same of " + limit);
    };
  }

  private static int status(Limit limit) {
    return switch (limit.kind()) {
      case RATE, SHARE, SHARED_RATE -> 503;
      case DECLARED -> 409;
      case DECLARED_SHARE -> 429;
    };
  }

  @ParameterizedTest
  @MethodSource("limits")
  void theNoisyTenantIsRefusedAndTheQuietOneGoesOn(Limit limit) {
    HttpResponse<byte[]> refused = exceed(limit);

    assertThat(refused.statusCode()).isEqualTo(status(limit));
    JsonNode problem = WireJson.readTree(refused.body());
    String code =
        switch (status(limit)) {
          case 503 -> "overloaded";
          case 409 -> "tenant-limit";
          default -> "too-many-invalidations";
        };
    assertThat(problem.path("code").asText()).isEqualTo(code);
    if (status(limit) != 409) {
      assertThat(Long.parseLong(refused.headers().firstValue("Retry-After").orElseThrow()))
          .isPositive();
    }
    assertThat(quietly(limit).statusCode()).isIn(200, 201, 202);
    assertThat(node.meters.scrape())
        .contains(
            "serving_tenant_refusals_total{limit=\"%s\",tenant=\"acme\"} 1.0"
                .formatted(limit.label()))
        .doesNotContain("tenant=\"quiet\"");
    JsonNode tenants = WireJson.readTree(node.send("GET", node.adminUri("/status")).body());
    assertThat(tenants.at("/tenants")).hasSize(2);
    for (JsonNode tenant : tenants.at("/tenants")) {
      assertThat(tenant.at("/limits/" + limit.key() + "/refused").asInt())
          .isEqualTo(tenant.path("tenant").asText().equals("acme") ? 1 : 0);
    }
  }

  @Test
  void theRefusalOfAGetIsKeptASecond() {
    HttpResponse<byte[]> refused = exceed(Limit.GETS);

    assertThat(refused.headers().firstValue("Cache-Control")).contains("public, max-age=1");
    assertThat(refused.headers().firstValue("Retry-After")).contains("1");
    assertThat(new String(refused.body(), StandardCharsets.UTF_8)).contains("getsPerSecond");

    node.clock.advance(1_000);
    assertThat(get(path("acme", node.liveEdge() - 1)).statusCode()).isNotEqualTo(503);
  }

  @Test
  void aHoldIsGivenBackHoweverItEnds() {
    noisy(Limit.HELD_REQUESTS, 1);
    for (int i = 0; i < 3; i++) {
      CompletableFuture<HttpResponse<byte[]>> held =
          node.getAsync(path("acme", node.liveEdge() + 1));
      await().atMost(PATIENT).until(() -> node.held() == 1);
      live("acme", node.liveEdge() + 1);
      assertThat(held.orTimeout(20, TimeUnit.SECONDS).join().statusCode()).isEqualTo(200);
      await().atMost(PATIENT).until(() -> inUse(Limit.HELD_REQUESTS) == 0);
      node.clock.advance(2_000);
    }
  }

  @Test
  void whatWasReadBackIsGivenBackWhenItIsSent() {
    noisy(Limit.READ_BACK_SENDING, 10);
    for (int i = 0; i < 3; i++) {
      assertThat(get(old("acme", 2 * i)).statusCode()).isEqualTo(200);
      await().atMost(PATIENT).until(() -> inUse(Limit.READ_BACK_SENDING) == 0);
      await().atMost(PATIENT).until(() -> inUse(Limit.READ_BACKS) == 0);
    }
    assertThat(inUse(Limit.READ_BACK_WAITING)).isZero();
  }

  @Test
  void theLiveEdgeIsReadBackWhateverDvrHasTaken() {
    noisy(Limit.READ_BACK_BYTES, 10);
    assertThat(get(old("acme", 0)).statusCode()).isEqualTo(200);
    assertThat(get(old("acme", 2)).statusCode()).isEqualTo(503);

    assertThat(get(old("acme", -18)).statusCode()).isEqualTo(200);
  }

  @Test
  void whatATenantHasItMayChangeThoughTheLimitWasLowered() {
    assertThat(event("acme", "sports").statusCode()).isEqualTo(201);
    assertThat(mask("acme", "m1").statusCode()).isEqualTo(201);
    assertThat(mask("acme", "m2").statusCode()).isEqualTo(201);
    noisy(Limit.EVENTS, 1);
    assertThat(event("acme", "sports").statusCode()).isEqualTo(200);
    noisy(Limit.REPRESENTATIONS, 1);
    assertThat(event("acme", "sports").statusCode()).isEqualTo(200);
    noisy(Limit.MASKS, 1);
    assertThat(mask("acme", "m1").statusCode()).isEqualTo(200);
    assertThat(mask("acme", "m3").statusCode()).isEqualTo(409);
    assertThat(node.ensured).as("topics of what is refused").hasSize(3);
  }

  @Test
  void masksHaveTheirOrdersBesideThoseOfOperators() {
    noisy(Limit.INVALIDATIONS, 1);
    assertThat(invalidation("acme", "i1").statusCode()).isEqualTo(202);
    assertThat(mask("acme", "m1").statusCode()).isEqualTo(201);
    HttpResponse<byte[]> refused = mask("acme", "m2");
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.headers().firstValue("Retry-After")).contains("601");

    assertThat(invalidation("quiet", "i1").statusCode()).isEqualTo(202);
    assertThat(mask("quiet", "m1").statusCode()).isEqualTo(201);
  }
}
