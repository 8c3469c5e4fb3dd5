package io.liveorigin.standalone.export;

import io.liveorigin.contract.segment.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * The folder that an export is written to. A file is there whole or not at all: it is written under
 * another name, forced to the disk, and renamed. Any thread, but only one for each file.
 */
final class ExportFolder {
  private static final String PART = ".part";

  private final Path root;

  ExportFolder(Path root) {
    this.root = root.toAbsolutePath().normalize();
    create(this.root);
  }

  /** Returns the digest of the file of that name; empty if there is none. */
  Optional<Digest> digest(String name) {
    Path path = path(name);
    try {
      return Files.isRegularFile(path)
          ? Optional.of(Digest.of(Files.readAllBytes(path)))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void write(String name, byte[] bytes) {
    Path path = path(name);
    Path part = path.resolveSibling(path.getFileName() + PART);
    create(path.getParent());
    try {
      try (FileChannel file =
          FileChannel.open(
              part,
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE,
              StandardOpenOption.TRUNCATE_EXISTING)) {
        ByteBuffer all = ByteBuffer.wrap(bytes);
        while (all.hasRemaining()) {
          file.write(all);
        }
        file.force(true);
      }
      Files.move(part, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void remove(String name) {
    try {
      Files.deleteIfExists(path(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path path(String name) {
    Path path = root.resolve(name).normalize();
    if (!path.startsWith(root) || path.equals(root)) {
      throw new ExportException(name + " is not in " + root);
    }
    return path;
  }

  private static void create(Path directory) {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
