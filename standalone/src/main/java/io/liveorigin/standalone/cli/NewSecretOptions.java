package io.liveorigin.standalone.cli;

import io.liveorigin.access.credential.GeneratedSecret;
import io.liveorigin.access.credential.SecretHash;
import io.liveorigin.access.credential.StoredSecret;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The origin of a new secret: it is generated, unless a file with a password is given. */
final class NewSecretOptions {
  private static final int SHORTEST_PASSWORD = 12;

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description =
          "File whose first line is the password to use, at least 12 characters (- for standard"
              + " input). It works with Basic only and costs some milliseconds on first use."
              + " Without this option a secret of 256 bits is generated, which works with Basic and"
              + " Bearer.")
  private Optional<Path> passwordFile = Optional.empty();

  @Option(
      names = "--expires",
      converter = InstantConverter.class,
      paramLabel = "TIME",
      description = "When the secret expires, such as 2027-01-31T00:00:00Z.")
  private Optional<Instant> expires = Optional.empty();

  /**
   * A secret.
   *
   * @param stored the form in which it is stored
   * @param shown the secret itself if it was generated; it is shown once
   */
  record Made(StoredSecret stored, Optional<GeneratedSecret> shown) {}

  Made make(Instant now) {
    if (passwordFile.isPresent()) {
      return new Made(
          stored(SecretHash.ofPassword(password(passwordFile.get())), now), Optional.empty());
    }
    GeneratedSecret secret = GeneratedSecret.from(new SecureRandom());
    return new Made(stored(secret.hash(), now), Optional.of(secret));
  }

  private StoredSecret stored(SecretHash hash, Instant now) {
    if (expires.isPresent() && !expires.get().isAfter(now)) {
      throw new InputException("--expires must be later than now, but is " + expires.get());
    }
    return new StoredSecret(hash, Optional.of(now), expires);
  }

  private static String password(Path file) {
    String password =
        InputFiles.firstLine(file.toString().equals("-") ? Path.of("/dev/stdin") : file);
    if (password.length() < SHORTEST_PASSWORD) {
      throw new InputException(
          "the password must have at least " + SHORTEST_PASSWORD + " characters");
    }
    return password;
  }
}
