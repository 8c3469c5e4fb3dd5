package io.liveorigin.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.bench.dvr.DvrReads;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both sides read the same segments, as many of each kind. No bar here. */
class DvrReadsIT {
  private static final int BYTES = 100_000;

  @TempDir Path directory;

  @Test
  void both_sides_read_every_segment() throws Exception {
    List<DvrReads.Row> rows =
        new DvrReads(ShortPlan.in(directory), 2, 12, BYTES, Clock.systemUTC()).run();

    assertThat(rows).hasSize(3);
    assertThat(rows)
        .allSatisfy(
            row -> {
              assertThat(row.ours()).hasSize(2).allMatch(chunk -> chunk.sorted().length == 6);
              assertThat(row.plain()).hasSize(2).allMatch(chunk -> chunk.sorted().length == 6);
            });
    assertThat(DvrReads.markdown(rows, BYTES)).contains("cold, in order");
  }
}
