package io.liveorigin.standalone.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * What processes of tests have printed, kept when the test's own directory goes: {@code .ci/leaks}
 * looks there for secrets. Not of packagers: they print the URL that they were given.
 */
public final class KeptLogs {
  private static final Path DIRECTORY = Path.of("target", "process-logs");

  private KeptLogs() {}

  /**
   * Copies a log.
   *
   * @param pid of the process that has written it
   */
  public static void keep(Path log, long pid) {
    try {
      if (Files.exists(log)) {
        Files.createDirectories(DIRECTORY);
        Path kept = DIRECTORY.resolve(log.getFileName() + "-" + pid + ".log");
        Files.copy(log, kept, StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
