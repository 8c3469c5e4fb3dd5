package io.liveorigin.access.credential;

import io.liveorigin.access.file.WatchedFiles;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * Identifies clients by the credentials of one state of the file.
 *
 * <p>The time that a check takes does not reveal whether there is a user of that name. A generated
 * secret costs a few microseconds. If the file has passwords that people chose, each correct pair
 * of name and password costs one slow computation. Each wrong pair costs two computations for each
 * cost that occurs among the hashes of the file, whether the name is known or not. {@link
 * ChosenPasswords} limits how many run at a time.
 *
 * <p>Any thread may call it. It blocks only for a slow computation.
 */
public final class CredentialVerifier {
  private final Map<String, Credential> byName = new HashMap<>();
  private final Map<String, Credential> byToken = new HashMap<>();
  private final Map<String, Credential> byCertificate = new HashMap<>();
  private final Clock clock;
  private final ChosenPasswords passwords;

  /**
   * The hashes with which an unknown user's password is compared, one of each cost; empty if no
   * credential has a password that a person chose.
   */
  private final Collection<SecretHash> standIns;

  public CredentialVerifier(CredentialFile file, Clock clock) {
    this(file, clock, new ChosenPasswords());
  }

  /**
   * Creates a verifier with another comparison of passwords, for tests that count or block it.
   *
   * @param slowly whether a password matches a hash; the expensive step
   */
  public CredentialVerifier(
      CredentialFile file, Clock clock, BiPredicate<SecretHash, String> slowly) {
    this(file, clock, new ChosenPasswords(ChosenPasswords.LONGEST_WAIT, slowly));
  }

  /**
   * Reads a credential file and follows its changes. Throws {@code OriginException} if the file
   * cannot be used.
   *
   * @param clock decides when secrets and certificates have expired
   */
  public static WatchedFiles<CredentialVerifier> watch(Path file, Clock clock) {
    return watch("credentials", file, clock);
  }

  /**
   * Reads a credential file and follows its changes.
   *
   * @param key of the setting that names the file
   */
  public static WatchedFiles<CredentialVerifier> watch(String key, Path file, Clock clock) {
    ChosenPasswords passwords = new ChosenPasswords();
    return WatchedFiles.start(
        key,
        List.of(file),
        contents -> new CredentialVerifier(CredentialFile.read(contents.get(0)), clock, passwords));
  }

  /**
   * @param passwords shared with earlier states of the file, and remembers the passwords that were
   *     correct then
   */
  CredentialVerifier(CredentialFile file, Clock clock, ChosenPasswords passwords) {
    this.clock = clock;
    this.passwords = passwords;
    for (Credential credential : file.credentials()) {
      byName.put(credential.name(), credential);
      for (StoredSecret secret : credential.secrets()) {
        if (secret.hash().fast()) {
          byToken.put(secret.hash().text(), credential);
        }
      }
      credential.certificates().forEach(name -> byCertificate.put(name.key(), credential));
    }
    Map<String, SecretHash> byCost = new LinkedHashMap<>();
    file.credentials().stream()
        .flatMap(credential -> credential.secrets().stream())
        .map(StoredSecret::hash)
        .filter(hash -> !hash.fast())
        .forEach(hash -> byCost.putIfAbsent(hash.cost(), hash));
    this.standIns = List.copyOf(byCost.values());
  }

  /** Identifies the client that presents this credential. */
  public AuthenticationResult authenticate(PresentedCredential presented) {
    return authenticate(presented, () -> true);
  }

  /** Identifies the client that presents this credential, with a limit on its guesses. */
  public AuthenticationResult authenticate(PresentedCredential presented, Guesses guesses) {
    if (presented instanceof PresentedCredential.Basic basic) {
      return basic(basic, guesses);
    }
    if (presented instanceof PresentedCredential.Bearer bearer) {
      return bearer(bearer.token());
    }
    if (presented instanceof PresentedCredential.Certificate certificate) {
      return certificate(certificate);
    }
    return new AuthenticationResult.Missing();
  }

  private AuthenticationResult bearer(String token) {
    SecretHash hash = SecretHash.ofGenerated(token);
    // Looked up by its hash: the time of the comparison reveals nothing about the token.
    Credential credential = byToken.get(hash.text());
    return credential != null && counting(credential).stream().anyMatch(hash::isSame)
        ? known(credential)
        : new AuthenticationResult.Wrong();
  }

  private AuthenticationResult certificate(PresentedCredential.Certificate presented) {
    Instant now = clock.instant();
    // The connection may have outlived its certificate.
    if (now.isBefore(presented.certificate().getNotBefore().toInstant())
        || now.isAfter(presented.certificate().getNotAfter().toInstant())) {
      return new AuthenticationResult.Wrong();
    }
    for (CertificateName name : CertificateName.of(presented.certificate())) {
      Credential credential = byCertificate.get(name.key());
      if (credential != null) {
        return known(credential);
      }
    }
    return new AuthenticationResult.Wrong();
  }

  private AuthenticationResult basic(PresentedCredential.Basic pair, Guesses guesses) {
    Optional<Credential> credential = Optional.ofNullable(byName.get(pair.user()));
    List<SecretHash> hashes = credential.map(this::counting).orElse(List.of());
    SecretHash given = SecretHash.ofGenerated(pair.password());
    boolean right = false;
    for (SecretHash hash : hashes) {
      right |= given.isSame(hash);
    }
    if (right) {
      return known(credential.orElseThrow());
    }
    List<SecretHash> slow = hashes.stream().filter(hash -> !hash.fast()).toList();
    return standIns.isEmpty()
        ? new AuthenticationResult.Wrong()
        : password(pair, credential, slow, guesses);
  }

  private AuthenticationResult password(
      PresentedCredential.Basic pair,
      Optional<Credential> credential,
      List<SecretHash> hashes,
      Guesses guesses) {
    if (passwords.remembers(pair, hashes)) {
      return known(credential.orElseThrow());
    }
    if (!guesses.allowed()) {
      return new AuthenticationResult.GuessRefused();
    }
    return switch (passwords.check(pair, hashes, standIns)) {
      case RIGHT -> known(credential.orElseThrow());
      case BUSY -> new AuthenticationResult.Busy();
      case WRONG -> {
        guesses.wrong();
        yield new AuthenticationResult.Wrong();
      }
    };
  }

  private List<SecretHash> counting(Credential credential) {
    Instant now = clock.instant();
    return credential.secrets().stream()
        .filter(secret -> secret.counts(now))
        .map(StoredSecret::hash)
        .toList();
  }

  private static AuthenticationResult known(Credential credential) {
    return new AuthenticationResult.Known(credential.identity());
  }
}
