package io.liveorigin.standalone.cdn;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.serving.segment.HoldSettings;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The run of {@link FollowCdnIT} with an origin that does not hold: what holds save. How much that
 * is depends on the machine, and is measured and not judged.
 */
@NeedsCdn
class NoHoldsCdnIT {
  /** Of each node and representation. One would do; the others show that all get it in the end. */
  private static final int CLIENTS = 50;

  private static final int NUMBERS = 3;

  @TempDir Path directory;

  @Test
  void
      without_holds_clients_are_told_404_at_the_live_edge_and_the_origin_is_asked_again_for_each() {
    try (CdnOrigin origin =
        CdnOrigin.patient(directory, config -> config.withHold(HoldSettings.off()))) {
      List<CdnNodeProcess> nodes =
          List.of(origin.nginx(origin.settings()), origin.varnish(origin.settings()));
      try (FollowRun run = new FollowRun(origin, nodes, CLIENTS, status -> status != 200)) {
        run.follow(NUMBERS, List.of("a", "b"));
        for (CdnNodeProcess node : nodes) {
          FollowReport report = run.report(node);
          CdnTable.add(report.row("no holds"));
          assertThat(report.count(200))
              .as(report.node())
              .isEqualTo(3L * CLIENTS * run.numbers().size());
          assertThat(report.fetches()).as(report.node()).hasSize(3 * run.numbers().size());
          for (String path : report.fetches().keySet()) {
            assertThat(report.deliveries())
                .as(report.node() + path)
                .anyMatch(d -> d.path().equals(path) && d.status() == 404);
            assertThat(report.fetches().get(path)).hasSizeGreaterThan(1);
          }
        }
      }
    }
  }
}
