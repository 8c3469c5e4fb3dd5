package io.liveorigin.standalone.cdn;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.packager.fault.FaultScript;
import io.liveorigin.serving.hold.HoldSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The run of {@link FollowCdnIT} with an origin that does not hold: what holds save. */
@NeedsCdn
@Timeout(180)
class NoHoldsCdnIT {
  /** Players ask again after some hundred milliseconds. */
  private static final Duration ASK_AGAIN = Duration.ofMillis(250);

  @TempDir Path directory;

  @Test
  void without_holds_every_client_is_told_404_at_the_live_edge_and_the_origin_asked_for_it()
      throws Exception {
    try (CdnOrigin origin =
        CdnOrigin.start(directory, config -> config.withHold(HoldSettings.off()))) {
      List<CdnNodeProcess> nodes =
          List.of(origin.nginx(origin.settings()), origin.varnish(origin.settings()));
      long first = origin.startBoth(FaultScript.NONE) + 3;
      long last = first + FollowCdnIT.SEGMENTS - 1;
      for (FollowReport report :
          FollowRun.of(origin, nodes, FollowCdnIT.CLIENTS, first, last, ASK_AGAIN, () -> {})) {
        CdnTable.add(report.row("no holds"));
        long wanted = 3L * FollowCdnIT.CLIENTS * FollowCdnIT.SEGMENTS;
        // Not every client: tens of requests for each segment are more than a small machine can do.
        assertThat(report.count(200)).as(report.node()).isGreaterThan(wanted * 99 / 100);
        assertThat(report.count(404)).as(report.node()).isGreaterThan(wanted / 10);
        assertThat(report.originFetches())
            .as(report.node())
            .isGreaterThan(2L * 3 * FollowCdnIT.SEGMENTS);
      }
    }
  }
}
