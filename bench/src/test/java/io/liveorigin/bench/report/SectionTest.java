package io.liveorigin.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SectionTest {
  private static final Section GET = new Section("GET", "new\n\n| table |\n");

  @TempDir Path directory;

  @Test
  void a_section_is_replaced_where_it_stands() throws IOException {
    assertThat(after("# Benchmarks\n\n## PUT\nput\n\n## GET\nold\n### GET\nmore\n\n## DVR\ndvr\n"))
        .isEqualTo("# Benchmarks\n\n## PUT\nput\n\n## GET\nnew\n\n| table |\n\n## DVR\ndvr\n");
  }

  @Test
  void a_heading_that_only_begins_alike_is_another() throws IOException {
    assertThat(after("# B\n\n## GET of misses\nold\n"))
        .isEqualTo("# B\n\n## GET of misses\nold\n\n## GET\nnew\n\n| table |\n");
  }

  @Test
  void the_last_section_is_replaced_up_to_the_end() throws IOException {
    String once = after("# B\n\n## GET\nold\n\nolder\n");
    assertThat(once).isEqualTo("# B\n\n## GET\nnew\n\n| table |\n");
    assertThat(after(once)).isEqualTo(once);
  }

  @Test
  void the_document_is_made() throws IOException {
    Path file = directory.resolve("made.md");
    GET.recordIn(file);
    assertThat(file).hasContent("# Benchmarks\n\n## GET\nnew\n\n| table |\n");
  }

  private String after(String before) throws IOException {
    Path file = directory.resolve("benchmarks.md");
    Files.writeString(file, before);
    GET.recordIn(file);
    return Files.readString(file);
  }
}
