package io.liveorigin.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.standalone.export.ExportProgress;
import io.liveorigin.standalone.export.PublishedView;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportCommandTest {
  @TempDir Path folder;

  private Terminal run(PublishedView origin, String event) {
    Terminal terminal = new Terminal();
    int code =
        terminal.run(
            "export",
            event,
            "--from",
            "2026-11-29T10:00:00Z",
            "--to",
            "2026-11-29T10:00:06Z",
            "--dir",
            folder.toString(),
            "--serving",
            origin.uri().toString());
    terminal.surroundings().out().println("exit code " + code);
    return terminal;
  }

  @Test
  void gapsAreToldAndHaveAnExitCodeOfTheirOwn() throws IOException {
    try (PublishedView origin = new PublishedView()) {
      assertThat(run(origin, "t/e").out())
          .isEqualTo(
              """
              9 of 9 files | fetched 8, 0.0 MB | already there 0 | missing 1
              written to %s
              segments not available (1):
                a0-2.m4s
              exit code 3
              """
                  .formatted(folder));
    }
  }

  @Test
  void whatIsNotThereFailsInOneLine() throws IOException {
    try (PublishedView origin = new PublishedView()) {
      Terminal terminal = run(origin, "t/other");

      assertThat(terminal.out()).isEqualTo("exit code 1\n");
      assertThat(terminal.err())
          .startsWith("origin export: http://")
          .contains("manifest.mpd: nobody (never-published)")
          .hasLineCount(1);
    }
  }

  @Test
  void aTerminalHasABar() {
    ExportProgress half = new ExportProgress(10, 3, 1, 1, 2_500_000);
    assertThat(ExportConsole.bar(half))
        .isEqualTo(
            "[###############...............]"
                + " 5 of 10 files | fetched 3, 2.5 MB | already there 1 | missing 1");
    assertThat(ExportConsole.bar(new ExportProgress(0, 0, 0, 0, 0))).doesNotContain(".....");
    StringWriter out = new StringWriter();
    new ExportConsole(new PrintWriter(out), true).finished(half, folder);
    assertThat(out.toString()).startsWith("\r\033[K5 of 10 files");
  }
}
