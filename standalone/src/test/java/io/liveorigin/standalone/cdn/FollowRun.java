package io.liveorigin.standalone.cdn;

import io.liveorigin.standalone.lifecycle.OpenParts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;

/** Clients at several CDN nodes side by side. */
final class FollowRun {
  private static final Duration AFTERWARDS = Duration.ofSeconds(30);

  private FollowRun() {}

  /**
   * Runs to the end.
   *
   * @param halfWay what happens in the middle
   * @param askAgain after a 404; zero: never
   */
  static List<FollowReport> of(
      CdnOrigin origin,
      List<CdnNodeProcess> nodes,
      int clients,
      long first,
      long last,
      Duration askAgain,
      Runnable halfWay)
      throws InterruptedException, ExecutionException, TimeoutException {
    OpenParts parts = new OpenParts();
    try {
      List<CompletableFuture<List<Delivery>>> running = new ArrayList<>();
      for (CdnNodeProcess node : nodes) {
        Followers followers = parts.add(new Followers(origin, node, askAgain));
        running.add(followers.follow(clients, first, last, node.name().hashCode()));
      }
      long middle = (first + last) / 2;
      long length = origin.event().schedule().due(last) - CdnOrigin.CLOCK.millis();
      Awaitility.await()
          .atMost(Duration.ofMillis(length).plus(AFTERWARDS))
          .until(() -> origin.liveEdge() >= middle);
      halfWay.run();
      List<FollowReport> reports = new ArrayList<>();
      for (int i = 0; i < nodes.size(); i++) {
        List<Delivery> got =
            running.get(i).get(length + AFTERWARDS.toMillis(), TimeUnit.MILLISECONDS);
        reports.add(FollowReport.of(origin, nodes.get(i).name(), got));
      }
      return reports;
    } finally {
      parts.close();
    }
  }
}
