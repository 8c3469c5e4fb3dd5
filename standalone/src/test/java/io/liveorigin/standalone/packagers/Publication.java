package io.liveorigin.standalone.packagers;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.wire.DefectRecord;
import io.liveorigin.standalone.stack.Stack;
import io.liveorigin.testing.Patience;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.NavigableMap;
import java.util.function.LongFunction;

/**
 * The runs of the pipelines of one event, published to the origin. The last segment of each track
 * is not judged; it is marked instead, so that the end of its pipeline is seen in the {@code
 * defects} topic.
 */
final class Publication {
  /** What marks the last segment of a track of a pipeline. */
  static final String END = "x-end";

  private final Stack stack;
  private final EventDefinition event;
  private final List<PackagedRun> runs;

  /**
   * @param runs at most one for each pipeline
   */
  Publication(Stack stack, EventDefinition event, PackagedRun... runs) {
    this.stack = stack;
    this.event = event;
    this.runs = List.of(runs);
  }

  EventId id() {
    return event.id();
  }

  List<PackagedRun> runs() {
    return runs;
  }

  /**
   * Applies the event and publishes all of pipeline a, and when the selector has seen that, all of
   * b: so a clean copy of a always wins, and a defective one has already won when its better comes.
   */
  List<DefectRecord> publish(DefectLog log) {
    return publish(log, number -> "");
  }

  /**
   * @param declared what a says about its segment of a number, as in {@code Segment-Defects}; empty
   *     for nothing
   */
  List<DefectRecord> publish(DefectLog log, LongFunction<String> declared) {
    apply();
    for (PackagedRun run : runs) {
      publish(run, run.pipeline().equals("a") ? declared : number -> "");
      log.awaitEnds(this, run.pipeline());
    }
    return log.all(this);
  }

  void apply() {
    stack.admin().apply(event);
  }

  void publish(String pipeline) {
    runs.stream()
        .filter(run -> run.pipeline().equals(pipeline))
        .forEach(run -> publish(run, number -> ""));
  }

  private void publish(PackagedRun run, LongFunction<String> declared) {
    awaitEvent(run);
    for (String representation : run.representations()) {
      put(run, path(run.initName(representation)), run.init(representation), "");
      NavigableMap<Long, Path> segments = run.segments(representation);
      segments.forEach(
          (number, file) ->
              put(
                  run,
                  path(file),
                  PackagedRun.bytes(file),
                  number.equals(segments.lastKey()) ? END : declared.apply(number)));
    }
  }

  /** Until the ingest of that pipeline knows the event. */
  private void awaitEvent(PackagedRun run) {
    Patience.await()
        .until(
            () ->
                stack.ingest(run.pipeline()).put(path("manifest.mpd"), new byte[0]).statusCode()
                    == 200);
  }

  private void put(PackagedRun run, String path, byte[] body, String defects) {
    HttpResponse<byte[]> answer =
        defects.isEmpty()
            ? stack.ingest(run.pipeline()).put(path, body)
            : stack.ingest(run.pipeline()).put(path, body, "Segment-Defects", defects);
    assertThat(answer.statusCode())
        .as(run.pipeline() + " " + path + " " + new String(answer.body(), StandardCharsets.UTF_8))
        .isIn(200, 201);
  }

  /** Waits until this file is what a viewer gets. */
  void awaitServed(Path file) {
    byte[] expected = PackagedRun.bytes(file);
    Patience.await()
        .untilAsserted(
            () -> {
              HttpResponse<byte[]> answer = stack.serving().get(path(file));
              assertThat(answer.statusCode()).as("status of " + path(file)).isEqualTo(200);
              assertThat(answer.body()).as(path(file) + " of " + file).isEqualTo(expected);
            });
  }

  private String path(Path file) {
    return path(file.getFileName().toString());
  }

  private String path(String name) {
    return "/" + event.id() + "/" + name;
  }
}
