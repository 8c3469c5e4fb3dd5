package io.liveorigin.standalone.strict;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.standalone.cdn.NeedsCdn;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Invariant: whatever the packagers do, a client that takes every refusal at or behind the live
 * edge as the end meets none, through nginx and through Varnish. A slow machine may be told 503,
 * and asks again: {@link StrictCampaign} counts that as well.
 */
@NeedsCdn
class StrictClientIT {
  @TempDir Path directory;

  @Test
  void nothing_is_refused_at_or_behind_the_live_edge() throws Exception {
    for (StrictRun.Seen seen : StrictRun.watch(directory, Duration.ofSeconds(30))) {
      assertThat(seen.report().faults()).as(seen.toString()).isEmpty();
      assertThat(seen.report().counts()).as(seen.toString()).isNotEmpty();
    }
  }
}
