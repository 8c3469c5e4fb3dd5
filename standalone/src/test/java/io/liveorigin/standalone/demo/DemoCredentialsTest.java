package io.liveorigin.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.access.credential.AuthenticationResult;
import io.liveorigin.access.credential.Credential;
import io.liveorigin.access.credential.CredentialFile;
import io.liveorigin.access.credential.CredentialVerifier;
import io.liveorigin.access.credential.GeneratedSecret;
import io.liveorigin.access.credential.Identity;
import io.liveorigin.access.credential.PresentedCredential;
import io.liveorigin.access.credential.Role;
import io.liveorigin.access.credential.StoredSecret;
import io.liveorigin.access.file.WatchedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoCredentialsTest {
  private final DemoCredentials credentials = DemoCredentials.generate(new SecureRandom());

  @TempDir private Path temp;
  private DemoFiles files;

  @BeforeEach
  void directory() {
    files = new DemoFiles(temp.resolve("data"));
  }

  private static Identity identity(WatchedFiles<CredentialVerifier> known, String token) {
    AuthenticationResult found = known.now().authenticate(new PresentedCredential.Bearer(token));
    assertThat(found).isInstanceOf(AuthenticationResult.Known.class);
    return ((AuthenticationResult.Known) found).identity();
  }

  @Test
  void eachRunHasItsOwnForEachPart() {
    try (WatchedFiles<CredentialVerifier> known = credentials.write(files, Clock.systemUTC())) {
      assertThat(identity(known, credentials.adminToken().text()).role()).isEqualTo(Role.ADMIN);
      Identity packager = identity(known, credentials.packagerToken("b"));
      assertThat(packager.role()).isEqualTo(Role.PUBLISHER);
      assertThat(packager.pipelines()).containsExactly("b");
    }
    assertThat(DemoCredentials.generate(new SecureRandom()).adminToken().text())
        .isNotEqualTo(credentials.adminToken().text());
    assertThat(credentials.adminToken().toString()).doesNotContain(credentials.adminToken().text());
  }

  @Test
  void filesAreForTheirOwnerAlone() throws IOException {
    Files.createDirectories(files.root());
    Files.writeString(files.adminToken(), "of an earlier run, for all to read");
    credentials.write(files, Clock.systemUTC()).close();
    assertThat(Files.readString(files.adminToken()))
        .isEqualTo(credentials.adminToken().text() + "\n");
    assertThat(Files.readString(files.packagerToken("a")))
        .isEqualTo(credentials.packagerToken("a") + "\n");
    try (var written = Files.list(files.root())) {
      assertThat(written)
          .hasSize(4)
          .allSatisfy(
              file ->
                  assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                      .isEqualTo("rw-------"));
    }
  }

  @Test
  void credentialsThatSomebodyAddedStayForTheNextRun() throws IOException {
    credentials.write(files, Clock.systemUTC()).close();
    CredentialFile file = CredentialFile.read(Files.readAllBytes(files.credentials()));
    GeneratedSecret secret = GeneratedSecret.from(new SecureRandom());
    Credential mine =
        new Credential(
            "mine",
            Role.VIEWER,
            Optional.empty(),
            List.of(),
            List.of(),
            List.of(new StoredSecret(secret.hash(), Optional.empty(), Optional.empty())),
            List.of());
    Files.write(files.credentials(), file.with(mine).write());

    DemoCredentials next = DemoCredentials.generate(new SecureRandom());
    try (WatchedFiles<CredentialVerifier> known = next.write(files, Clock.systemUTC())) {
      assertThat(identity(known, secret.text()).name()).isEqualTo("mine");
      assertThat(identity(known, next.adminToken().text()).role()).isEqualTo(Role.ADMIN);
      assertThat(
              known
                  .now()
                  .authenticate(new PresentedCredential.Bearer(credentials.adminToken().text())))
          .isEqualTo(new AuthenticationResult.Wrong());
    }
  }
}
