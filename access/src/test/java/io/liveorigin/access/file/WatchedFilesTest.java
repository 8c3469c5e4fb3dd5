package io.liveorigin.access.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchedFilesTest {
  @TempDir private Path folder;
  private Path file;
  private WatchedFiles<String> watched;

  @BeforeEach
  void start() throws IOException {
    file = Files.writeString(folder.resolve("one"), "first");
    watched = WatchedFiles.start("test", List.of(file), WatchedFilesTest::read);
  }

  @AfterEach
  void close() {
    watched.close();
  }

  private static String read(List<byte[]> contents) {
    String all =
        contents.stream()
            .map(c -> new String(c, StandardCharsets.UTF_8))
            .collect(Collectors.joining(","));
    if (all.contains("bad")) {
      throw new OriginException(ErrorCode.INTERNAL, "test must not be bad");
    }
    if (all.contains("fault")) {
      throw new IllegalStateException("an internal error");
    }
    return all;
  }

  @Test
  void newContentsCountWhateverTheTimeOfTheFile() throws IOException {
    FileTime before = Files.getLastModifiedTime(file);
    List<String> heard = new ArrayList<>();
    watched.whenChanged(heard::add);

    Files.writeString(file, "other");
    Files.setLastModifiedTime(file, before);
    watched.refresh();
    watched.refresh();

    assertThat(watched.now()).isEqualTo("other");
    assertThat(heard).containsExactly("other");
  }

  @Test
  void aLinkThatPointsElsewhereCounts() throws IOException {
    Path old = Files.writeString(folder.resolve("v1"), "old");
    Path fresh = Files.writeString(folder.resolve("v2"), "fresh");
    Path link = Files.createSymbolicLink(folder.resolve("link"), old);
    try (WatchedFiles<String> linked =
        WatchedFiles.start("test", List.of(file, link), WatchedFilesTest::read)) {
      assertThat(linked.now()).isEqualTo("first,old");

      Files.delete(link);
      Files.createSymbolicLink(link, fresh);
      linked.refresh();

      assertThat(linked.now()).isEqualTo("first,fresh");
    }
  }

  @Test
  void whatCannotBeUsedChangesNothingAndIsSaid() throws IOException {
    for (String contents : List.of("bad", "fault")) {
      Files.writeString(file, contents);
      watched.refresh();
      watched.refresh();
      assertThat(watched.now()).isEqualTo("first");
      assertThat(watched.problem()).as(contents).isPresent();
    }
    Files.delete(file);
    watched.refresh();
    assertThat(watched.now()).isEqualTo("first");
    assertThat(watched.problem().orElseThrow()).contains("there is no such file");

    Files.writeString(file, "second");
    watched.refresh();
    assertThat(watched.now()).isEqualTo("second");
    assertThat(watched.problem()).isEmpty();
  }

  /** The contents that were in force come back: there is nothing to read, and no problem left. */
  @Test
  void theSameContentsAgainEndTheProblem() throws IOException {
    Files.writeString(file, "bad");
    watched.refresh();
    assertThat(watched.problem()).isPresent();

    Files.writeString(file, "first");
    watched.refresh();
    assertThat(watched.problem()).isEmpty();

    Files.delete(file);
    watched.refresh();
    assertThat(watched.problem()).isPresent();

    Files.writeString(file, "first");
    watched.refresh();
    assertThat(watched.problem()).isEmpty();
  }

  @Test
  void aStartWithoutAUsableFileIsRefusedByItsKey() {
    assertThatThrownBy(
            () ->
                WatchedFiles.start(
                    "credentials", List.of(folder.resolve("none")), WatchedFilesTest::read))
        .isInstanceOf(OriginException.class)
        .hasMessageContaining("credentials: '")
        .hasMessageContaining("there is no such file");
    assertThatThrownBy(
            () -> WatchedFiles.start("credentials", List.of(folder), WatchedFilesTest::read))
        .isInstanceOf(OriginException.class)
        .hasMessageContaining("cannot be read");
  }
}
