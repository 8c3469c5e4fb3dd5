package io.liveorigin.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script of {@code origin completion}, in a bash of its own. */
class CompletionCommandTest {
  @TempDir Path temp;

  /** What bash offers at the end of a line. */
  private String offered(String... words) throws IOException, InterruptedException {
    Terminal terminal = new Terminal();
    assertThat(terminal.run("completion")).isZero();
    assertThat(terminal.err()).isEmpty();
    Path script = Files.writeString(temp.resolve("completion"), terminal.out());
    String array = "'" + String.join("' '", words) + "'";
    String ask =
        "set -e; source "
            + script
            + "; COMP_WORDS=("
            + array
            + "); COMP_CWORD="
            + (words.length - 1)
            + "; COMP_LINE=\"${COMP_WORDS[*]}\"; COMP_POINT=${#COMP_LINE}; set +e;"
            + " _complete_origin >/dev/null 2>&1; echo \"${COMPREPLY[*]}\"";
    Process bash = new ProcessBuilder("bash", "-c", ask).redirectErrorStream(true).start();
    String out = new String(bash.getInputStream().readAllBytes());
    assertThat(bash.waitFor()).as(out).isZero();
    return out;
  }

  @Test
  void commandsAndOptionsAreCompleted() throws IOException, InterruptedException {
    assertThat(offered("origin", "ev")).contains("event");
    assertThat(offered("origin", "event", "")).contains("apply", "pause", "list");
    assertThat(offered("origin", "event", "apply", "--"))
        .contains("--file", "--dry-run", "--admin-token-file");
    assertThat(offered("origin", "ingest", "--pi")).contains("--pipeline");
  }
}
