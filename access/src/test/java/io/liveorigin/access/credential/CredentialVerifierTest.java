package io.liveorigin.access.credential;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.access.file.WatchedFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

  private final ChosenPasswords passwords =
      new ChosenPasswords(
          ChosenPasswords.LONGEST_WAIT,
          (hash, secret) -> {
            computed.incrementAndGet();
            return hash.matches(secret);
          });

  /** One state of a file; all of a test share what was computed. */
  private CredentialVerifier of(Credential... credentials) {
    return new CredentialVerifier(
        new CredentialFile(List.of(credentials)), Clock.fixed(NOW, ZoneOffset.UTC), passwords);
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

  /** Invariant: the cost of a guess says nothing, though the hashes of a file differ in cost. */
  @Test
  void aGuessCostsEachKindOfHashTwiceForEveryName() {
    SecretHash bcrypt =
        SecretHash.of("$2b$04$jEbORZDPjfU6BTsgvuNx4.31J7fVkGbcQgxHVpcNLHDdLfqpG/f5a");
    List<String> costs = new ArrayList<>();
    CredentialVerifier credentials =
        new CredentialVerifier(
            new CredentialFile(
                List.of(
                    publisher("argon", stored(OF_PASSWORD)),
                    publisher("bcrypt", stored(bcrypt)),
                    publisher("fast", stored(ONE.hash())))),
            Clock.fixed(NOW, ZoneOffset.UTC),
            (hash, secret) -> {
              costs.add(hash.cost());
              return false;
            });

    for (String name : List.of("argon", "bcrypt", "fast", "nobody")) {
      costs.clear();
      credentials.authenticate(basic(name, "guess"));
      assertThat(costs)
          .as(name)
          .containsExactlyInAnyOrder(
              "$2b$04",
              "$2b$04",
              "$argon2id$v=19$m=19456,t=2,p=1",
              "$argon2id$v=19$m=19456,t=2,p=1");
    }
  }

  /** An operator adds one credential: no other encoder's password is computed again. */
  @Test
  void aPasswordThatWasRightIsRightInTheNextStateOfTheFile() {
    SecretHash read = SecretHash.of(OF_PASSWORD.text());
    of(publisher("one", stored(OF_PASSWORD))).authenticate(basic("one", PASSWORD));
    computed.set(0);
    CredentialVerifier next =
        of(publisher("two", stored(TWO.hash())), publisher("one", stored(read)));

    assertKnown(next.authenticate(basic("one", PASSWORD)), "one");
    assertThat(computed).hasValue(0);
    assertThat(next.authenticate(basic("two", PASSWORD)))
        .as("another's")
        .isEqualTo(new AuthenticationResult.Wrong());
    SecretHash other = SecretHash.ofPassword("s3cr3t-canary of another");
    assertThat(of(publisher("one", stored(other))).authenticate(basic("one", PASSWORD)))
        .as("taken out")
        .isEqualTo(new AuthenticationResult.Wrong());
  }

  @Test
  void theFileThatIsWatchedKeepsWhatWasRight(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("credentials.yaml");
    Credential one = publisher("one", stored(OF_PASSWORD));
    Files.write(file, new CredentialFile(List.of(one)).write());
    try (WatchedFiles<CredentialVerifier> watched =
        CredentialVerifier.watch(file, Clock.fixed(NOW, ZoneOffset.UTC))) {
      assertKnown(watched.now().authenticate(basic("one", PASSWORD)), "one");
      Files.write(
          file, new CredentialFile(List.of(one, publisher("two", stored(TWO.hash())))).write());
      watched.refresh();

      assertKnown(watched.now().authenticate(bearer(TWO.text())), "two");
      assertKnown(watched.now().authenticate(basic("one", PASSWORD), () -> false), "one");
    }
  }

  @Test
  void whoMayNotGuessIsToldSoUnlessNothingMustBeComputed() {
    CredentialVerifier credentials =
        of(publisher("one", stored(OF_PASSWORD)), publisher("two", stored(TWO.hash())));

    assertThat(credentials.authenticate(basic("one", PASSWORD), () -> false))
        .isEqualTo(new AuthenticationResult.GuessRefused());
    assertThat(credentials.authenticate(basic("nobody", PASSWORD), () -> false))
        .isEqualTo(new AuthenticationResult.GuessRefused());
    assertKnown(credentials.authenticate(basic("two", TWO.text()), () -> false), "two");
    assertKnown(credentials.authenticate(bearer(TWO.text()), () -> false), "two");
    credentials.authenticate(basic("one", PASSWORD));
    assertKnown(credentials.authenticate(basic("one", PASSWORD), () -> false), "one");
    assertThat(computed).hasValue(1);
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
