package io.liveorigin.standalone.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Replaces a file in one step: a process that reads it meanwhile sees the old file or the new one.
 * From {@link #open} to {@link #close} no other command replaces it. The next content is written
 * into a file beside it ({@code .new}), which only one command at a time can create. One thread.
 */
final class FileReplacement implements AutoCloseable {
  private static final Set<PosixFilePermission> NEW_FILE =
      PosixFilePermissions.fromString("rw-------");

  /** A change takes a fraction of a second; a slow hash is the longest part. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final Duration PAUSE = Duration.ofMillis(20);
  private static final String OWNER = "unix:uid";
  private static final String GROUP = "unix:gid";

  private final Path target;
  private final Path next;

  /** Once set, a file beside the target belongs to another command. */
  private boolean replaced;

  private FileReplacement(Path target, Path next) {
    this.target = target;
    this.next = next;
  }

  /**
   * Waits until no other command changes the file.
   *
   * @param target not a link; it need not exist
   */
  static FileReplacement open(Path target) throws IOException {
    Path next = target.resolveSibling(target.getFileName() + ".new");
    long begin = System.nanoTime();
    while (true) {
      try {
        Files.createFile(next, PosixFilePermissions.asFileAttribute(NEW_FILE));
        return new FileReplacement(target, next);
      } catch (FileAlreadyExistsException e) {
        if (System.nanoTime() - begin > PATIENCE.toNanos()) {
          throw new IOException(
              "another command is changing it. If no such command is running any more, remove "
                  + next,
              e);
        }
        pause();
      }
    }
  }

  private static void pause() throws IOException {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /**
   * Replaces the file by this content. Owner, group and permissions stay: everybody who could read
   * the old file can read the new one. A new file is readable by its owner only.
   */
  void replaceBy(byte[] content) throws IOException {
    Files.write(next, content);
    if (Files.exists(target)) {
      keep(OWNER);
      keep(GROUP);
      // Last, because it may grant access to the group, and must not do so before the group is
      // right.
      Files.setPosixFilePermissions(next, Files.getPosixFilePermissions(target));
    }
    Files.move(next, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    replaced = true;
  }

  private void keep(String attribute) throws IOException {
    Object id = Files.getAttribute(target, attribute);
    if (Files.getAttribute(next, attribute).equals(id)) {
      return;
    }
    try {
      Files.setAttribute(next, attribute, id);
    } catch (IOException e) {
      PosixFileAttributes of = Files.readAttributes(target, PosixFileAttributes.class);
      List<String> names = List.of(of.owner().getName(), of.group().getName());
      throw new IOException(
          "it belongs to "
              + String.join(":", names)
              + ", and your user cannot give a new file to them, so the service could no longer"
              + " read it; run the command as "
              + names.get(0)
              + " (sudo -u), or as root",
          e);
    }
  }

  /**
   * Lets other commands change the file again. Content that was not moved into place is deleted.
   */
  @Override
  public void close() throws IOException {
    if (!replaced) {
      Files.deleteIfExists(next);
    }
  }
}
