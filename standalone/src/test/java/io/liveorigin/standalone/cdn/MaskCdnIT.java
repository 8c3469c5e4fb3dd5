package io.liveorigin.standalone.cdn;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.liveorigin.contract.control.Mask;
import io.liveorigin.contract.wire.WireJson;
import io.liveorigin.serving.invalidation.CdnNode;
import io.liveorigin.serving.invalidation.PurgeStyle;
import io.liveorigin.standalone.stack.Http;
import io.liveorigin.testing.Patience;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Invariant: after a mask, and the purge that follows from it, no cache gives anybody the masked
 * bytes; the viewers of the live edge notice nothing.
 */
@NeedsCdn
class MaskCdnIT {
  private static final String ID = "black-frames";
  private static final List<String> BOTH = List.of("a", "b");

  /** Of each node and representation. One would do: they are there to go on unharmed. */
  private static final int CLIENTS = 20;

  private static final int BACK = 8;
  private static final int AHEAD = 4;

  @TempDir Path directory;

  @Test
  void after_the_purge_nobody_gets_the_masked_bytes() {
    int nginxPort = CdnNodeProcess.freePort();
    int banPort = CdnNodeProcess.freePort();
    int purgePort = CdnNodeProcess.freePort();
    List<CdnNode> told =
        List.of(
            node(
                "nginx", nginxPort, PurgeStyle.REFRESH, Map.of(Nginx.REFRESH, CdnSettings.REFRESH)),
            node("varnish-ban", banPort, PurgeStyle.BAN, Map.of()),
            node("varnish-purge", purgePort, PurgeStyle.PURGE, Map.of()));
    try (CdnOrigin origin = CdnOrigin.patient(directory, config -> config.withCdnNodes(told))) {
      List<CdnNodeProcess> nodes =
          List.of(
              origin.nginx(origin.settings(nginxPort)), origin.varnish(origin.settings(banPort)));
      CdnNodeProcess purged = origin.varnish(origin.settings(purgePort));
      try (FollowRun run = new FollowRun(origin, nodes, CLIENTS, status -> status == 503)) {
        run.follow(BACK, BOTH);
        List<Long> cached =
            run.numbers().subList(run.numbers().size() - BACK, run.numbers().size());
        CompletableFuture<Void> masked =
            CompletableFuture.runAsync(
                () -> maskAndWatch(origin, List.of(nodes.get(0), nodes.get(1), purged), cached));
        while (!masked.isDone()) {
          run.follow(1, BOTH);
        }
        Patience.get(masked);

        Map<String, Set<String>> decided = origin.decided();
        for (CdnNodeProcess node : nodes) {
          FollowReport report = run.report(node);
          CdnTable.add(report.row("holds, mask"));
          report.assertAllGotAll(3L * CLIENTS * run.numbers().size(), decided);
        }
      }
    }
  }

  private static CdnNode node(
      String name, int port, PurgeStyle style, Map<String, String> headers) {
    return new CdnNode(name, URI.create("http://127.0.0.1:" + port), style, headers);
  }

  /** What a cache had when the mask came. */
  private record Cached(CdnNodeProcess node, String path, String etag) {}

  /** Masks what every node has, and asks them for it again and again until all is over. */
  private static void maskAndWatch(
      CdnOrigin origin, List<CdnNodeProcess> nodes, List<Long> numbers) {
    List<Cached> before = new ArrayList<>();
    for (CdnNodeProcess node : nodes) {
      for (long number : numbers) {
        for (String representation : List.of("v360", "v180", "a96")) {
          String path = origin.path(representation, number);
          HttpResponse<byte[]> answer = node.get(path);
          assertThat(pipeline(answer)).as(path).isEqualTo("a");
          before.add(new Cached(node, path, Http.etag(answer)));
        }
      }
    }
    long first = numbers.get(0);
    long last = numbers.get(numbers.size() - 1);
    origin
        .stack()
        .admin()
        .mask(new Mask("t", "e", ID, "a", null, first, last + AHEAD, "black frames"));
    Map<Integer, Integer> looks = new HashMap<>();
    Patience.await()
        .pollInterval(Duration.ofMillis(100))
        .until(
            () -> {
              JsonNode status = status(origin);
              for (int i = 0; i < nodes.size(); i++) {
                // In the order of the configuration, which is that of the list.
                if (status.path("nodes").path(i).path("firstAnsweredAt").isNumber()) {
                  assertNobodyGetsMaskedBytes(before, nodes.get(i));
                  looks.merge(i, 1, Integer::sum);
                }
              }
              return status.path("state").asText().equals("done");
            });
    assertThat(looks).as("looks at each node between the two rounds").hasSize(nodes.size());
    nodes.forEach(node -> assertNobodyGetsMaskedBytes(before, node));
  }

  private static void assertNobodyGetsMaskedBytes(List<Cached> before, CdnNodeProcess node) {
    for (Cached cached : before) {
      if (cached.node() == node) {
        HttpResponse<byte[]> answer = node.get(cached.path());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(pipeline(answer)).as(node.port() + cached.path()).isEqualTo("b");
        assertThat(Http.etag(answer)).isNotEqualTo(cached.etag());
      }
    }
  }

  private static JsonNode status(CdnOrigin origin) {
    return WireJson.readTree(
        origin.stack().adminHttp().get("/events/t/e/invalidations/mask." + ID).body());
  }

  private static String pipeline(HttpResponse<byte[]> answer) {
    return answer.headers().firstValue("Origin-Pipeline").orElse("none");
  }
}
