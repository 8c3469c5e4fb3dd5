package io.liveorigin.serving;

import static io.liveorigin.serving.support.RawClient.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.liveorigin.access.file.WatchedFiles;
import io.liveorigin.contract.json.JsonDocuments;
import io.liveorigin.serving.access.CdnSecrets;
import io.liveorigin.serving.access.ReaderRules;
import io.liveorigin.serving.support.RawClient;
import io.liveorigin.serving.support.Samples;
import io.liveorigin.serving.support.TestNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who may read by the CDN's secrets, over both fronts; the secrets change while the node runs. */
class ReaderSecretsHttpTest {
  private static final String OTHERS = "the-secret-of-all-others";
  private static final String NEWER = "a-newer-secret-of-acme";
  private static final String REVOKED = "a-revoked-secret-of-acme";
  private static final String BETA = "the-secret-of-tenant-beta";

  /** A field that changes no answer, and that only Jetty's parser reads. */
  private static final String BY_JETTY = "CMCD-Session: sid=\"x\"";

  /** What is sent for paths of acme. */
  private enum Sent {
    NOTHING(Optional.empty(), "missing-secret"),
    EMPTY(Optional.of(""), "wrong-secret"),
    GUESS(Optional.of("a-guess-of-a-secret"), "wrong-secret"),
    PREFIX(Optional.of(NEWER.substring(1)), "wrong-secret"),
    DEFAULT(Optional.of(OTHERS), "wrong-secret"),
    OTHER_TENANT(Optional.of(BETA), "wrong-secret"),
    OLD(Optional.of(REVOKED), "wrong-secret"),
    RIGHT(Optional.of(NEWER), "");

    private final Optional<String> secret;
    private final String reason;

    Sent(Optional<String> secret, String reason) {
      this.secret = secret;
      this.reason = reason;
    }
  }

  @TempDir private Path directory;
  private Path file;
  private ReaderRules rules;
  private TestNode node;
  private long edge;

  @BeforeEach
  void start() {
    file = directory.resolve("secrets.yaml");
    write(NEWER, REVOKED);
    rules =
        ReaderRules.watching(
            Optional.of(file),
            Optional.empty(),
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

  private void write(String... ofAcme) {
    write(
        "default: [%s]\ntenants:\n  acme: [%s]\n  beta: [%s]\n"
            .formatted(OTHERS, String.join(", ", ofAcme), BETA));
  }

  private void write(String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private RawClient.Answer ask(
      String method, String path, Optional<String> secret, String... more) {
    List<String> fields = new ArrayList<>(List.of(more));
    secret.ifPresent(value -> fields.add(CdnSecrets.HEADER + ": " + value));
    return RawClient.ask(node, method, path, fields.toArray(String[]::new));
  }

  private static int status(RawClient.Answer answer) {
    return answer.head().stream()
        .filter(line -> line.startsWith("HTTP/1.1 "))
        .mapToInt(line -> Integer.parseInt(line.substring(9, 12)))
        .findFirst()
        .orElseThrow();
  }

  private double refusals(String reason) {
    return node.meters.get("serving.access.refusals").tag("reason", reason).counter().count();
  }

  private double plain() {
    return node.meters.get("serving.memory.responses").counter().count();
  }

  private List<String> paths() {
    return List.of(
        TestNode.path(edge),
        "/acme/news/v0-init.mp4",
        "/acme/news/manifest.mpd",
        "/acme/news/master.m3u8",
        "/acme/news/no-such-thing",
        "/acme/no-such-event/v0-1.m4s",
        "/acme",
        "/acme/");
  }

  @ParameterizedTest
  @EnumSource
  void whoHasTheTenantsSecretIsAnsweredAndNobodyElse(Sent sent) {
    write(NEWER);
    rules.refresh();
    Set<String> refusals = new HashSet<>();
    int asked = 0;
    for (String path : paths()) {
      for (String method : List.of("GET", "HEAD", "OPTIONS", "PUT")) {
        RawClient.Answer one = ask(method, path, sent.secret);
        RawClient.Answer other = ask(method, path, sent.secret, BY_JETTY);
        asked += 2;
        assertThat(one.head()).as(method + " " + path).isEqualTo(other.head());
        assertThat(one.body()).as(method + " " + path).isEqualTo(other.body());
        assertThat(status(one) == 403).as(method + " " + path).isEqualTo(sent != Sent.RIGHT);
        if (sent != Sent.RIGHT && method.equals("GET")) {
          refusals.add(
              one.head() + new String(one.body(), java.nio.charset.StandardCharsets.UTF_8));
        }
      }
    }
    assertThat(status(ask("GET", "/time", sent.secret))).isEqualTo(200);
    if (sent == Sent.RIGHT) {
      assertThat(status(ask("GET", TestNode.path(edge), sent.secret))).isEqualTo(200);
      assertThat(status(ask("OPTIONS", TestNode.path(edge), sent.secret))).isEqualTo(204);
      assertThat(plain()).isPositive();
    } else {
      assertThat(refusals).as("whatever is there, the refusal is the same").hasSize(1);
      assertThat(refusals(sent.reason)).isEqualTo(asked);
      assertThat(plain()).isZero();
    }
  }

  /**
   * Neither which tenants there are, nor which have secrets of their own, nor which path exists.
   */
  @Test
  void aRefusalIsTheSameForEveryTenant() {
    for (String secret : List.of("a-guess-of-a-secret", "")) {
      Optional<String> sent = Optional.of(secret).filter(s -> !s.isEmpty());
      RawClient.Answer own = ask("GET", TestNode.path(edge), sent);
      for (String path :
          List.of(
              "/nobody/news/v0-1.m4s", "/beta/e/x", "/", "/cmcd", "/acme;a/news/x", "/%61cme/x")) {
        RawClient.Answer other = ask("GET", path, sent);
        assertThat(other.head()).as(path).isEqualTo(own.head());
        assertThat(other.body()).as(path).isEqualTo(own.body());
      }
    }
  }

  /** What is not spelt as the tenant is not the tenant's, for the secret and for the answer. */
  @Test
  void noOtherSpellingOfATenantIsServedWithAnotherSecret() {
    for (String path :
        List.of(
            "/%61cme/news/v0-%d.m4s",
            "//acme/news/v0-%d.m4s",
            "/./acme/news/v0-%d.m4s",
            "/x/../acme/news/v0-%d.m4s",
            "/beta/../acme/news/v0-%d.m4s",
            "/beta/..;/acme/news/v0-%d.m4s",
            "/beta%2f..%2facme/news/v0-%d.m4s",
            "/ACME/news/v0-%d.m4s",
            "/acme;x/news/v0-%d.m4s",
            "http://o/acme/news/v0-%d.m4s")) {
      for (String secret : List.of(OTHERS, BETA)) {
        RawClient.Answer answer =
            ask("GET", path.replace("%d", Long.toString(edge)), Optional.of(secret));
        assertThat(status(answer)).as(path).isNotEqualTo(200);
      }
    }
  }

  @Test
  void aRevokedSecretEndsOnConnectionsThatAreOpenAndAHeldRequestIsAnswered() throws IOException {
    String field = CdnSecrets.HEADER + ": " + REVOKED;
    byte[] next = Samples.bytes(2_000, 3);
    try (RawClient kept = new RawClient(node);
        RawClient held = new RawClient(node).send(request("GET", TestNode.path(edge + 1), field));
        RawClient heldByServlet =
            new RawClient(node).send(request("GET", TestNode.path(edge + 1), field, BY_JETTY))) {
      kept.send(request("GET", TestNode.path(edge), field));
      assertThat(status(kept.answer("GET"))).isEqualTo(200);
      await().until(() -> node.held() == 2);

      write(NEWER);
      rules.refresh();

      kept.send(request("GET", TestNode.path(edge), field));
      assertThat(status(kept.answer("GET"))).isEqualTo(403);
      kept.send(request("GET", TestNode.path(edge), CdnSecrets.HEADER + ": " + NEWER));
      assertThat(status(kept.answer("GET"))).isEqualTo(200);
      node.publish(edge + 1, next);
      for (RawClient admitted : List.of(held, heldByServlet)) {
        RawClient.Answer answer = admitted.answer("GET");
        assertThat(status(answer)).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(next);
      }
    }
    assertThat(refusals("wrong-secret")).isEqualTo(1);
  }

  /** Two seconds are stated: one until the file is looked at, and one to read it. */
  @Test
  void theFileIsLookedAtOftenEnoughForWhatIsStated() {
    assertThat(WatchedFiles.PERIOD.multipliedBy(2)).isLessThanOrEqualTo(Duration.ofSeconds(2));

    write(NEWER);

    await()
        .untilAsserted(
            () ->
                assertThat(status(ask("GET", TestNode.path(edge), Optional.of(REVOKED))))
                    .isEqualTo(403));
  }

  @Test
  void aFileThatCannotBeUsedOpensNothingAndIsReported() throws IOException {
    for (String text : List.of("", "# nothing\n", "default: []\n", "default: [", "tenants: {}\n")) {
      write(text);
      rules.refresh();
      assertStillGuarded(text);
    }
    Files.delete(file);
    rules.refresh();
    assertStillGuarded("no file");
    Files.createDirectory(file);
    rules.refresh();
    assertStillGuarded("a directory");
    Files.delete(file);

    write(NEWER, REVOKED);
    rules.refresh();
    assertThat(rules.problems()).isEmpty();
    assertThat(unusable()).isZero();
    assertThat(status(ask("GET", TestNode.path(edge), Optional.of(NEWER)))).isEqualTo(200);
  }

  private double unusable() {
    return node.meters.get("serving.access.unusable").tag("file", "cdn-secrets").gauge().value();
  }

  private void assertStillGuarded(String with) {
    assertThat(status(ask("GET", TestNode.path(edge), Optional.empty()))).as(with).isEqualTo(403);
    assertThat(status(ask("GET", TestNode.path(edge), Optional.of(NEWER)))).as(with).isEqualTo(200);
    assertThat(unusable()).as(with).isEqualTo(1);
    String problem =
        JsonDocuments.readTree(node.send("GET", node.adminUri("/status")).body())
            .get("unusable")
            .get("cdn-secrets")
            .asText();
    assertThat(problem).as(with).isNotEmpty().doesNotContain(NEWER, OTHERS);
  }
}
