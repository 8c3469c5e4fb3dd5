package io.liveorigin.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManCommandTest {
  private static final List<String> REQUESTS = List.of(".TH ", ".SH ", ".TP", ".nf", ".fi");

  @TempDir Path temp;

  private static String page(String... words) {
    Terminal terminal = new Terminal();
    String[] args = Stream.concat(Stream.of("man"), Stream.of(words)).toArray(String[]::new);
    assertThat(terminal.run(args)).isZero();
    assertThat(terminal.err()).isEmpty();
    return terminal.out();
  }

  @Test
  void aPageSaysWhatTheHelpSays() {
    assertThat(page("event", "apply"))
        .startsWith(".TH ORIGIN-EVENT-APPLY 1 ")
        .contains("origin\\-event\\-apply \\- Declares an event, or changes it.")
        .contains("\\fB\\-f\\fR, \\fB\\-\\-file\\fR=\\fIFILE\\fR\nEvent definition, JSON")
        .contains("\\fB\\-\\-dry\\-run\\fR\nReports what would change")
        .contains("(default: http://127.0.0.1:8090)")
        .contains("\\fBorigin\\-event\\-list\\fR(1)")
        .contains(".SH EXIT STATUS\n.TP\n0\n");
    assertThat(page()).contains(".SH COMMANDS").contains("\\fBorigin\\-serve\\fR(1)\n");
    assertThat(page("event", "end"))
        .contains(".SH ARGUMENTS\n.TP\n\\fITENANT/EVENT\\fR\nThe event.");
  }

  @Test
  void eachCommandHasAPageAndNoTextIsTakenForARequest() throws IOException {
    Terminal terminal = new Terminal();
    assertThat(terminal.run("man", "--dir", temp.resolve("man1").toString())).isZero();
    List<Path> pages;
    try (Stream<Path> files = Files.list(temp.resolve("man1"))) {
      pages = files.toList();
    }
    assertThat(terminal.out()).isEqualTo(pages.size() + " pages in " + temp.resolve("man1") + "\n");
    assertThat(pages)
        .extracting(file -> file.getFileName().toString())
        .contains("origin.1", "origin-serve.1", "origin-event-apply.1", "origin-mask-add.1")
        .hasSizeGreaterThan(35);
    for (Path page : pages) {
      assertThat(Files.readAllLines(page))
          .as(page.toString())
          .allSatisfy(
              line -> {
                assertThat(line).doesNotStartWith("'").doesNotContain("${", "%n", "null");
                if (line.startsWith(".")) {
                  assertThat(REQUESTS).anyMatch(line::startsWith);
                }
              });
    }
  }

  @Test
  void aMistypedCommandIsNamed() {
    Terminal terminal = new Terminal();
    assertThat(terminal.run("man", "event", "aply")).isEqualTo(1);
    assertThat(terminal.err())
        .isEqualTo("origin man: origin event has no command 'aply'; did you mean apply?\n");
  }
}
