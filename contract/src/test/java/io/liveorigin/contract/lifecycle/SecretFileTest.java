package io.liveorigin.contract.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretFileTest {
  @Test
  void aSecretThatOthersMayReadIsNoticed(@TempDir Path directory) throws IOException {
    Path file = Files.createFile(directory.resolve("secret"));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    assertThat(SecretFile.readableByOthers(file)).isFalse();
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(SecretFile.readableByOthers(file)).isTrue();
    assertThat(SecretFile.readableByOthers(directory.resolve("none"))).isFalse();
  }
}
