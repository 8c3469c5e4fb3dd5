package io.liveorigin.standalone.cdn;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Invariant: with nginx, and with Varnish, in front, 200 clients that ask up to half a second early
 * all get every segment of the live edge, and the origin is asked for each once by each node.
 *
 * <p>No verdict depends on how fast the machine is. Two clients and one number would do for the
 * rule; a crowd and some numbers, three representations each, are there for the races between those
 * who ask, the lock of the node, and the publication.
 */
@NeedsCdn
class FollowCdnIT {
  private static final int CLIENTS = 200;

  /** Of each half: with both pipelines, and with one. */
  private static final int NUMBERS = 4;

  @TempDir Path directory;

  @Test
  void two_hundred_clients_follow_the_live_edge_and_a_pipeline_dies_half_way() {
    try (CdnOrigin origin = CdnOrigin.patient(directory, UnaryOperator.identity())) {
      List<CdnNodeProcess> nodes =
          List.of(origin.nginx(origin.settings()), origin.varnish(origin.settings()));
      follow(origin, nodes, "holds", List.of("a", "b"));
      follow(origin, nodes, "holds, a dies", List.of("b"));
    }
  }

  private static void follow(
      CdnOrigin origin, List<CdnNodeProcess> nodes, String name, List<String> pipelines) {
    try (FollowRun run = new FollowRun(origin, nodes, CLIENTS, status -> status == 503)) {
      run.follow(NUMBERS, pipelines);
      Map<String, Set<String>> decided = origin.decided();
      for (CdnNodeProcess node : nodes) {
        FollowReport report = run.report(node);
        CdnTable.add(report.row(name));
        report.assertAllGotAll(3L * CLIENTS * run.numbers().size(), decided);
        report.assertEachFetchedOnce(3 * NUMBERS);
      }
    }
  }
}
