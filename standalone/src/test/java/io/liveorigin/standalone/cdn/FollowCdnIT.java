package io.liveorigin.standalone.cdn;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.packager.Packager;
import io.liveorigin.packager.fault.FaultScript;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Invariant: with nginx, and with Varnish, in front, 200 clients that ask up to half a second early
 * all get every segment of the live edge, and the origin is asked for each once by each node.
 */
@NeedsCdn
@Timeout(300)
class FollowCdnIT {
  static final int CLIENTS = 200;

  /** A minute. */
  static final int SEGMENTS = 30;

  @TempDir Path directory;

  @Test
  void two_hundred_clients_follow_the_live_edge_and_a_pipeline_dies_half_way() throws Exception {
    try (CdnOrigin origin = CdnOrigin.start(directory, UnaryOperator.identity())) {
      List<CdnNodeProcess> nodes =
          List.of(origin.nginx(origin.settings()), origin.varnish(origin.settings()));
      Packager a = origin.packager("a", FaultScript.NONE);
      Packager b = origin.packager("b", FaultScript.NONE);
      long started = a.firstNumber();
      a.start(started);
      b.start(started);
      follow(origin, nodes, "holds", started + 3, () -> {});
      follow(origin, nodes, "holds, a dies", started + 3 + SEGMENTS + 2, a::close);
    }
  }

  private static void follow(
      CdnOrigin origin, List<CdnNodeProcess> nodes, String run, long first, Runnable halfWay)
      throws Exception {
    long last = first + SEGMENTS - 1;
    List<FollowReport> reports =
        FollowRun.of(origin, nodes, CLIENTS, first, last, Duration.ZERO, halfWay);
    Map<String, Set<String>> decided = origin.decided();
    for (FollowReport report : reports) {
      CdnTable.add(report.row(run));
      assertThat(report.statuses()).as(report.node()).containsOnlyKeys(200);
      assertThat(report.count(200)).isEqualTo(3L * CLIENTS * SEGMENTS);
      assertThat(report.deliveries())
          .as(report.node())
          .allMatch(d -> d.whole() && decided.get(d.path()).contains(d.etag()));
      assertThat(report.fetches()).as(report.node()).hasSize(3 * SEGMENTS);
      assertThat(report.fetches().values()).as(report.node()).containsOnly(1L);
    }
  }
}
