package io.liveorigin.bench.get;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.liveorigin.bench.ShortPlan;
import io.liveorigin.contract.error.OriginException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The bench measures what it says: it fails unless every server answers with the right status and
 * the very bytes, and the origin from memory. No bar here.
 */
@NeedsPeers
class GetBenchIT {
  @TempDir Path directory;

  @Test
  void a_short_run_measures_every_server() throws Exception {
    List<String> progress = new ArrayList<>();

    String table = run(progress, "32k-16", "404-event-16");

    assertThat(table.lines().filter(line -> line.startsWith("| "))).hasSize(3);
    assertThat(table)
        .contains("| 32 KiB, 16 connections | ", "| 404, unknown event, 16 connections | ")
        .contains("GB/s", ">= 0.9: ", ">= 0.8: ", "32k-16 nginx: ", "; Varnish: ");
    assertThat(progress).hasSize(3);
  }

  @Test
  void an_unknown_row_is_refused_before_anything_starts() {
    assertThatThrownBy(() -> run(new ArrayList<>(), "33k-16"))
        .isInstanceOf(OriginException.class)
        .hasMessageContaining("there is no row 33k-16; the rows are 32k-16, ");
    assertThat(directory).isEmptyDirectory();
  }

  private String run(List<String> progress, String... rows)
      throws IOException, InterruptedException {
    GetRun.Settings settings =
        new GetRun.Settings(List.of(rows), 1, 1, 1, 1, OptionalInt.empty(), OptionalInt.empty());
    return new GetRun(settings, Clock.systemUTC()).run(ShortPlan.in(directory), progress::add);
  }
}
