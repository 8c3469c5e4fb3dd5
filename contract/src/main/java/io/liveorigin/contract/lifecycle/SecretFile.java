package io.liveorigin.contract.lifecycle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A file that has secrets as they are, not as hashes. Any thread. */
public final class SecretFile {
  private static final Logger LOG = LoggerFactory.getLogger(SecretFile.class);

  private SecretFile() {}

  /**
   * Warns of a file that everybody on the machine may read.
   *
   * @param setting that names it
   */
  public static void warnIfOthersRead(String setting, Path file) {
    if (othersRead(file)) {
      LOG.warn("{}: '{}' may be read by others than its owner and group; chmod o-r", setting, file);
    }
  }

  /** Its group may: that is how an agent hands over a certificate or a secret. */
  static boolean othersRead(Path file) {
    try {
      return Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
    } catch (IOException | UnsupportedOperationException e) {
      // No such permissions there.
      return false;
    }
  }
}
