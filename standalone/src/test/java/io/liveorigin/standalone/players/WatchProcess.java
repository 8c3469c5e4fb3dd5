package io.liveorigin.standalone.players;

import com.fasterxml.jackson.databind.JsonNode;
import io.liveorigin.contract.wire.WireJson;
import io.liveorigin.testing.Patience;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** {@code node players/watch.mjs}: real players in one real browser, each in a tab of its own. */
final class WatchProcess implements AutoCloseable {
  static final Path DIRECTORY = Path.of("..", "players").toAbsolutePath().normalize();

  private final List<SessionPlan> sessions;
  private final Path directory;
  private final Path output;
  private final Process process;

  private WatchProcess(List<SessionPlan> sessions, Path directory, Path output, Process process) {
    this.sessions = sessions;
    this.directory = directory;
    this.output = output;
    this.process = process;
  }

  /**
   * Begins.
   *
   * @param directory for what is seen; made with its parents
   */
  static WatchProcess start(List<SessionPlan> sessions, Path directory) {
    try {
      Files.createDirectories(directory);
      Path plan = directory.resolve("plan.json");
      Files.write(plan, WireJson.write(Map.of("sessions", sessions)));
      Path output = directory.resolve("watch.out");
      Process process =
          new ProcessBuilder(
                  "node",
                  DIRECTORY.resolve("watch.mjs").toString(),
                  "--plan",
                  plan.toAbsolutePath().toString(),
                  "--out",
                  directory.toAbsolutePath().toString())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      return new WatchProcess(List.copyOf(sessions), directory, output, process);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns when every player plays, or has ended without. */
  void awaitPlaying() {
    await(all -> sessions.stream().allMatch(session -> said(all, session)));
  }

  private static boolean said(List<JsonNode> events, SessionPlan session) {
    return events.stream()
        .filter(event -> !event.path("event").asText().equals("error"))
        .anyMatch(event -> event.path("name").asText().equals(session.name()));
  }

  /** Each ends when its playhead has come to that instant of media time, epoch ms. */
  void endAt(long mediaTime) {
    try {
      process
          .getOutputStream()
          .write(("{\"until\":" + mediaTime + "}\n").getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
    } catch (IOException e) {
      throw new AssertionError(output(), e);
    }
  }

  /** Waits for the end of all, and gives what they saw. */
  List<Watched> awaitEnd() {
    await(
        all ->
            all.stream().filter(event -> event.path("event").asText().equals("ended")).count()
                == sessions.size());
    return sessions.stream()
        .map(session -> Watched.read(directory.resolve(session.name() + ".json")))
        .toList();
  }

  private void await(Predicate<List<JsonNode>> condition) {
    Patience.await()
        .pollInterval(Duration.ofMillis(100))
        .until(
            () -> {
              // Looked at before the output: what was said just before the end counts.
              boolean alive = process.isAlive();
              boolean holds = condition.test(events());
              if (!holds && !alive) {
                throw new AssertionError("watch.mjs ended: " + output());
              }
              return holds;
            });
  }

  private List<JsonNode> events() {
    String text = output();
    return text.substring(0, text.lastIndexOf('\n') + 1)
        .lines()
        .filter(line -> line.startsWith("{\"event\""))
        .map(line -> WireJson.readTree(line.getBytes(StandardCharsets.UTF_8)))
        .toList();
  }

  private String output() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    List<ProcessHandle> browsers = process.descendants().toList();
    process.destroy();
    try {
      process.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    browsers.forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
