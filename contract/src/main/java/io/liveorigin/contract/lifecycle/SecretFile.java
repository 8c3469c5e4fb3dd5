package io.liveorigin.contract.lifecycle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A file that contains secrets in plain text, not as hashes. Usable from any thread. */
public final class SecretFile {
  private static final Logger LOG = LoggerFactory.getLogger(SecretFile.class);

  private SecretFile() {}

  /**
   * Logs a warning if everybody on the machine may read the file.
   *
   * @param setting the setting that names the file
   */
  public static void warnIfOthersRead(String setting, Path file) {
    if (readableByOthers(file)) {
      LOG.warn(
          "{}: '{}' is readable by users other than its owner and group; run 'chmod"
              + " o-r' on it",
          setting,
          file);
    }
  }

  /**
   * Returns whether others than owner and group may read the file. The group may, because that is
   * how an agent hands over a certificate or a secret.
   */
  static boolean readableByOthers(Path file) {
    try {
      return Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
    } catch (IOException | UnsupportedOperationException e) {
      // There are no such permissions on this file system.
      return false;
    }
  }
}
