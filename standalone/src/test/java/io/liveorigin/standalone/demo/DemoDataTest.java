package io.liveorigin.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoDataTest {
  @TempDir Path temp;

  @Test
  void aTemporaryDirectoryIsDeletedWithAllThatIsInIt() throws IOException {
    Path kafka;
    try (DemoData data = DemoData.open(Optional.empty())) {
      kafka = data.kafka();
      Files.createDirectories(kafka.resolve("topic"));
      Files.writeString(kafka.resolve("topic").resolve("0.log"), "records");
    }
    assertThat(kafka.getParent()).doesNotExist();
  }

  @Test
  void theUsersDirectoryStays() throws IOException {
    Path file;
    try (DemoData data = DemoData.open(Optional.of(temp))) {
      file = data.selector().resolve("state");
      Files.createDirectories(file.getParent());
      Files.writeString(file, "decisions");
    }
    assertThat(file).hasContent("decisions");
  }
}
