package io.liveorigin.standalone.demo;

import io.liveorigin.access.credential.Credential;
import io.liveorigin.access.credential.CredentialFile;
import io.liveorigin.access.credential.Credentials;
import io.liveorigin.access.credential.GeneratedSecret;
import io.liveorigin.access.credential.Role;
import io.liveorigin.access.credential.StoredSecret;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.serving.access.AdminAccess;
import io.liveorigin.standalone.admin.AdminToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * The credentials of one run, generated for it. Their secrets are in memory, and that of the
 * operator in a file that only the user of this process may read.
 */
final class DemoCredentials {
  private static final String ADMIN = "demo-admin";

  private final GeneratedSecret admin;

  private DemoCredentials(GeneratedSecret admin) {
    this.admin = admin;
  }

  static DemoCredentials generate(SecureRandom random) {
    return new DemoCredentials(GeneratedSecret.from(random));
  }

  /** What the listeners know of them. */
  private CredentialFile file() {
    return new CredentialFile(
        List.of(
            new Credential(
                ADMIN,
                Role.ADMIN,
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(new StoredSecret(admin.hash(), Optional.empty(), Optional.empty())),
                List.of())));
  }

  AdminAccess adminAccess(Clock clock) {
    Credentials credentials = new Credentials(file(), clock);
    return new AdminAccess.Guarded(() -> credentials);
  }

  AdminToken adminToken() {
    return new AdminToken(admin.text());
  }

  /** Writes the operator's secret, for {@code --admin-token-file}, over that of an earlier run. */
  void writeAdminToken(Path file) {
    try {
      Path directory = Files.createDirectories(file.toAbsolutePath().getParent());
      // Readable by its owner alone from its first moment on.
      Path fresh = Files.createTempFile(directory, "admin-token-", "");
      Files.writeString(fresh, admin.text() + "\n");
      Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new OriginException(
          ErrorCode.INTERNAL, "the admin token cannot be written to " + file + ": " + e, e);
    }
  }
}
