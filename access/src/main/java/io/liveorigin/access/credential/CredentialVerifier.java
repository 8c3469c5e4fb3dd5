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
 * Says who a client is, by the credentials of one state of the file.
 *
 * <p>How long it takes does not depend on whether there is a user of that name. A generated secret
 * costs some microseconds. Where the file has passwords that people chose, each pair of name and
 * password that is right costs one computation, and each that is wrong two for each cost that the
 * hashes of the file have, known name or not; {@link ChosenPasswords} says how many at a time.
 *
 * <p>Any thread. Blocks only for such a computation.
 */
public final class CredentialVerifier {
  private final Map<String, Credential> byName = new HashMap<>();
  private final Map<String, Credential> byToken = new HashMap<>();
  private final Map<String, Credential> byCertificate = new HashMap<>();
  private final Clock clock;
  private final ChosenPasswords passwords;

  /**
   * What an unknown user is compared with, one hash of each cost; empty where no one has a
   * password.
   */
  private final Collection<SecretHash> standIns;

  public CredentialVerifier(CredentialFile file, Clock clock) {
    this(file, clock, new ChosenPasswords());
  }

  /**
   * Credentials whose passwords are compared otherwise, as tests do that count or stop it.
   *
   * @param slowly whether a hash of a password is that of the other; the one step that costs
   */
  public CredentialVerifier(
      CredentialFile file, Clock clock, BiPredicate<SecretHash, String> slowly) {
    this(file, clock, new ChosenPasswords(ChosenPasswords.LONGEST_WAIT, slowly));
  }

  /**
   * Reads a credential file and follows its changes.
   *
   * @param clock by which secrets and certificates expire
   */
  public static WatchedFiles<CredentialVerifier> watch(Path file, Clock clock) {
    return watch("credentials", file, clock);
  }

  /**
   * The same.
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
   * @param passwords those that were right by an earlier state of the file too
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

  /** Who presents this. */
  public AuthenticationResult authenticate(PresentedCredential presented) {
    return authenticate(presented, () -> true);
  }

  /** The same, of a client that may not guess without end. */
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
    // By the hash: how far a guess was right tells nothing about the token.
    Credential credential = byToken.get(hash.text());
    return credential != null && counting(credential).stream().anyMatch(hash::isSame)
        ? known(credential)
        : new AuthenticationResult.Wrong();
  }

  private AuthenticationResult certificate(PresentedCredential.Certificate presented) {
    Instant now = clock.instant();
    // A connection may be older than the end of its certificate.
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
    return switch (passwords.look(pair, hashes, standIns)) {
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
