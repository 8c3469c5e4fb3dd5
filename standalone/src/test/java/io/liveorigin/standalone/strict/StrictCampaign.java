package io.liveorigin.standalone.strict;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.standalone.cdn.NeedsCdn;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same as {@link StrictClientIT} for ten minutes, and 503 counts. Not part of {@code mvn
 * verify}, since it wants a machine for itself; {@code docs/players.md} says how to run it.
 */
@NeedsCdn
class StrictCampaign {
  @TempDir Path directory;

  @Test
  void nothing_is_refused_for_ten_minutes() throws Exception {
    Duration length = Duration.ofSeconds(Long.getLong("strict.seconds", 600));
    List<StrictRun.Seen> all = StrictRun.watch(directory, length);
    all.forEach(System.err::println);
    for (StrictRun.Seen seen : all) {
      assertThat(seen.report().faults()).as(seen.toString()).isEmpty();
      assertThat(seen.report().busy()).as(seen.toString()).isEmpty();
    }
  }
}
