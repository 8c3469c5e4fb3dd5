package io.liveorigin.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.liveorigin.bench.peer.Tools;
import io.liveorigin.bench.publish.PublishBench;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The bench measures what it says: every GET was held and got its own segment. No bar here. */
class PublishBenchIT {
  @TempDir Path directory;

  @Test
  void aShortRunWritesEveryRow() throws Exception {
    assumeThat(Tools.missing(Tools.NGINX)).isEmpty();
    Path document = directory.resolve("benchmarks.md");

    int exit =
        new CommandLine(new PublishBench())
            .execute(
                "--bytes=200000",
                "--warm-up=2",
                "--rounds=2",
                "--samples=4",
                "--record=" + document);

    assertThat(exit).isZero();
    assertThat(Files.readString(document))
        .contains("## PUT and published-to-readable", "| PUT acknowledged |")
        .contains("| held GET, first byte |", "| held GET, last byte |", "| nginx WebDAV PUT |");
  }
}
