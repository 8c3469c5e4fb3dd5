package io.liveorigin.standalone.cli;

import io.liveorigin.access.credential.Credential;
import io.liveorigin.access.credential.CredentialFile;
import io.liveorigin.contract.error.FailureText;
import io.liveorigin.contract.error.OriginException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;

/** The credential file that a command reads and writes. */
final class CredentialsOnDisk {
  private static final Set<PosixFilePermission> NEW_FILE =
      PosixFilePermissions.fromString("rw-------");

  @Option(
      names = "--credentials",
      paramLabel = "FILE",
      required = true,
      description = "The credential file (YAML, docs/security.md).")
  private Path file;

  /** What the file says; nobody where there is none yet. */
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

  /** The credential of that name. */
  Optional<Credential> named(String name) {
    return all().stream().filter(credential -> credential.name().equals(name)).findFirst();
  }

  /** The credential of that name; the user is told where there is none. */
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
   * Replaces the file in one step: a process that reads it meanwhile sees the old one or the new
   * one. The permissions stay; a new file is its owner's alone.
   */
  void write(CredentialFile content) {
    Path target = real();
    Path next = target.resolveSibling(target.getFileName() + ".new");
    try {
      Set<PosixFilePermission> permissions =
          Files.exists(target) ? Files.getPosixFilePermissions(target) : NEW_FILE;
      Files.deleteIfExists(next);
      Files.createFile(next, PosixFilePermissions.asFileAttribute(NEW_FILE));
      Files.write(next, content.write());
      Files.setPosixFilePermissions(next, permissions);
      Files.move(next, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new InputException(file + " cannot be written: " + FailureText.of(e), e);
    }
  }

  /** A link stays one. */
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
