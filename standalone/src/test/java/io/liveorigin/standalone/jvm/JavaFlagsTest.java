package io.liveorigin.standalone.jvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.liveorigin.contract.error.OriginException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JavaFlagsTest {
  private static final String UNSAFE = "--sun-misc-unsafe-memory-access=allow";

  @TempDir Path home;

  @Test
  void a_command_has_its_memory_and_the_flags_of_all() throws IOException {
    release("17.0.15");
    assertThat(JavaFlags.of("serve", home))
        .contains("-Xmx512m", "-XX:MaxDirectMemorySize=768m", "-XX:+ExitOnOutOfMemoryError")
        .allMatch(flag -> flag.startsWith("-"))
        .doesNotContain(UNSAFE);
    assertThat(JavaFlags.of("ingest", home)).contains("-Xmx768m").doesNotContain("-Xmx512m");
  }

  /** The memory of a process has secrets. */
  @Test
  void no_process_writes_its_memory_to_disk() throws IOException {
    release("17.0.15");
    for (String command : List.of("broker", "ingest", "serve", "demo", "packager")) {
      assertThat(JavaFlags.of(command, home))
          .contains("-XX:-CreateCoredumpOnCrash", "-XX:-HeapDumpOnOutOfMemoryError");
    }
    Path flags = Path.of("src/main/resources/io/liveorigin/standalone/jvm");
    try (Stream<Path> files = Files.list(flags)) {
      assertThat(files)
          .allSatisfy(
              file ->
                  assertThat(Files.readString(file))
                      .doesNotContain(
                          "+HeapDump", "HeapDumpPath", "+CreateCore", "OnOutOfMemoryError="));
    }
  }

  @Test
  void a_later_jdk_has_more() throws IOException {
    release("25.0.1");
    assertThat(JavaFlags.feature(home)).isEqualTo(25);
    assertThat(JavaFlags.of("broker", home)).contains(UNSAFE);
  }

  @Test
  void what_is_not_there_is_refused() throws IOException {
    assertThatThrownBy(() -> JavaFlags.feature(home))
        .isInstanceOf(OriginException.class)
        .hasMessageContaining("is not the home of a JDK");
    release("17");
    assertThatThrownBy(() -> JavaFlags.of("nothing", home))
        .isInstanceOf(OriginException.class)
        .hasMessageContaining("no flags for nothing");
  }

  private void release(String version) throws IOException {
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
  }
}
