package io.liveorigin.serving;

import static io.liveorigin.serving.support.RawClient.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.liveorigin.access.token.PresentedToken;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.json.JsonDocuments;
import io.liveorigin.serving.access.CdnSecrets;
import io.liveorigin.serving.access.ReaderRules;
import io.liveorigin.serving.support.RawClient;
import io.liveorigin.serving.support.Samples;
import io.liveorigin.serving.support.TestNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A tenant that asks its viewers for tokens, over both fronts. The tokens are other software's. */
class ViewerTokensHttpTest {
  private static final Path VECTORS =
      Path.of("..", "access", "src", "test", "resources", "tokens", "vectors.json");
  private static final String SECRET = "the-secret-of-the-cdn";

  /** A field that changes no answer, and that only Jetty's parser reads. */
  private static final String BY_JETTY = "CMCD-Session: sid=\"x\"";

  @TempDir private Path directory;
  private final JsonNode vectors = read();
  private ReaderRules rules;
  private TestNode node;
  private long edge;

  private static JsonNode read() {
    try {
      return JsonDocuments.readTree(Files.readAllBytes(VECTORS));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private String token(String name) {
    for (JsonNode vector : vectors.get("vectors")) {
      if (vector.get("name").asText().equals(name)) {
        return vector.get("token").asText();
      }
    }
    throw new AssertionError(name);
  }

  @BeforeEach
  void start() throws IOException {
    Files.writeString(directory.resolve("secrets"), SECRET);
    keys("k1", "es");
    rules =
        ReaderRules.watching(
            Optional.of(directory.resolve("secrets")),
            Optional.of(directory.resolve("tokens.yaml")),
            InstantSource.fixed(Instant.ofEpochMilli(TestNode.START)).withZone(ZoneOffset.UTC));
    node = new TestNode(config -> config.withCdnReaders(rules));
    edge = node.liveEdge();
    node.publish(edge, Samples.bytes(1_000, 1));
    node.init(Samples.V0, Samples.bytes(700, 2));
  }

  @AfterEach
  void close() {
    node.close();
    rules.close();
  }

  private void keys(String... kids) throws IOException {
    List<Object> keys = new ArrayList<>();
    for (String kid : kids) {
      String kind = kid.equals("k1") ? "secret" : "publicKey";
      keys.add(Map.of("kid", kid, kind, vectors.get("keys").get(kid)));
    }
    Map<String, Object> acme =
        Map.of(
            "issuer", "https://login.acme.example",
            "audience", "acme-live",
            "url", "https://live.acme.example",
            "keys", keys);
    Files.write(
        directory.resolve("tokens.yaml"),
        JsonDocuments.writeYaml(Map.of("tenants", Map.of("acme", acme))));
  }

  private RawClient.Answer ask(String method, String path, String... more) {
    List<String> fields = new ArrayList<>(List.of(more));
    fields.add(CdnSecrets.HEADER + ": " + SECRET);
    return RawClient.ask(node, method, path, fields.toArray(String[]::new));
  }

  private static String field(String token) {
    return PresentedToken.HEADER + ": " + token;
  }

  private static int status(RawClient.Answer answer) {
    return answer.head().stream()
        .filter(line -> line.startsWith("HTTP/1.1 "))
        .mapToInt(line -> Integer.parseInt(line.substring(9, 12)))
        .findFirst()
        .orElseThrow();
  }

  private static String code(RawClient.Answer answer) {
    return JsonDocuments.readTree(answer.body()).get("code").asText();
  }

  private double refusals(String reason) {
    return node.meters.get("serving.access.refusals").tag("reason", reason).counter().count();
  }

  private double plain() {
    return node.meters.get("serving.memory.responses").counter().count();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/acme/news/v0-init.mp4",
        "/acme/news/manifest.mpd",
        "/acme/news/master.m3u8",
        "/acme/news/v0.m3u8",
        "/acme/news/no-such-thing",
        "/acme/no-such-event/v0-1.m4s",
        "SEGMENT",
      })
  void everythingOfTheTenantNeedsATokenOnBothFronts(String of) {
    String path = of.equals("SEGMENT") ? TestNode.path(edge) : of;
    for (String method : List.of("GET", "HEAD")) {
      for (List<String> front : List.of(List.<String>of(), List.of(BY_JETTY))) {
        RawClient.Answer without = ask(method, path, front.toArray(String[]::new));
        assertThat(status(without)).isEqualTo(403);
        assertThat(without.head()).contains("Cache-Control: no-store");

        List<String> fields = new ArrayList<>(front);
        fields.add(field(token("plain")));
        RawClient.Answer with = ask(method, path, fields.toArray(String[]::new));
        assertThat(status(with)).isNotEqualTo(403);
        assertThat(with.head())
            .as("nobody else's")
            .anyMatch(line -> line.matches("Vary: (Accept-Encoding, )?CTA-Common-Access-Token"));
        assertThat(ask(method, path + "?CAT=" + token("plain")).head())
            .as("in the query")
            .contains(statusLine(with));
      }
    }
    assertThat(refusals("token-missing")).isEqualTo(4);
  }

  private static String statusLine(RawClient.Answer answer) {
    return answer.head().stream()
        .filter(line -> line.startsWith("HTTP/"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aTokenIsVerifiedByTheServletAndKnownToThePlainConnectionFromThenOn() {
    String path = TestNode.path(edge);
    double before = plain();

    RawClient.Answer first = ask("GET", path, field(token("plain")));
    assertThat(plain()).isEqualTo(before);
    RawClient.Answer second = ask("GET", path, field(token("plain")));
    assertThat(plain()).isEqualTo(before + 1);

    assertThat(status(first)).isEqualTo(200);
    assertThat(second.head()).isEqualTo(first.head());
    assertThat(second.body()).isEqualTo(first.body());
  }

  @ParameterizedTest
  @CsvSource({
    "over, token-expired, token-expired",
    "not yet, token-expired, token-expired",
    "of another key, token-invalid, token-invalid",
    "another path, token-invalid, token-uncovered",
    "another method, token-invalid, token-uncovered",
    "another header, token-invalid, token-uncovered",
    "of another issuer, token-invalid, token-uncovered",
    "replay prohibited, token-invalid, token-unsupported",
    "network, token-invalid, token-unsupported",
  })
  void aTokenForSomethingElseIsRefusedAndCounted(String name, String code, String reason) {
    for (String more : List.of("X: y", BY_JETTY)) {
      RawClient.Answer answer =
          ask("GET", TestNode.path(edge), field(token(name)), "X-Device: tv-1", more);
      assertThat(status(answer)).isEqualTo(403);
      assertThat(code(answer)).isEqualTo(code);
      assertThat(new String(answer.body(), java.nio.charset.StandardCharsets.UTF_8))
          .doesNotContain(token(name));
    }
    assertThat(refusals(reason)).isEqualTo(2);
  }

  @Test
  void aFieldThatTheTokenDemandsIsFoundByBothFronts() {
    String path = TestNode.path(edge);
    for (int i = 0; i < 2; i++) {
      for (String more : List.of("X: y", BY_JETTY)) {
        assertThat(status(ask("GET", path, field(token("header")), "x-dEVICE:  tv-1 ", more)))
            .isEqualTo(200);
        assertThat(status(ask("GET", path, field(token("header")), "X-Device: phone", more)))
            .isEqualTo(403);
        assertThat(
                status(
                    ask(
                        "GET",
                        path,
                        field(token("header")),
                        "X-Device: tv-1",
                        "X-Device: tv-1",
                        more)))
            .isEqualTo(403);
      }
    }
  }

  @Test
  void whoAsksForATokenHasNothingFromOthers() {
    // Without the CDN's secret nobody learns which tenants ask for tokens.
    assertThat(
            JsonDocuments.readTree(RawClient.ask(node, "GET", TestNode.path(edge)).body())
                .get("code")
                .asText())
        .isEqualTo(ErrorCode.FORBIDDEN.code());
    assertThat(code(ask("GET", "/other/news/v0-1.m4s"))).isEqualTo("unknown-event");
    assertThat(ask("GET", "/other/news/v0-1.m4s").head())
        .noneMatch(line -> line.startsWith("Vary"));
  }

  /** A browser asks by itself what a page may send, without what the page would send. */
  @Test
  void aPreflightNeedsNoTokenAndPermitsTheField() {
    RawClient.Answer answer = ask("OPTIONS", TestNode.path(edge));

    assertThat(status(answer)).isEqualTo(204);
    assertThat(answer.head())
        .anyMatch(
            line ->
                line.startsWith("Access-Control-Allow-Headers")
                    && line.contains("CTA-Common-Access-Token"));
  }

  @Test
  void aKeyThatIsTakenOutEndsItsTokensOnOpenConnectionsAndOfTwoKeysBothCount() throws IOException {
    byte[] next = Samples.bytes(2_000, 3);
    String secret = CdnSecrets.HEADER + ": " + SECRET;
    String[] old = {secret, field(token("plain"))};
    String[] fresh = {secret, field(token("ES256"))};
    try (RawClient kept = new RawClient(node);
        RawClient held = new RawClient(node).send(request("GET", TestNode.path(edge + 1), old))) {
      for (String[] fields : List.of(old, fresh, old, fresh)) {
        kept.send(request("GET", TestNode.path(edge), fields));
        assertThat(status(kept.answer("GET"))).isEqualTo(200);
      }
      await().until(() -> node.held() == 1);

      keys("es");
      rules.refresh();

      kept.send(request("GET", TestNode.path(edge), old));
      assertThat(status(kept.answer("GET"))).isEqualTo(403);
      kept.send(request("GET", TestNode.path(edge), fresh));
      assertThat(status(kept.answer("GET"))).isEqualTo(200);
      node.publish(edge + 1, next);
      assertThat(held.answer("GET").body()).as("it was admitted").isEqualTo(next);
    }
  }

  @Test
  void aFileThatWasEmptiedAsksForTokensAllTheSame() throws IOException {
    for (String text : List.of("", "tenants: {}\n", "tenants: {acme: {issuer: x}}\n")) {
      Files.writeString(directory.resolve("tokens.yaml"), text);
      rules.refresh();
      assertThat(status(ask("GET", TestNode.path(edge)))).isEqualTo(403);
      assertThat(status(ask("GET", TestNode.path(edge), field(token("plain"))))).isEqualTo(200);
      assertThat(rules.problems()).containsOnlyKeys("viewer-tokens");
      assertThat(
              node.meters
                  .get("serving.access.unusable")
                  .tag("file", "viewer-tokens")
                  .gauge()
                  .value())
          .isEqualTo(1);
    }
  }

  @Test
  void aTokenInTheQueryIsNoDirectiveOfAPlaylist() {
    RawClient.Answer plain = ask("GET", "/acme/news/v0.m3u8", field(token("plain")));
    RawClient.Answer query = ask("GET", "/acme/news/v0.m3u8?CAT=" + token("plain"));

    assertThat(query.body()).isEqualTo(plain.body());
    assertThat(new String(query.body(), java.nio.charset.StandardCharsets.UTF_8))
        .doesNotContain(token("plain"));
  }
}
