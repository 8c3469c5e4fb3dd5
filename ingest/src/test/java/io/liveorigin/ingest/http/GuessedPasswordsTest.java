package io.liveorigin.ingest.http;

import static io.liveorigin.ingest.support.Events.NUMBER;
import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.access.client.FailedAttempts;
import io.liveorigin.access.credential.Credential;
import io.liveorigin.access.credential.CredentialFile;
import io.liveorigin.access.credential.CredentialVerifier;
import io.liveorigin.access.credential.GeneratedSecret;
import io.liveorigin.access.credential.Role;
import io.liveorigin.access.credential.SecretHash;
import io.liveorigin.access.credential.StoredSecret;
import io.liveorigin.ingest.access.CredentialAccess;
import io.liveorigin.ingest.support.Client;
import io.liveorigin.ingest.support.Client.Answer;
import io.liveorigin.ingest.support.Events;
import io.liveorigin.ingest.support.Mp4;
import io.liveorigin.ingest.support.RawClient;
import io.liveorigin.ingest.support.TestListener;
import io.liveorigin.ingest.upload.UploadLimits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Passwords that people chose, over HTTP; strangers guess them, and hold nobody up. */
class GuessedPasswordsTest {
  private static final byte[] SEGMENT = Mp4.segment(NUMBER, 1);
  private static final String PATH = "/acme/cup/v0-" + NUMBER + ".m4s";
  private static final String PASSWORD = "s3cr3t-canary of a person";
  private static final int THREADS = 64;
  private static final int STRANGERS = 100;

  /** One that is computed, and those that wait for it. */
  private static final int LOOKED_AT = 17;

  private static final GeneratedSecret TOKEN = GeneratedSecret.from(new SecureRandom());

  private final CountDownLatch goOn = new CountDownLatch(1);
  private final AtomicInteger computed = new AtomicInteger();
  private final AtomicLong ticks = new AtomicLong();
  private final Client client = new Client();
  private TestListener listener;

  private void open(SecretHash password, boolean stopped) {
    CredentialFile file =
        new CredentialFile(
            List.of(publisher("token", TOKEN.hash()), publisher("person", password)));
    CredentialVerifier verifier =
        stopped
            ? new CredentialVerifier(file, clock(), this::computed)
            : new CredentialVerifier(file, clock());
    listener =
        new TestListener(
            new UploadLimits(
                TestListener.CAP, 4 * TestListener.CAP, Duration.ofSeconds(30), THREADS),
            TestListener.delivery(Duration.ofSeconds(5)),
            new CredentialAccess(() -> verifier, Optional::empty, List.of("a"), ticks::get));
  }

  private static Clock clock() {
    return Clock.fixed(Events.NOW, ZoneOffset.UTC);
  }

  private static Credential publisher(String name, SecretHash hash) {
    return new Credential(
        name,
        Role.PUBLISHER,
        Optional.of("acme"),
        List.of("a"),
        List.of(),
        List.of(new StoredSecret(hash, Optional.empty(), Optional.empty())),
        List.of());
  }

  /** That of the person is right at once; a guess takes as long as the test wants. */
  private boolean computed(SecretHash hash, String password) {
    computed.incrementAndGet();
    if (!password.equals(PASSWORD)) {
      try {
        goOn.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return false;
    }
    return true;
  }

  @AfterEach
  void close() {
    goOn.countDown();
    listener.close();
  }

  private static String basic(String name, String password) {
    byte[] pair = (name + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  private Answer put(String authorization) throws Exception {
    return client.put(listener.uri(PATH), SEGMENT, "Authorization", authorization);
  }

  /** Threads that wait for a password, or compute it. */
  private static long looking() {
    return Thread.getAllStackTraces().values().stream()
        .filter(
            stack ->
                Arrays.stream(stack)
                    .anyMatch(
                        frame -> frame.getClassName().equals(CredentialVerifier.class.getName())))
        .count();
  }

  private List<RawClient> strangers() throws IOException {
    List<RawClient> strangers = new ArrayList<>();
    for (int i = 0; i < STRANGERS; i++) {
      strangers.add(
          new RawClient(listener.connect())
              .head(
                  "PUT " + PATH + " HTTP/1.1",
                  "Host: x",
                  "Content-Length: 1",
                  "Authorization: " + basic("person", "guess " + i))
              .text("1"));
    }
    return strangers;
  }

  @Test
  void aHundredGuessesAtOnceHoldAFewThreads() throws Exception {
    open(SecretHash.ofPassword(PASSWORD), true);
    assertThat(put(basic("person", PASSWORD)).status()).isEqualTo(201);
    computed.set(0);
    List<RawClient> strangers = strangers();
    // A thread that finds the places taken is seen for an instant; one that is held, every time.
    long held = Long.MAX_VALUE;
    for (int published = 0; published < 20; published++) {
      assertThat(put("Bearer " + TOKEN.text()).status()).isEqualTo(200);
      assertThat(put(basic("person", PASSWORD)).status()).as("right before").isEqualTo(200);
      held = Math.min(held, looking());
    }
    Answer live = client.send("GET", listener.uri("/-/health/live"), Client.sized(new byte[0]));
    assertThat(live.status()).isEqualTo(200);
    assertThat(computed).as("while one is computed").hasValue(1);
    assertThat(held).isBetween(1L, (long) LOOKED_AT);

    goOn.countDown();
    int busy = 0;
    for (RawClient stranger : strangers) {
      Answer answer = stranger.answer();
      assertThat(answer.status()).isIn(403, 429, 503);
      busy += answer.status() == 503 ? 1 : 0;
      stranger.close();
    }
    assertThat(busy).as("those who did not wait").isPositive();
  }

  @Test
  void afterTwentyGuessesNoOtherIsLookedAtForAMinute() throws Exception {
    open(SecretHash.ofPassword(PASSWORD), true);
    goOn.countDown();
    for (int i = 0; i < FailedAttempts.MOST; i++) {
      assertThat(put(basic("nobody", "guess " + i)).status()).isEqualTo(403);
    }
    computed.set(0);

    Answer refused = put(basic("nobody", "guess"));
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.text("code")).isEqualTo("too-many-attempts");
    assertThat(refused.headers()).containsEntry("Retry-After", "60");
    assertThat(computed).hasValue(0);
    assertThat(put("Bearer " + TOKEN.text()).status()).isEqualTo(201);
    assertThat(put(basic("token", TOKEN.text())).status()).isEqualTo(200);
    assertThat(put("Bearer guess").text("code")).as("costs nothing").isEqualTo("wrong-credential");

    ticks.addAndGet(FailedAttempts.WINDOW.plus(Duration.ofMillis(1)).toNanos());
    assertThat(put(basic("person", PASSWORD)).status()).isEqualTo(200);
  }

  @Test
  void argonAndBcryptPasswordsPublish() throws Exception {
    for (SecretHash hash :
        List.of(
            SecretHash.ofPassword(PASSWORD),
            // Of the same password, by crypt(3).
            SecretHash.of("$2b$04$abcdefghijklmnopqrstuuDeUqZzMr62ZeHJlwNr5xmsm1Sk.Iewi"))) {
      open(hash, false);
      assertThat(put(basic("person", PASSWORD)).status()).isEqualTo(201);
      assertThat(put(basic("person", PASSWORD)).status()).isEqualTo(200);
      assertThat(put(basic("person", "guess")).status()).isEqualTo(403);
      assertThat(put("Bearer " + PASSWORD).status()).as("is no token").isEqualTo(403);
      listener.close();
    }
  }
}
