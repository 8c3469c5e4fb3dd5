package io.liveorigin.standalone.cdn;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.schedule.Schedule;
import io.liveorigin.serving.response.MaxAges;
import io.liveorigin.standalone.support.client.Answer;
import io.liveorigin.standalone.support.client.Asked;
import io.liveorigin.standalone.support.client.SocketClients;
import io.liveorigin.testing.Patience;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the configurations that we ship promise, beside the live edge; for each node alike. */
@NeedsCdn
class EdgeCdnIT {
  private static final int CROWD = 50;

  @TempDir static Path directory;
  private static CdnOrigin origin;
  private static List<CdnNodeProcess> nodes;
  private static long newest;

  @BeforeAll
  static void start() {
    origin = CdnOrigin.patient(directory, UnaryOperator.identity());
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

  /** How often the origin was asked and could say. */
  private static long fetches(String node, String path) {
    return origin.requests().settled().of(node, path).stream()
        .filter(line -> line.status() != 503)
        .count();
  }

  @ParameterizedTest
  @ValueSource(strings = {Nginx.NAME, Varnish.NAME})
  void neither_query_nor_cmcd_nor_host_make_another_object(String name) {
    String path = origin.path("v360", newest - 1);
    byte[] body = node(name).get(path).body();

    assertThat(node(name).get(path + "?CMCD=bl%3D2100%2Csid%3D%22x%22").body()).isEqualTo(body);
    assertThat(node(name).get(path + "?x=1", "CMCD-Request", "bl=2100").body()).isEqualTo(body);
    assertThat(fetches(name, path)).isEqualTo(1);
    assertThat(body).isEqualTo(origin.bytes("v360", newest - 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {Nginx.NAME, Varnish.NAME})
  void a_percent_encoded_twin_does_not_poison_the_segment(String name) {
    String path = origin.path("v360", newest - 2);
    String twin = path.replace("v360-", "v360%2d");

    assertThat(node(name).get(twin).statusCode()).isEqualTo(404);
    assertThat(node(name).get(path).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {Nginx.NAME, Varnish.NAME})
  void a_head_fetches_the_segment_that_a_get_then_has(String name) {
    String path = origin.path("v360", newest - 3);
    byte[] bytes = origin.bytes("v360", newest - 3);

    HttpResponse<byte[]> head = node(name).http().send("HEAD", path);

    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(header(head, "Content-Length")).isEqualTo(Integer.toString(bytes.length));
    assertThat(node(name).get(path).body()).isEqualTo(bytes);
    assertThat(fetches(name, path)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {Nginx.NAME, Varnish.NAME})
  void ranges_and_conditions_are_answered_from_the_one_object(String name) {
    String path = origin.path("v360", newest - 4);
    byte[] bytes = origin.bytes("v360", newest - 4);

    HttpResponse<byte[]> part = node(name).get(path, "Range", "bytes=1000-1999");
    HttpResponse<byte[]> same = node(name).get(path, "If-None-Match", header(part, "ETag"));

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
    Schedule schedule = origin.definition().schedule();
    long future = origin.liveEdge() + 50;
    HttpResponse<byte[]> early = node(name).get(origin.path("v360", future));
    HttpResponse<byte[]> nonsense = node(name).get("/t/e/v360-" + "9".repeat(40) + ".m4s");
    long past = schedule.windowStart(CdnOrigin.CLOCK.millis()) - 10;
    HttpResponse<byte[]> late = node(name).get(origin.path("v360", past));

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
    long ahead = origin.definition().schedule().newestPermitted(CdnOrigin.CLOCK.millis());
    long oldest = origin.definition().schedule().windowStart(CdnOrigin.CLOCK.millis());
    HttpResponse<byte[]> near = node(name).get(origin.path("v180", ahead));
    node(name).http().get(origin.path("v180", oldest));

    assertThat(near.statusCode()).isEqualTo(404);
    assertThat(fetches(name, origin.path("v180", ahead))).isEqualTo(1);
    // Whatever it says: it was asked.
    assertThat(origin.requests().settled().of(name, origin.path("v180", oldest))).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {Nginx.NAME, Varnish.NAME})
  void a_refusal_is_kept_as_long_as_the_origin_says_and_tells_its_age(String name) {
    long life = MaxAges.standard().unknown().toSeconds();
    // A machine that stands still for as long as the refusal is kept shows nothing.
    for (int i = 0;
        oldestUntilRefetched(name, "/t/e/nobody" + i + "-" + newest + ".m4s", life) < 2; ) {
      i++;
    }
  }

  /** The largest age, seconds, with which a refusal came from the cache. */
  private static long oldestUntilRefetched(String name, String path, long life) {
    TimedAnswer first = TimedAnswer.get(node(name).http(), path);
    assertThat(first.answer().statusCode()).isEqualTo(404);
    long stored = first.sinceMade();
    AtomicLong oldest = new AtomicLong();
    Patience.await()
        .pollInterval(Duration.ofMillis(200))
        .until(
            () -> {
              TimedAnswer again = TimedAnswer.get(node(name).http(), path);
              if (again.header("X-Cache").equals("HIT")) {
                assertThat(again.fresh(life, stored)).as(again.toString()).isTrue();
                oldest.set(Long.parseLong(again.header("Age")));
              }
              return fetches(name, path) == 2;
            });
    return oldest.get();
  }

  /** All who wait get the one refusal of the first, which nginx keeps for a second. */
  @Test
  void those_who_wait_at_nginx_for_what_does_not_come_do_not_queue_for_it_one_by_one() {
    long number = origin.liveEdge() + 1;
    String path = origin.path("a96", number);
    long stored = 0;
    try (SocketClients clients = new SocketClients()) {
      for (Asked asked : crowd(clients, Nginx.NAME, path)) {
        Answer answer = Patience.get(asked.answer());
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("cache-control")).isEqualTo("no-store");
        long sinceMade = TimedAnswer.sinceMade(answer.header("date"), CdnOrigin.CLOCK.millis());
        stored = Math.max(stored, sinceMade);
      }
    }
    // One by one, each would be held anew.
    assertThat(origin.requests().settled().of(Nginx.NAME, path)).hasSizeLessThan(CROWD / 2);

    long storedWithin = stored;
    // Nobody is told so for longer: whoever asks again gets it if it has come.
    origin.publish("a", "a96", number, origin.bytes("a96", number));
    origin.awaitServed("a96", number);
    Patience.await()
        .pollInterval(Duration.ofMillis(100))
        .until(
            () -> {
              TimedAnswer again = TimedAnswer.get(node(Nginx.NAME).http(), path);
              boolean found = again.answer().statusCode() == 200;
              assertThat(found || again.fresh(1, storedWithin)).as(again.toString()).isTrue();
              return found;
            });
  }

  /** When the first has been refused, the others go to the origin together, and are held there. */
  @Test
  void those_who_wait_at_varnish_for_what_does_not_come_do_not_queue_for_it_one_by_one() {
    long number = origin.liveEdge() + 1;
    String path = origin.path("a96", number);
    try (SocketClients clients = new SocketClients()) {
      List<Asked> crowd = crowd(clients, Varnish.NAME, path);
      // One by one, there would never be two of them.
      Patience.await().until(() -> origin.holds() > 1);
      origin.publish("a", "a96", number, origin.bytes("a96", number));

      assertThat(crowd)
          .extracting(asked -> Patience.get(asked.answer()).status())
          .containsOnly(200, 503);
    }
    assertThat(node(Varnish.NAME).get(path).statusCode()).isEqualTo(200);
  }

  /** Returns when all have asked. */
  private static List<Asked> crowd(SocketClients clients, String name, String path) {
    List<Asked> crowd =
        IntStream.range(0, CROWD).mapToObj(i -> clients.get(node(name).port(), path)).toList();
    crowd.forEach(asked -> Patience.get(asked.sent()));
    return crowd;
  }

  @ParameterizedTest
  @ValueSource(strings = {Nginx.NAME, Varnish.NAME})
  void one_who_asked_too_early_does_not_undo_the_collapsing(String name) {
    long number = origin.liveEdge() + 3;
    String path = origin.path("v180", number);
    assertThat(node(name).get(path).statusCode()).isEqualTo(404);
    Patience.await()
        .pollInterval(Duration.ofMillis(20))
        .until(() -> origin.liveEdge() >= number - 1);
    try (SocketClients clients = new SocketClients()) {
      List<Asked> held = crowd(clients, name, path);
      Patience.await().until(() -> origin.liveEdge() >= number);
      origin.publish("a", "v180", number, origin.bytes("v180", number));

      assertThat(held).extracting(asked -> Patience.get(asked.answer()).status()).containsOnly(200);
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
    assertThat(node(name).get(path, "Origin-CDN-Secret", "what a client thinks").statusCode())
        .isEqualTo(200);
  }

  @Test
  void without_njs_nginx_takes_the_configuration_too() {
    CdnSettings settings = origin.settings();
    CdnNodeProcess stock = origin.nginx(settings, ShippedConfig::withoutNjs);

    HttpResponse<byte[]> answer = stock.get(origin.path("v360", newest - 9));

    assertThat(answer.statusCode()).isEqualTo(200);
    // The origin's clock: what the answer's age is computed from where nobody says it.
    assertThat(header(answer, "Date")).isNotEmpty();
  }

  @Test
  void nginx_replaces_what_it_has_for_who_knows_the_secret() {
    CdnNodeProcess nginx = node(Nginx.NAME);
    String path = origin.path("v360", newest - 7);
    nginx.get(path);

    nginx.get(path, Nginx.REFRESH, "a guess");
    assertThat(fetches(Nginx.NAME, path)).isEqualTo(1);
    HttpResponse<byte[]> refreshed = nginx.get(path, Nginx.REFRESH, CdnSettings.REFRESH);

    assertThat(refreshed.statusCode()).isEqualTo(200);
    assertThat(fetches(Nginx.NAME, path)).isEqualTo(2);
    assertThat(header(nginx.get(path), "X-Cache")).isEqualTo("HIT");
  }

  @Test
  void varnish_purges_by_url() {
    CdnNodeProcess varnish = node(Varnish.NAME);
    String path = origin.path("v360", newest - 7);
    varnish.get(path);

    // With a query as without: it is one object.
    assertThat(varnish.http().send("PURGE", path + "?CMCD=x").statusCode()).isEqualTo(200);
    varnish.get(path);

    assertThat(fetches(Varnish.NAME, path)).isEqualTo(2);
  }

  @Test
  void varnish_bans_by_a_key_and_nothing_but_that() {
    CdnNodeProcess varnish = node(Varnish.NAME);
    String banned = origin.path("v180", newest - 8);
    String kept = origin.path("v360", newest - 8);
    varnish.get(banned);
    varnish.get(kept);

    for (String bad : List.of("", ".*", "a b", "x\"y")) {
      assertThat(varnish.http().send("BAN", "/", "Surrogate-Key", bad).statusCode())
          .as(bad)
          .isEqualTo(400);
    }
    // A dot in a key is a dot.
    varnish.http().send("BAN", "/", "Surrogate-Key", "representation/t/e/v.60");
    String key = "representation/t/e/v180";
    assertThat(varnish.http().send("BAN", "/", "Surrogate-Key", key).statusCode()).isEqualTo(200);
    varnish.get(banned);
    varnish.get(kept);

    assertThat(fetches(Varnish.NAME, banned)).isEqualTo(2);
    assertThat(fetches(Varnish.NAME, kept)).isEqualTo(1);
  }
}
