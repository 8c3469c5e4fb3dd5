package io.liveorigin.ingest.http;

import static io.liveorigin.ingest.support.Events.NUMBER;
import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.access.authority.CertificateSubject;
import io.liveorigin.access.credential.CertificateName;
import io.liveorigin.access.credential.Credential;
import io.liveorigin.access.credential.CredentialFile;
import io.liveorigin.access.credential.CredentialVerifier;
import io.liveorigin.access.credential.GeneratedSecret;
import io.liveorigin.access.credential.Role;
import io.liveorigin.access.credential.StoredSecret;
import io.liveorigin.ingest.access.CredentialAccess;
import io.liveorigin.ingest.access.ListenerAccess;
import io.liveorigin.ingest.support.Client;
import io.liveorigin.ingest.support.Client.Answer;
import io.liveorigin.ingest.support.Events;
import io.liveorigin.ingest.support.Mp4;
import io.liveorigin.ingest.support.RawClient;
import io.liveorigin.ingest.support.TestListener;
import io.liveorigin.ingest.support.TestTls;
import io.liveorigin.ingest.upload.UploadLimits;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** Who may publish what: every kind of client, at every kind of path, by every method and proof. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PublisherAccessTest {
  private static final byte[] SEGMENT = Mp4.segment(NUMBER, 1);

  /** Which client, and what it is answered where a right one would be taken. */
  private enum Who {
    NOBODY(401, "no-credential"),
    WRONG_SECRET(403, "wrong-credential"),
    UNKNOWN_NAME(403, "wrong-credential"),
    REVOKED(403, "wrong-credential"),
    EXPIRED(403, "wrong-credential"),
    OTHER_TENANT(403, "forbidden"),
    OTHER_EVENT(403, "forbidden"),
    OTHER_PIPELINE(403, "forbidden"),
    OPERATOR(403, "forbidden"),
    RIGHT(0, "");

    private final int status;
    private final String code;

    Who(int status, String code) {
      this.status = status;
      this.code = code;
    }
  }

  private enum Proof {
    BASIC,
    BEARER,
    CERTIFICATE
  }

  private final Map<Who, GeneratedSecret> secrets = new EnumMap<>(Who.class);
  private final AtomicReference<CredentialVerifier> inForce = new AtomicReference<>();
  private final Map<Who, Client> byCertificate = new EnumMap<>(Who.class);
  private final TestTls tls = new TestTls();
  private final Client client = new Client(tls.client());
  private TestListener listener;

  private static Credential credential(
      Who who, Role role, String tenant, List<String> pipelines, StoredSecret... secrets) {
    return new Credential(
        who.name(),
        role,
        Optional.of(tenant),
        pipelines,
        who == Who.OTHER_EVENT ? List.of("another") : List.of(),
        List.of(secrets),
        List.of(CertificateName.of("dns:" + host(who))));
  }

  private static String host(Who who) {
    return who.name().toLowerCase(Locale.ROOT).replace('_', '-') + ".example";
  }

  private StoredSecret secret(Who who) {
    return new StoredSecret(secrets.get(who).hash(), Optional.empty(), Optional.empty());
  }

  private List<Credential> credentials() {
    StoredSecret expired =
        new StoredSecret(
            secrets.get(Who.EXPIRED).hash(), Optional.empty(), Optional.of(Events.NOW));
    return List.of(
        credential(Who.RIGHT, Role.PUBLISHER, "acme", List.of("a"), secret(Who.RIGHT)),
        credential(Who.REVOKED, Role.PUBLISHER, "acme", List.of("a"), secret(Who.REVOKED)),
        credential(Who.EXPIRED, Role.PUBLISHER, "acme", List.of("a"), expired),
        credential(
            Who.OTHER_TENANT, Role.PUBLISHER, "umbrella", List.of("a"), secret(Who.OTHER_TENANT)),
        credential(Who.OTHER_EVENT, Role.PUBLISHER, "acme", List.of("a"), secret(Who.OTHER_EVENT)),
        credential(
            Who.OTHER_PIPELINE, Role.PUBLISHER, "acme", List.of("c"), secret(Who.OTHER_PIPELINE)),
        credential(Who.OPERATOR, Role.ADMIN, "acme", List.of(), secret(Who.OPERATOR)));
  }

  private void inForce(List<Credential> credentials) {
    inForce.set(
        new CredentialVerifier(
            new CredentialFile(credentials), Clock.fixed(Events.NOW, ZoneOffset.UTC)));
  }

  @BeforeAll
  void open() throws Exception {
    SecureRandom random = new SecureRandom();
    for (Who who : Who.values()) {
      secrets.put(who, GeneratedSecret.from(random));
      byCertificate.put(who, new Client(tls.client(tls.authority.issue(subject(who)))));
    }
    listener =
        new TestListener(
            List.of("a", "b"),
            new UploadLimits(TestListener.CAP, 4 * TestListener.CAP, Duration.ofSeconds(1), 32),
            TestListener.delivery(Duration.ofSeconds(5)),
            new CredentialAccess(
                inForce::get, Optional::empty, List.of("a", "b"), System::nanoTime),
            Optional.of(tls));
    inForce(credentials());
    assertThat(put("/acme/cup/v0-" + NUMBER + ".m4s", Who.REVOKED).status())
        .as("before it is revoked")
        .isLessThan(300);
  }

  /** Valid by the machine's clock, which TLS goes by, and by that of the test. */
  private static CertificateSubject subject(Who who) {
    Instant now = Instant.now();
    Instant first = now.isBefore(Events.NOW) ? now : Events.NOW;
    Instant last = now.isBefore(Events.NOW) ? Events.NOW : now;
    return CertificateSubject.of(who.name(), List.of(host(who)), now)
        .from(first.minus(Duration.ofDays(1)))
        .until(last.plus(Duration.ofDays(1)));
  }

  @BeforeEach
  void revoke() {
    inForce(credentials().stream().filter(c -> !c.name().equals(Who.REVOKED.name())).toList());
  }

  @AfterAll
  void close() {
    listener.close();
  }

  private String[] proof(Who who, Proof proof) {
    if (who == Who.NOBODY || proof == Proof.CERTIFICATE) {
      return new String[0];
    }
    String secret =
        who == Who.WRONG_SECRET || who == Who.UNKNOWN_NAME ? "guess" : secrets.get(who).text();
    String name = who == Who.WRONG_SECRET ? Who.RIGHT.name() : who.name();
    return new String[] {
      "Authorization", proof == Proof.BEARER ? "Bearer " + secret : basic(name, secret)
    };
  }

  private static String basic(String name, String secret) {
    byte[] pair = (name + ":" + secret).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  private Answer put(String path, Who who) throws Exception {
    return client.put(listener.uri(path), SEGMENT, proof(who, Proof.BEARER));
  }

  @TestFactory
  Stream<DynamicTest> everyClientAtEveryPath() {
    List<DynamicTest> tests = new ArrayList<>();
    List<String> paths =
        List.of(
            "/acme/cup/v0-" + NUMBER + ".m4s",
            "/acme/cup/v0-init.mp4",
            "/acme/cup/manifest.mpd",
            "/acme/cup/nothing-of-the-kind",
            "/acme/cup/v9-1.m4s",
            "/acme/cup",
            "/acme/no-such-event/v0-1.m4s");
    for (Who who : Who.values()) {
      for (String method : List.of("PUT", "POST", "DELETE")) {
        for (String path : paths) {
          for (Proof proof : Proof.values()) {
            if (proof == Proof.CERTIFICATE && who == Who.EXPIRED) {
              // Its handshake fails: TlsIngestHttpTest.
              continue;
            }
            tests.add(
                DynamicTest.dynamicTest(
                    who + " " + method + " " + path + " " + proof,
                    () -> check(who, method, path, proof)));
          }
        }
      }
    }
    return tests.stream();
  }

  private void check(Who who, String method, String path, Proof proof) throws Exception {
    Client by = proof == Proof.CERTIFICATE && who != Who.NOBODY ? byCertificate.get(who) : client;
    Answer answer = by.send(method, listener.uri(path), Client.sized(SEGMENT), proof(who, proof));

    if (who == Who.RIGHT) {
      assertThat(answer.status()).isNotIn(401, 403, 500);
      return;
    }
    assertThat(answer.status()).isEqualTo(who.status);
    assertThat(answer.text("code")).isEqualTo(who.code);
    if (who == Who.OPERATOR) {
      assertThat(answer.text("detail")).contains("has role admin, not publisher");
    }
    assertThat(answer.headers().containsKey("WWW-Authenticate")).isEqualTo(who == Who.NOBODY);
    assertThat(answer.headers()).doesNotContainKey("Retry-After");
  }

  /**
   * All that is wrong with a path is hidden as well: the same bytes but for the name of the event.
   */
  @TestFactory
  Stream<DynamicTest> refusalsTellNothingAboutWhichEventsExist() {
    return Stream.of(Who.values())
        .filter(who -> who != Who.RIGHT)
        .map(
            who ->
                DynamicTest.dynamicTest(
                    who.name(),
                    () -> {
                      Answer known = put("/acme/cup/v0-" + NUMBER + ".m4s", who);
                      Answer unknown = put("/acme/nil/v0-" + NUMBER + ".m4s", who);
                      assertThat(unknown.status()).isEqualTo(known.status());
                      assertThat(new String(unknown.body(), StandardCharsets.UTF_8))
                          .isEqualTo(
                              new String(known.body(), StandardCharsets.UTF_8)
                                  .replace("acme/cup", "acme/nil"));
                    }));
  }

  @Test
  void bothChallengesAreNamedEachInALineOfItsOwn() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(listener.uri("/acme/cup/v0-init.mp4"))
            .PUT(Client.sized(SEGMENT))
            .build();

    HttpResponse<Void> answer =
        HttpClient.newBuilder()
            .sslContext(tls.client())
            .build()
            .send(request, HttpResponse.BodyHandlers.discarding());

    assertThat(answer.headers().allValues("WWW-Authenticate"))
        .containsExactly(
            "Basic realm=\"live-origin\", charset=\"UTF-8\"", "Bearer realm=\"live-origin\"");
  }

  /** The admin listener does the same. */
  @Test
  void ofTwoAuthorizationFieldsNoneCounts() throws Exception {
    String right = "Authorization: Bearer " + secrets.get(Who.RIGHT).text();
    for (String second : List.of(right, "Authorization: Bearer guess")) {
      try (RawClient raw = new RawClient(listener.connect())) {
        Answer answer =
            raw.head(
                    "PUT /acme/cup/v0-init.mp4 HTTP/1.1",
                    "Host: x",
                    "Content-Length: 1",
                    right,
                    second)
                .text("1")
                .answer();
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.text("code")).isEqualTo("no-credential");
      }
    }
  }

  /** FFmpeg asks first, without a credential, and sends its body when it knows what is wanted. */
  @Test
  void whoExpectsToContinueIsRefusedBeforeTheBody() throws Exception {
    try (RawClient raw = new RawClient(listener.connect())) {
      raw.head(
          "PUT /acme/cup/v0-" + NUMBER + ".m4s HTTP/1.1",
          "Host: x",
          "Transfer-Encoding: chunked",
          "Expect: 100-continue");
      assertThat(raw.answer().status()).isEqualTo(401);
    }
  }

  @Test
  void anUploadThatRunsWhenItsCredentialIsRevokedIsTaken() throws Exception {
    try (RawClient raw = new RawClient(listener.connect())) {
      raw.head(
          "PUT /acme/cup/v0-" + (NUMBER - 5) + ".m4s HTTP/1.1",
          "Host: x",
          "Transfer-Encoding: chunked",
          "Expect: 100-continue",
          "Authorization: Bearer " + secrets.get(Who.RIGHT).text());
      assertThat(raw.answer().status()).as("it is let in").isEqualTo(100);
      inForce(credentials().stream().filter(c -> !c.name().equals(Who.RIGHT.name())).toList());
      assertThat(put("/acme/cup/v0-" + (NUMBER - 5) + ".m4s", Who.RIGHT).status()).isEqualTo(403);

      raw.chunk(SEGMENT).text("0\r\n\r\n");

      assertThat(raw.answer().status()).isEqualTo(201);
    }
  }

  @Test
  void theCredentialDecidesThePipeline() throws Exception {
    GeneratedSecret secret = GeneratedSecret.from(new SecureRandom());
    StoredSecret stored = new StoredSecret(secret.hash(), Optional.empty(), Optional.empty());
    List<Credential> all = new ArrayList<>(credentials());
    all.add(credential(Who.WRONG_SECRET, Role.PUBLISHER, "acme", List.of("b", "c"), stored));
    inForce(all);

    Answer a = put("/acme/cup/v0-" + (NUMBER - 3) + ".m4s", Who.RIGHT);
    Answer b =
        client.put(
            listener.uri("/acme/cup/v0-" + (NUMBER - 3) + ".m4s"),
            SEGMENT,
            "Authorization",
            "Bearer " + secret.text());

    assertThat(a.text("pipeline")).isEqualTo("a");
    assertThat(b.text("pipeline")).isEqualTo("b");
    assertThat(List.of(a.status(), b.status())).as("each the first").containsExactly(201, 201);
  }

  @Test
  void aCredentialOfSeveralPipelinesOfTheListenerIsAmbiguous() throws Exception {
    GeneratedSecret secret = GeneratedSecret.from(new SecureRandom());
    StoredSecret stored = new StoredSecret(secret.hash(), Optional.empty(), Optional.empty());
    List<Credential> all = new ArrayList<>(credentials());
    all.add(credential(Who.WRONG_SECRET, Role.PUBLISHER, "acme", List.of("a", "b"), stored));
    inForce(all);

    Answer answer =
        client.put(
            listener.uri("/acme/cup/v0-init.mp4"),
            SEGMENT,
            "Authorization",
            "Bearer " + secret.text());

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.text("detail")).contains("one credential for each pipeline");
  }

  @Test
  void whatTheListenerSaysAboutItselfIsForViewersOfAllTenants() throws Exception {
    GeneratedSecret secret = GeneratedSecret.from(new SecureRandom());
    StoredSecret stored = new StoredSecret(secret.hash(), Optional.empty(), Optional.empty());
    List<Credential> all = new ArrayList<>(credentials());
    all.add(
        new Credential(
            "watcher",
            Role.VIEWER,
            Optional.empty(),
            List.of(),
            List.of(),
            List.of(stored),
            List.of()));
    inForce(all);

    for (String path : List.of("/-/metrics", "/-/refusals", "/-/status")) {
      assertThat(get(path).status()).as(path).isEqualTo(401);
      assertThat(get(path, proof(Who.RIGHT, Proof.BASIC)).status()).as(path).isEqualTo(403);
      assertThat(get(path, proof(Who.OPERATOR, Proof.BASIC)).status()).as(path).isEqualTo(403);
      assertThat(get(path, "Authorization", "Bearer " + secret.text()).status())
          .as(path)
          .isEqualTo(200);
    }
    for (String path : List.of("/-/health/live", "/-/health/ready")) {
      assertThat(get(path).status()).as(path).isEqualTo(200);
    }
  }

  private Answer get(String path, String... headers) throws Exception {
    return client.send("GET", listener.uri(path), Client.sized(new byte[0]), headers);
  }

  @Test
  void refusalsOfStrangersAreToldWithoutAPipeline() throws Exception {
    put("/acme/cup/v0-init.mp4", Who.UNKNOWN_NAME);

    assertThat(listener.told)
        .anySatisfy(
            told -> {
              assertThat(told.code()).isEqualTo("wrong-credential");
              assertThat(told.pipeline()).isEqualTo("-");
              assertThat(told.event()).as("whatever they name").isEqualTo("-");
            });
  }

  @Test
  void aSecretThatExpiresCountsNoMoreOnTheSameConnection() {
    GeneratedSecret secret = secrets.get(Who.RIGHT);
    StoredSecret until =
        new StoredSecret(secret.hash(), Optional.empty(), Optional.of(Events.NOW.plusMillis(1)));
    CredentialFile file =
        new CredentialFile(
            List.of(credential(Who.RIGHT, Role.PUBLISHER, "acme", List.of("a"), until)));

    for (long later : List.of(0L, 1L)) {
      Instant now = Events.NOW.plusMillis(later);
      inForce.set(new CredentialVerifier(file, Clock.fixed(now, ZoneOffset.UTC)));
      assertThat(
              new CredentialAccess(inForce::get, Optional::empty, List.of("a"), System::nanoTime)
                  .publish(
                      new ListenerAccess.Client(
                          "192.0.2.1", Optional.of("Bearer " + secret.text()), Optional.empty()),
                      Events.video().event()))
          .isInstanceOf(
              later == 0
                  ? ListenerAccess.Verdict.Admitted.class
                  : ListenerAccess.Verdict.WrongCredential.class);
    }
  }
}
