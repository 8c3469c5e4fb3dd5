package io.liveorigin.access.credential;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CredentialVerifierTest {
  private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");
  private static final String PASSWORD = "s3cr3t-canary of a person";
  private static final SecretHash OF_PASSWORD = SecretHash.ofPassword(PASSWORD);
  private static final GeneratedSecret ONE = GeneratedSecret.from(new SecureRandom());
  private static final GeneratedSecret TWO = GeneratedSecret.from(new SecureRandom());

  private final AtomicInteger computed = new AtomicInteger();

  private static StoredSecret stored(SecretHash hash) {
    return new StoredSecret(hash, Optional.empty(), Optional.empty());
  }

  private static Credential publisher(String name, StoredSecret... secrets) {
    return new Credential(
        name,
        Role.PUBLISHER,
        Optional.of("live"),
        List.of("a"),
        List.of(),
        List.of(secrets),
        List.of());
  }

  private CredentialVerifier of(Credential... credentials) {
    return new CredentialVerifier(
        new CredentialFile(List.of(credentials)),
        Clock.fixed(NOW, ZoneOffset.UTC),
        (hash, secret) -> {
          computed.incrementAndGet();
          return hash.matches(secret);
        });
  }

  private static PresentedCredential basic(String user, String password) {
    String pair = user + ":" + password;
    return PresentedCredential.of(
        Optional.of(
            "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8))),
        Optional.empty());
  }

  private static PresentedCredential bearer(String token) {
    return PresentedCredential.of(Optional.of("Bearer " + token), Optional.empty());
  }

  private static void assertKnown(AuthenticationResult found, String name) {
    assertThat(found).isInstanceOf(AuthenticationResult.Known.class);
    assertThat(((AuthenticationResult.Known) found).identity().name()).isEqualTo(name);
  }

  @Test
  void aGeneratedSecretIsAPasswordAndAToken() {
    CredentialVerifier credentials = of(publisher("one", stored(ONE.hash())));

    assertKnown(credentials.authenticate(basic("one", ONE.text())), "one");
    assertKnown(credentials.authenticate(bearer(ONE.text())), "one");
    assertThat(computed).hasValue(0);
  }

  @Test
  void eachOfTwoSecretsIsValidUntilItExpires() {
    StoredSecret until =
        new StoredSecret(ONE.hash(), Optional.empty(), Optional.of(NOW.plusSeconds(1)));
    StoredSecret past = new StoredSecret(TWO.hash(), Optional.empty(), Optional.of(NOW));
    CredentialVerifier credentials = of(publisher("one", until, past));

    assertKnown(credentials.authenticate(bearer(ONE.text())), "one");
    assertKnown(credentials.authenticate(basic("one", ONE.text())), "one");
    assertThat(credentials.authenticate(bearer(TWO.text())))
        .isEqualTo(new AuthenticationResult.Wrong());
    assertThat(credentials.authenticate(basic("one", TWO.text())))
        .isEqualTo(new AuthenticationResult.Wrong());
  }

  @Test
  void aSecretIsOnlyThatOfItsName() {
    CredentialVerifier credentials =
        of(publisher("one", stored(ONE.hash())), publisher("two", stored(TWO.hash())));

    assertThat(credentials.authenticate(basic("two", ONE.text())))
        .isEqualTo(new AuthenticationResult.Wrong());
    assertThat(credentials.authenticate(basic("one", TWO.hash().text())))
        .as("the hash is no password")
        .isEqualTo(new AuthenticationResult.Wrong());
    assertThat(credentials.authenticate(bearer(ONE.hash().text())))
        .as("the hash is no token")
        .isEqualTo(new AuthenticationResult.Wrong());
  }

  @Test
  void aPasswordIsComputedOnceAndIsNoToken() {
    CredentialVerifier credentials = of(publisher("one", stored(OF_PASSWORD)));

    assertKnown(credentials.authenticate(basic("one", PASSWORD)), "one");
    assertKnown(credentials.authenticate(basic("one", PASSWORD)), "one");
    assertThat(computed).hasValue(1);
    assertThat(credentials.authenticate(bearer(PASSWORD)))
        .isEqualTo(new AuthenticationResult.Wrong());
  }

  /** By work and not by a clock: what is computed is what takes time. */
  @Test
  void aGuessCostsAsMuchWhetherThereIsSuchAUserOrNot() {
    SecretHash other = SecretHash.ofPassword("s3cr3t-canary of another");
    CredentialVerifier credentials =
        of(
            publisher("fast", stored(ONE.hash())),
            publisher("slow", stored(OF_PASSWORD)),
            publisher("both", stored(other), stored(TWO.hash())));

    for (String name : List.of("fast", "slow", "both", "nobody", "")) {
      computed.set(0);
      assertThat(credentials.authenticate(basic(name, "guess")))
          .isEqualTo(new AuthenticationResult.Wrong());
      assertThat(computed).as(name).hasValue(2);
    }
  }

  @Test
  void whatIsPresentedWithoutAFormIsNothing() {
    CredentialVerifier credentials = of(publisher("one", stored(ONE.hash())));

    for (String field :
        List.of("", "Basic", "Basic ", "Basic %%%", "Basic bm9jb2xvbg==", "Digest x", "Bearer ")) {
      assertThat(
              credentials.authenticate(
                  PresentedCredential.of(Optional.of(field), Optional.empty())))
          .as(field)
          .isEqualTo(new AuthenticationResult.Missing());
    }
    assertThat(credentials.authenticate(new PresentedCredential.Nothing()))
        .isEqualTo(new AuthenticationResult.Missing());
  }

  @Test
  void aPasswordMayHaveColonsAndAnyCharacter() {
    String password = "s3cr3t-canary:ü:☃";
    CredentialVerifier credentials = of(publisher("one", stored(SecretHash.ofPassword(password))));

    assertKnown(credentials.authenticate(basic("one", password)), "one");
  }

  @Test
  void nothingPrintsASecret() {
    assertThat(basic("one", PASSWORD).toString() + bearer(ONE.text()) + ONE)
        .doesNotContain(PASSWORD)
        .doesNotContain(ONE.text());
    assertThat(publisher("one", stored(OF_PASSWORD)).toString()).doesNotContain("argon2");
  }
}
