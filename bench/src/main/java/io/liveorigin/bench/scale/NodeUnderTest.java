package io.liveorigin.bench.scale;

import io.liveorigin.bench.http.Connection;
import io.liveorigin.bench.http.HangLimit;
import io.liveorigin.bench.process.OriginPlan;
import io.liveorigin.bench.process.OriginProcesses;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.schedule.Schedule;
import io.liveorigin.contract.topic.TopicSettings;
import io.liveorigin.kafka.KafkaSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;

/**
 * The serving node that is measured: fills its window, starts it, and determines the size of its
 * stores. Used by one thread.
 */
final class NodeUnderTest {
  private static final Duration START = Duration.ofMinutes(20);
  private static final Duration FOUND = Duration.ofMinutes(2);
  private static final String CELL = "cell-1";
  private static final double NANOS = 1e9;

  private final OriginProcesses origin;

  NodeUnderTest(OriginProcesses origin) {
    this.origin = origin;
  }

  /**
   * The filling of the window, and the time that a cell without any state took to be ready with it.
   *
   * @param decisions the number of records in {@code selections}
   * @param fillSeconds the time in which the producer wrote them
   */
  record Filled(long decisions, double fillSeconds, double newCellSeconds) {}

  /** Stops the node, fills the window up to now, and starts the cell without any state. */
  Filled fill(EventDefinition event, String path, Clock clock)
      throws IOException, InterruptedException {
    origin.stop(OriginPlan.SERVING);
    Schedule schedule = event.schedule();
    long now = clock.millis();
    long start = System.nanoTime();
    long decisions =
        PastDecisions.fill(
            origin.kafka(), event, schedule.windowStart(now), schedule.liveEdge(now));
    double fill = (System.nanoTime() - start) / NANOS;
    forget();
    return new Filled(decisions, fill, start(path));
  }

  /**
   * Removes the stores and the state of the consumer group, so that the next start is that of a new
   * cell.
   */
  private void forget() throws IOException, InterruptedException {
    try (Stream<Path> files = Files.walk(origin.servingData())) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
    try (Admin admin =
        new KafkaSettings(origin.kafka(), TopicSettings.singleNode()).admin("bench-scale")) {
      admin
          .deleteConsumerGroups(List.of(CELL))
          .all()
          .get(HangLimit.LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new OriginException(ErrorCode.INTERNAL, "the group was not deleted: " + e, e);
    }
  }

  /**
   * Starts the process and returns the seconds until it is ready and responds with 200 to a request
   * for the path. An empty path is not requested.
   */
  double start(String path) throws IOException, InterruptedException {
    long nanos = origin.timeServing(START);
    long ready = System.nanoTime();
    if (path.isEmpty()) {
      return nanos / NANOS;
    }
    try (Connection health = new Connection(origin.adminPort())) {
      Connection.require(health.get("/health/ready").status(), 200, "GET /health/ready");
    }
    awaitFound(path);
    return (nanos + System.nanoTime() - ready) / NANOS;
  }

  void awaitFound(String path) throws IOException, InterruptedException {
    try (Connection serving = new Connection(origin.servingPort())) {
      serving.awaitFound(path, FOUND);
    }
  }

  /** Returns the total size in bytes of all files of a node that has ended. */
  long storeBytes() throws IOException {
    try (Stream<Path> files = Files.walk(origin.servingData())) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }
}
