package io.liveorigin.serving;

import static io.liveorigin.serving.ServingHttpTest.assertRefused;
import static io.liveorigin.serving.ServingHttpTest.header;
import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.serving.access.CdnSecrets;
import io.liveorigin.serving.support.Samples;
import io.liveorigin.serving.support.TestNode;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the public listener offers beside segments, over real HTTP. */
class PublicRoutesTest {
  /** Read by browsers and caches, or safelisted (Fetch standard, 3.2.8). */
  private static final Set<String> FOR_OTHERS =
      Set.of(
          "x-accel-expires",
          "access-control-allow-origin",
          "access-control-expose-headers",
          "timing-allow-origin",
          "cache-control",
          "cdn-cache-control",
          "surrogate-key",
          "content-type");

  private final TestNode node = new TestNode();
  private final long edge = node.liveEdge();

  @AfterEach
  void close() {
    node.close();
  }

  @Test
  void theTimeIsToldAndNotStored() {
    HttpResponse<byte[]> answer = node.get("/time");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(new String(answer.body(), StandardCharsets.US_ASCII))
        .isEqualTo("2023-11-14T22:13:20Z");
    assertThat(header(answer, "Cache-Control")).isEqualTo("no-store");
    assertThat(header(answer, "Access-Control-Allow-Origin")).isEqualTo("*");
    assertThat(header(node.head("/time"), "Content-Length")).isEqualTo("20");
  }

  @Test
  void aPreflightIsAnswered() {
    HttpResponse<byte[]> answer =
        node.send(
            "OPTIONS",
            node.uri(TestNode.path(edge)),
            "Origin",
            "https://player.example",
            "Access-Control-Request-Method",
            "GET");

    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(header(answer, "Access-Control-Allow-Origin")).isEqualTo("*");
    assertThat(header(answer, "Access-Control-Allow-Methods")).contains("GET");
    assertThat(header(answer, "Access-Control-Allow-Headers")).contains("Range");
  }

  /** A header that is not listed does not exist for a player in a page. */
  @Test
  void pagesSeeEveryHeaderOfOurs() {
    node.publish(edge, Samples.bytes(10, 1), Samples.dropped(1));
    Set<String> exposed =
        Set.of(
            header(node.get("/time"), "Access-Control-Expose-Headers")
                .toLowerCase(Locale.ROOT)
                .split(", "));

    for (HttpResponse<byte[]> answer :
        List.of(
            node.get(TestNode.path(edge)),
            node.get(TestNode.path(edge), "Range", "bytes=0-1"),
            node.get(TestNode.path(edge + 9)),
            node.get(TestNode.path(edge - 5)))) {
      for (String name : answer.headers().map().keySet()) {
        assertThat(exposed.contains(name) || FOR_OTHERS.contains(name)).as(name).isTrue();
      }
    }
  }

  @Test
  void otherMethodsAreRefused() {
    for (String method : List.of("PUT", "POST", "DELETE", "PATCH", "BREW")) {
      HttpResponse<byte[]> answer = node.send(method, node.uri(TestNode.path(edge)));
      assertRefused(answer, ErrorCode.METHOD_NOT_ALLOWED, "no-store");
      assertThat(header(answer, "Allow")).isEqualTo("GET, HEAD, OPTIONS");
    }
  }

  @Test
  void aListenerWithASecretAnswersOnlyWhoHasIt() {
    String old = "s3cr3t-canary-old";
    String fresh = "s3cr3t-canary-new";
    try (TestNode guarded =
        new TestNode(config -> config.withCdnSecrets(new CdnSecrets(List.of(old, fresh))))) {
      String path = TestNode.path(guarded.liveEdge());
      guarded.publish(guarded.liveEdge(), Samples.bytes(10, 1));

      assertRefused(guarded.get(path), ErrorCode.FORBIDDEN, "no-store");
      assertRefused(
          guarded.get(path, CdnSecrets.HEADER, old + "x"), ErrorCode.FORBIDDEN, "no-store");
      // Nor does a stranger learn which events exist.
      assertRefused(guarded.get("/no/event/x.m4s"), ErrorCode.FORBIDDEN, "no-store");
      assertRefused(guarded.send("PUT", guarded.uri(path)), ErrorCode.FORBIDDEN, "no-store");
      for (String secret : List.of(old, fresh)) {
        assertThat(guarded.get(path, CdnSecrets.HEADER, secret).statusCode()).isEqualTo(200);
      }
      assertThat(guarded.get("/time").statusCode()).isEqualTo(200);
      assertThat(guarded.send("GET", guarded.adminUri("/health/live")).statusCode()).isEqualTo(200);
    }
  }
}
