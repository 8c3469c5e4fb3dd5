package io.liveorigin.standalone.cli;

import io.liveorigin.access.credential.Credential;
import io.liveorigin.access.credential.CredentialFile;
import io.liveorigin.contract.error.FailureText;
import io.liveorigin.contract.error.OriginException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** The credential file that a command reads and writes. */
final class CredentialsOnDisk {
  @Option(
      names = "--credentials",
      paramLabel = "FILE",
      required = true,
      description = "The credential file (YAML, docs/security.md).")
  private Path file;

  /** Present while the file is being changed. */
  private Optional<FileReplacement> replacement = Optional.empty();

  /** Returns the credentials in the file; none if it does not exist yet. */
  List<Credential> all() {
    try {
      return CredentialFile.read(Files.readAllBytes(file)).credentials();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw new InputException(file + " cannot be read: " + FailureText.of(e), e);
    } catch (OriginException e) {
      throw new InputException(file + ": " + e.getMessage(), e);
    }
  }

  /** The credential of that name; empty if there is none. */
  Optional<Credential> named(String name) {
    return all().stream().filter(credential -> credential.name().equals(name)).findFirst();
  }

  /**
   * Returns the credential of that name.
   *
   * @throws InputException if there is none
   */
  Credential existing(String name) {
    return named(name)
        .orElseThrow(
            () ->
                new InputException(
                    file
                        + " has no credential '"
                        + name
                        + "'; it has "
                        + all().stream().map(Credential::name).toList()));
  }

  /**
   * Changes the file. No other process changes it between what {@code change} reads and what it
   * {@link #write}s.
   */
  <T> T changing(Supplier<T> change) {
    try (FileReplacement opened = FileReplacement.open(real())) {
      replacement = Optional.of(opened);
      return change.get();
    } catch (IOException e) {
      throw unwritten(e);
    } finally {
      replacement = Optional.empty();
    }
  }

  /** Replaces the file. Only within {@link #changing}. */
  void write(CredentialFile content) {
    try {
      replacement
          .orElseThrow(() -> new IllegalStateException("the file is not locked"))
          .replaceBy(content.write());
    } catch (IOException e) {
      throw unwritten(e);
    }
  }

  private InputException unwritten(IOException e) {
    return new InputException(file + " cannot be written: " + FailureText.of(e), e);
  }

  /** The target of a link, so that the link is kept. */
  private Path real() {
    try {
      return Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
    } catch (IOException e) {
      throw new InputException(file + " cannot be read: " + FailureText.of(e), e);
    }
  }

  Path file() {
    return file;
  }
}
