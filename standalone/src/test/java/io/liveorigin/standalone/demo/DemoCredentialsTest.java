package io.liveorigin.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.access.credential.Authentication;
import io.liveorigin.access.credential.Presented;
import io.liveorigin.access.credential.Role;
import io.liveorigin.serving.access.AdminAccess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoCredentialsTest {
  private final DemoCredentials credentials = DemoCredentials.generate(new SecureRandom());

  @TempDir Path temp;

  @Test
  void eachRunHasItsOwnAndItMayAdminister() {
    AdminAccess.Guarded access = (AdminAccess.Guarded) credentials.adminAccess(Clock.systemUTC());
    String token = credentials.adminToken().text();
    Authentication found = access.credentials().get().authenticate(new Presented.Bearer(token));
    assertThat(found)
        .isInstanceOfSatisfying(
            Authentication.Known.class,
            known -> assertThat(known.identity().role()).isEqualTo(Role.ADMIN));
    assertThat(DemoCredentials.generate(new SecureRandom()).adminToken().text())
        .isNotEqualTo(token);
    assertThat(credentials.adminToken().toString()).doesNotContain(token);
  }

  @Test
  void itsFileIsForItsOwnerAlone() throws IOException {
    Path file = temp.resolve("data").resolve("admin-token");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "of an earlier run, for all to read");
    credentials.writeAdminToken(file);
    assertThat(Files.readString(file)).isEqualTo(credentials.adminToken().text() + "\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    try (var left = Files.list(file.getParent())) {
      assertThat(left).containsExactly(file);
    }
  }
}
