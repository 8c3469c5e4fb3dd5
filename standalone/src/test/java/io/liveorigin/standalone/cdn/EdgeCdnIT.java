package io.liveorigin.standalone.cdn;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.schedule.Schedule;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the configurations that we ship promise, beside the live edge; for each node alike. */
@NeedsCdn
@Timeout(120)
class EdgeCdnIT {
  @TempDir static Path directory;
  private static CdnOrigin origin;
  private static List<CdnNodeProcess> nodes;
  private static long newest;

  @BeforeAll
  static void start() {
    origin = CdnOrigin.start(directory, UnaryOperator.identity());
    nodes = List.of(origin.nginx(origin.settings()), origin.varnish(origin.settings()));
    newest = origin.liveEdge();
    for (long number = newest - 10; number <= newest; number++) {
      for (String representation : List.of("v360", "v180")) {
        origin.publish("a", representation, number, origin.bytes(representation, number));
      }
    }
    for (String representation : List.of("v360", "v180")) {
      origin.awaitServed(representation, newest);
    }
  }

  @AfterAll
  static void stop() {
    origin.close();
  }

  private static CdnNodeProcess node(String name) {
    return nodes.stream().filter(n -> n.name().equals(name)).findFirst().orElseThrow();
  }

  private static String header(HttpResponse<byte[]> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  private static long fetches(String node, String path) {
    return origin.requests().settled().of(node, path).size();
  }

  @ParameterizedTest
  @ValueSource(strings = {Nginx.NAME, Varnish.NAME})
  void neither_query_nor_cmcd_nor_host_make_another_object(String name) {
    String path = origin.path("v360", newest - 1);
    byte[] body = node(name).http().get(path).body();

    assertThat(node(name).http().get(path + "?CMCD=bl%3D2100%2Csid%3D%22x%22").body())
        .isEqualTo(body);
    assertThat(node(name).http().get(path + "?x=1", "CMCD-Request", "bl=2100").body())
        .isEqualTo(body);
    assertThat(fetches(name, path)).isEqualTo(1);
    assertThat(body).isEqualTo(origin.bytes("v360", newest - 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {Nginx.NAME, Varnish.NAME})
  void a_percent_encoded_twin_does_not_poison_the_segment(String name) {
    String path = origin.path("v360", newest - 2);
    String twin = path.replace("v360-", "v360%2d");

    assertThat(node(name).http().get(twin).statusCode()).isEqualTo(404);
    assertThat(node(name).http().get(path).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {Nginx.NAME, Varnish.NAME})
  void a_head_fetches_the_segment_that_a_get_then_has(String name) {
    String path = origin.path("v360", newest - 3);
    byte[] bytes = origin.bytes("v360", newest - 3);

    HttpResponse<byte[]> head = node(name).http().send("HEAD", path);

    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(header(head, "Content-Length")).isEqualTo(Integer.toString(bytes.length));
    assertThat(node(name).http().get(path).body()).isEqualTo(bytes);
    assertThat(fetches(name, path)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {Nginx.NAME, Varnish.NAME})
  void ranges_and_conditions_are_answered_from_the_one_object(String name) {
    String path = origin.path("v360", newest - 4);
    byte[] bytes = origin.bytes("v360", newest - 4);

    HttpResponse<byte[]> part = node(name).http().get(path, "Range", "bytes=1000-1999");
    HttpResponse<byte[]> same = node(name).http().get(path, "If-None-Match", header(part, "ETag"));

    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.body()).isEqualTo(Arrays.copyOfRange(bytes, 1000, 2000));
    assertThat(same.statusCode()).isEqualTo(304);
    assertThat(fetches(name, path)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {Nginx.NAME, Varnish.NAME})
  void preflights_are_answered_and_other_methods_end_at_the_edge(String name) {
    String path = origin.path("v360", newest - 5);

    HttpResponse<byte[]> preflight = node(name).http().send("OPTIONS", path);
    HttpResponse<byte[]> put = node(name).http().send("PUT", path);

    assertThat(preflight.statusCode()).isEqualTo(204);
    assertThat(header(preflight, "Access-Control-Allow-Methods")).contains("GET");
    assertThat(put.statusCode()).isEqualTo(405);
    assertThat(header(put, "Allow")).isEqualTo("GET, HEAD, OPTIONS");
    assertThat(header(put, "Cache-Control")).isEqualTo("no-store");
    assertThat(origin.requests().settled().of(name, path))
        .extracting(OriginRequests.Line::method)
        .containsExactly("OPTIONS");
  }

  @ParameterizedTest
  @ValueSource(strings = {Nginx.NAME, Varnish.NAME})
  void what_the_clock_rules_out_is_refused_without_asking_the_origin(String name) {
    Schedule schedule = origin.event().schedule();
    long future = origin.liveEdge() + 50;
    HttpResponse<byte[]> early = node(name).http().get(origin.path("v360", future));
    HttpResponse<byte[]> nonsense = node(name).http().get("/t/e/v360-" + "9".repeat(40) + ".m4s");
    long past = schedule.windowStart(CdnOrigin.CLOCK.millis()) - 10;
    HttpResponse<byte[]> late = node(name).http().get(origin.path("v360", past));

    assertThat(early.statusCode()).isEqualTo(404);
    assertThat(header(early, "Cache-Control")).matches("public, max-age=[1-9][0-9]?");
    assertThat(header(early, "Origin-Available-At")).isEqualTo(Long.toString(schedule.due(future)));
    assertThat(new String(early.body(), StandardCharsets.UTF_8)).contains("\"not-yet\"");
    assertThat(nonsense.statusCode()).isEqualTo(404);
    assertThat(late.statusCode()).isEqualTo(410);
    assertThat(header(late, "Cache-Control")).isEqualTo("public, max-age=3600");
    assertThat(header(late, "Access-Control-Allow-Origin")).isEqualTo("*");
    assertThat(fetches(name, origin.path("v360", future))).isZero();
    assertThat(fetches(name, origin.path("v360", past))).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {Nginx.NAME, Varnish.NAME})
  void the_edge_refuses_nothing_that_the_origin_might_serve(String name) {
    // Packagers may be five ahead of the clock, and what is published is served at once.
    long ahead = origin.event().schedule().newestPermitted(CdnOrigin.CLOCK.millis());
    long oldest = origin.event().schedule().windowStart(CdnOrigin.CLOCK.millis());
    HttpResponse<byte[]> near = node(name).http().get(origin.path("v180", ahead));
    node(name).http().get(origin.path("v180", oldest));

    assertThat(near.statusCode()).isEqualTo(404);
    assertThat(fetches(name, origin.path("v180", ahead))).isEqualTo(1);
    assertThat(fetches(name, origin.path("v180", oldest))).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {Nginx.NAME, Varnish.NAME})
  void a_refusal_is_kept_as_long_as_the_origin_says_and_tells_its_age(String name) {
    String path = "/t/e/nobody-" + newest + ".m4s";
    assertThat(node(name).http().get(path).statusCode()).isEqualTo(404);
    Awaitility.await()
        .atMost(Duration.ofSeconds(4))
        .pollInterval(Duration.ofMillis(200))
        .untilAsserted(
            () -> {
              HttpResponse<byte[]> again = node(name).http().get(path);
              assertThat(header(again, "X-Cache")).isEqualTo("HIT");
              assertThat(Integer.parseInt(header(again, "Age"))).isGreaterThanOrEqualTo(2);
            });
    assertThat(fetches(name, path)).isEqualTo(1);
    Awaitility.await()
        .atMost(Duration.ofSeconds(8))
        .pollInterval(Duration.ofMillis(200))
        .until(
            () -> {
              node(name).http().get(path);
              return fetches(name, path) == 2;
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {Nginx.NAME, Varnish.NAME})
  void those_who_wait_for_what_does_not_come_do_not_queue_for_it_one_by_one(String name)
      throws Exception {
    Schedule schedule = origin.event().schedule();
    long number = origin.liveEdge() + 1;
    String path = origin.path("a96", number);
    List<CompletableFuture<HttpResponse<byte[]>>> waiting = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      waiting.add(node(name).http().getAsync(path));
    }
    for (CompletableFuture<HttpResponse<byte[]>> answer : waiting) {
      HttpResponse<byte[]> got = answer.get(30, TimeUnit.SECONDS);
      assertThat(got.statusCode()).isEqualTo(503);
      assertThat(header(got, "Cache-Control")).isEqualTo("no-store");
    }
    // Held until decided + 0.5 s. Lock waiters of nginx look twice a second.
    assertThat(CdnOrigin.CLOCK.millis() - schedule.decided(number)).isLessThan(500 + 2_500);
    // No cache says so for longer than a second: whoever asks again gets it if it has come.
    origin.publish("a", "a96", number, origin.bytes("a96", number));
    Awaitility.await()
        .atMost(Duration.ofSeconds(2))
        .pollInterval(Duration.ofMillis(100))
        .until(() -> node(name).http().get(path).statusCode() == 200);
  }

  @ParameterizedTest
  @ValueSource(strings = {Nginx.NAME, Varnish.NAME})
  void one_who_asked_too_early_does_not_undo_the_collapsing(String name) throws Exception {
    long number = origin.liveEdge() + 3;
    String path = origin.path("v180", number);
    assertThat(node(name).http().get(path).statusCode()).isEqualTo(404);
    Awaitility.await()
        .atMost(CdnOrigin.PATIENT)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> origin.liveEdge() == number - 1);
    List<CompletableFuture<HttpResponse<byte[]>>> held = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      held.add(node(name).http().getAsync(path));
    }
    Awaitility.await().atMost(CdnOrigin.PATIENT).until(() -> origin.liveEdge() == number);
    origin.publish("a", "v180", number, origin.bytes("v180", number));

    for (CompletableFuture<HttpResponse<byte[]>> answer : held) {
      assertThat(answer.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
    }
    assertThat(origin.requests().settled().of(name, path))
        .extracting(OriginRequests.Line::status)
        .containsExactly(404, name.equals(Nginx.NAME) ? 206 : 200);
  }

  @ParameterizedTest
  @ValueSource(strings = {Nginx.NAME, Varnish.NAME})
  void only_the_cdn_reaches_the_origin(String name) {
    String path = origin.path("v360", newest - 6);

    assertThat(origin.stack().serving().get(path).statusCode()).isEqualTo(403);
    assertThat(
            node(name).http().get(path, "Origin-CDN-Secret", "what a client thinks").statusCode())
        .isEqualTo(200);
  }

  @Test
  void without_njs_nginx_takes_the_configuration_too() {
    CdnSettings settings = origin.settings();
    CdnNodeProcess stock = origin.nginx(settings, ShippedConfig::withoutNjs);

    HttpResponse<byte[]> answer = stock.http().get(origin.path("v360", newest - 9));

    assertThat(answer.statusCode()).isEqualTo(200);
    // The origin's clock: what the answer's age is computed from where nobody says it.
    assertThat(header(answer, "Date")).isNotEmpty();
  }

  @Test
  void nginx_replaces_what_it_has_for_who_knows_the_secret() {
    CdnNodeProcess nginx = node(Nginx.NAME);
    String path = origin.path("v360", newest - 7);
    nginx.http().get(path);

    nginx.http().get(path, Nginx.REFRESH, "a guess");
    assertThat(fetches(Nginx.NAME, path)).isEqualTo(1);
    HttpResponse<byte[]> refreshed = nginx.http().get(path, Nginx.REFRESH, CdnSettings.REFRESH);

    assertThat(refreshed.statusCode()).isEqualTo(200);
    assertThat(fetches(Nginx.NAME, path)).isEqualTo(2);
    assertThat(header(nginx.http().get(path), "X-Cache")).isEqualTo("HIT");
  }

  @Test
  void varnish_purges_by_url() {
    CdnNodeProcess varnish = node(Varnish.NAME);
    String path = origin.path("v360", newest - 7);
    varnish.http().get(path);

    // With a query as without: it is one object.
    assertThat(varnish.http().send("PURGE", path + "?CMCD=x").statusCode()).isEqualTo(200);
    varnish.http().get(path);

    assertThat(fetches(Varnish.NAME, path)).isEqualTo(2);
  }

  @Test
  void varnish_bans_by_a_key_and_nothing_but_that() {
    CdnNodeProcess varnish = node(Varnish.NAME);
    String banned = origin.path("v180", newest - 8);
    String kept = origin.path("v360", newest - 8);
    varnish.http().get(banned);
    varnish.http().get(kept);

    for (String bad : List.of("", ".*", "a b", "x\"y")) {
      assertThat(varnish.http().send("BAN", "/", "Surrogate-Key", bad).statusCode())
          .as(bad)
          .isEqualTo(400);
    }
    // A dot in a key is a dot.
    varnish.http().send("BAN", "/", "Surrogate-Key", "representation/t/e/v.60");
    String key = "representation/t/e/v180";
    assertThat(varnish.http().send("BAN", "/", "Surrogate-Key", key).statusCode()).isEqualTo(200);
    varnish.http().get(banned);
    varnish.http().get(kept);

    assertThat(fetches(Varnish.NAME, banned)).isEqualTo(2);
    assertThat(fetches(Varnish.NAME, kept)).isEqualTo(1);
  }
}
