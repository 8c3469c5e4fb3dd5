package io.liveorigin.access.credential;

import io.liveorigin.access.file.WatchedFiles;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BiPredicate;

/**
 * Says who a client is, by the credentials of one state of the file.
 *
 * <p>How long it takes does not depend on whether there is a user of that name. A generated secret
 * costs some microseconds. Where the file has passwords that people chose, each pair of name and
 * password that is right costs one computation, and each that is wrong two, known name or not; one
 * is computed at a time, and the others wait.
 *
 * <p>Any thread. Blocks only for such a computation, {@value #WAIT_MILLIS} ms at most before it.
 */
public final class CredentialVerifier {
  /** How long a client waits for its password to be looked at. */
  private static final long WAIT_MILLIS = 2_000;

  private final Map<String, Credential> byName = new HashMap<>();
  private final Map<String, Credential> byToken = new HashMap<>();
  private final Map<String, Credential> byCertificate = new HashMap<>();
  private final VerifiedPasswords verified = new VerifiedPasswords();
  private final Semaphore computing = new Semaphore(1, true);
  private final Clock clock;
  private final BiPredicate<SecretHash, String> slowly;

  /** Stands for what an unknown user would be compared with; empty where no one has a password. */
  private final Optional<SecretHash> standIn;

  public CredentialVerifier(CredentialFile file, Clock clock) {
    this(file, clock, SecretHash::matches);
  }

  /**
   * Reads a credential file and follows its changes.
   *
   * @param clock by which secrets and certificates expire
   */
  public static WatchedFiles<CredentialVerifier> watch(Path file, Clock clock) {
    return WatchedFiles.start(
        "credentials",
        List.of(file),
        contents -> new CredentialVerifier(CredentialFile.read(contents.get(0)), clock));
  }

  /**
   * @param slowly whether a hash of a password is that of the other; the one step that costs
   */
  CredentialVerifier(CredentialFile file, Clock clock, BiPredicate<SecretHash, String> slowly) {
    this.clock = clock;
    this.slowly = slowly;
    for (Credential credential : file.credentials()) {
      byName.put(credential.name(), credential);
      for (StoredSecret secret : credential.secrets()) {
        if (secret.hash().fast()) {
          byToken.put(secret.hash().text(), credential);
        }
      }
      credential.certificates().forEach(name -> byCertificate.put(name.key(), credential));
    }
    this.standIn =
        file.credentials().stream()
            .flatMap(credential -> credential.secrets().stream())
            .map(StoredSecret::hash)
            .filter(hash -> !hash.fast())
            .findFirst();
  }

  /** Who presents this. */
  public AuthenticationResult authenticate(PresentedCredential presented) {
    if (presented instanceof PresentedCredential.Basic basic) {
      return basic(basic);
    }
    if (presented instanceof PresentedCredential.Bearer bearer) {
      return bearer(bearer.token());
    }
    if (presented instanceof PresentedCredential.Certificate certificate) {
      return certificate(certificate);
    }
    return new AuthenticationResult.Missing();
  }

  /**
   * The same without the work that a guess of a password costs: one that people chose is wrong here
   * unless it was found to be right before.
   */
  public AuthenticationResult withoutGuesses(PresentedCredential presented) {
    if (presented instanceof PresentedCredential.Basic pair) {
      Optional<Credential> credential = Optional.ofNullable(byName.get(pair.user()));
      Optional<SecretHash> before = verified.hash(pair);
      return credential
          .filter(
              known ->
                  counting(known).stream()
                      .anyMatch(
                          hash ->
                              hash.fast()
                                  ? hash.matches(pair.password())
                                  : before.equals(Optional.of(hash))))
          .map(CredentialVerifier::known)
          .orElseGet(AuthenticationResult.Wrong::new);
    }
    return authenticate(presented);
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

  private AuthenticationResult basic(PresentedCredential.Basic pair) {
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
    return standIn.isEmpty()
        ? new AuthenticationResult.Wrong()
        : password(pair, credential, hashes.stream().filter(hash -> !hash.fast()).toList());
  }

  private AuthenticationResult password(
      PresentedCredential.Basic pair, Optional<Credential> credential, List<SecretHash> hashes) {
    Optional<SecretHash> before = verified.hash(pair);
    if (before.isPresent() && hashes.contains(before.get())) {
      return known(credential.orElseThrow());
    }
    if (!acquired()) {
      return new AuthenticationResult.Busy();
    }
    try {
      for (SecretHash hash : hashes) {
        if (slowly.test(hash, pair.password())) {
          verified.add(pair, hash);
          return known(credential.orElseThrow());
        }
      }
      for (int i = hashes.size(); i < Credential.MOST_SECRETS; i++) {
        // As much work as for a user who has two.
        boolean ignored = slowly.test(standIn.orElseThrow(), pair.password());
      }
      return new AuthenticationResult.Wrong();
    } finally {
      computing.release();
    }
  }

  private boolean acquired() {
    try {
      return computing.tryAcquire(WAIT_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
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
