package io.liveorigin.standalone.packagers;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.control.ControlJson;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.topic.Topics;
import io.liveorigin.kafka.Partitions;
import io.liveorigin.kafka.record.SegmentRecord;
import io.liveorigin.standalone.stack.Stack;
import io.liveorigin.standalone.support.NeedsFfmpeg;
import io.liveorigin.testing.Patience;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Invariant: the viewer never sees what happens to a pipeline. Two real FFmpeg processes publish 40
 * s; a loses 0.8 s of video in the middle and says so, and is killed in the middle of an upload
 * later.
 */
@NeedsFfmpeg
class TwoFfmpegPackagerIT {
  private static final EventId EVENT = new EventId("live", "ffmpeg");
  private static final String BASE = "/live/ffmpeg";
  private static final int SECONDS = 44;
  private static final int SEGMENTS = 20;

  /** Segments after the first. */
  private static final int LOSS = 6;

  private static final int KILL = 12;

  @TempDir Path directory;
  private final AtomicReference<String> killedIn = new AtomicReference<>();
  private final AtomicReference<Ffmpeg> pipelineA = new AtomicReference<>();
  private final Map<String, String> pipelines = new HashMap<>();

  @Test
  void every_due_number_is_served_and_decodes_without_a_gap() throws Exception {
    try (Stack stack = Stack.start(directory.resolve("origin"))) {
      stack.adminHttp().awaitReady();
      stack.admin().apply(event());
      Patience.await()
          .until(() -> stack.ingest("b").put(BASE + "/v0.m3u8", new byte[0]).statusCode() == 200);
      long start = nextStart();
      long first = start / 2;
      try (DeclaringProxy proxy = proxy(stack, first);
          Ffmpeg a = publish(proxy.port(), start, lossFilter(), "a");
          Ffmpeg b = publish(stack.ingestPort("b"), start, "", "b")) {
        pipelineA.set(a);
        Path video = view(stack, "v0", first);
        Path audio = view(stack, "a0", first);
        assertThat(b.awaitEnd(Patience.LIMIT)).isTrue();
        assertThat(a.alive()).isFalse();
        assertDecodes(video, "v", 512);
        assertDecodes(audio, "a", 1024);
      }
      assertPipelines(stack, first);
    }
  }

  /** The event that the README applies. */
  private static EventDefinition event() {
    try {
      return ControlJson.readOperatorEventYaml(
          Files.readAllBytes(Path.of("..", "docs", "examples", "ffmpeg-event.yaml")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The next multiple of 8 s but one second: there a segment and an audio frame begin together. */
  private static long nextStart() {
    return ((System.currentTimeMillis() + 1_000) / 8_000 + 1) * 8;
  }

  private static String lossFilter() {
    double from = LOSS * 2 + 0.6;
    return "select='not(between(t," + from + "," + (from + 0.8) + "))'";
  }

  private Ffmpeg publish(int port, long start, String filter, String pipeline) {
    return Ffmpeg.publish(
        "http://127.0.0.1:" + port + BASE,
        start,
        SECONDS,
        filter,
        directory.resolve(pipeline + ".log"));
  }

  private DeclaringProxy proxy(Stack stack, long first) {
    String lost = BASE + "/v0-" + (first + LOSS) + ".m4s";
    String last = BASE + "/v0-" + (first + KILL) + ".m4s";
    AtomicReference<DeclaringProxy> self = new AtomicReference<>();
    DeclaringProxy proxy =
        new DeclaringProxy(
            stack.ingestPort("a"),
            path -> path.equals(lost) ? "Segment-Defects: dropped-video-frames;count=20\r\n" : "",
            path -> {
              if (path.equals(last) && killedIn.compareAndSet(null, path)) {
                // All of the body but its end has gone through: SIGKILL.
                pipelineA.get().close();
                self.get().cut();
              }
            });
    self.set(proxy);
    return proxy;
  }

  /** Asks for every number as it becomes due, and joins what comes to one file. */
  private Path view(Stack stack, String representation, long first) throws IOException {
    Path file = directory.resolve(representation + ".mp4");
    try (OutputStream out = Files.newOutputStream(file)) {
      out.write(awaitInit(stack, representation));
      for (long number = first; number < first + SEGMENTS; number++) {
        String path = BASE + "/" + representation + "-" + number + ".m4s";
        long due = event().schedule().due(number);
        Patience.await().until(() -> System.currentTimeMillis() >= due);
        HttpResponse<byte[]> answer = stack.serving().get(path);
        assertThat(answer.statusCode())
            .as(path + " " + new String(answer.body(), StandardCharsets.UTF_8))
            .isEqualTo(200);
        pipelines.put(path, answer.headers().firstValue("Origin-Pipeline").orElse("none"));
        out.write(answer.body());
      }
    }
    return file;
  }

  private static byte[] awaitInit(Stack stack, String representation) {
    String path = BASE + "/" + representation + "-init.mp4";
    return Patience.await()
        .until(
            () -> Optional.of(stack.serving().get(path)).filter(r -> r.statusCode() == 200),
            Optional::isPresent)
        .orElseThrow()
        .body();
  }

  private static void assertDecodes(Path file, String stream, long frame) {
    assertThat(Ffmpeg.run("ffmpeg", "-v", "error", "-i", file.toString(), "-f", "null", "-"))
        .as("decoding " + file)
        .isEmpty();
    String packets =
        Ffmpeg.run(
            "ffprobe",
            "-v",
            "error",
            "-select_streams",
            stream,
            "-show_entries",
            "packet=dts",
            "-of",
            "csv=p=0",
            file.toString());
    List<Long> times = new ArrayList<>();
    packets.lines().map(l -> l.replace(",", "")).forEach(l -> times.add(Long.parseLong(l)));
    assertThat(times).hasSizeGreaterThan(900);
    for (int i = 1; i < times.size(); i++) {
      assertThat(times.get(i) - times.get(i - 1)).as("packet " + i).isEqualTo(frame);
    }
  }

  private void assertPipelines(Stack stack, long first) {
    assertThat(pipelines.values()).contains("a", "b");
    assertThat(pipelines).containsEntry(BASE + "/v0-" + (first + LOSS) + ".m4s", "b");
    assertThat(pipelines).containsEntry(BASE + "/v0-" + (first + KILL) + ".m4s", "b");
    assertThat(killedIn.get()).isEqualTo(BASE + "/v0-" + (first + KILL) + ".m4s");
    Set<Long> published = publishedBy(stack, "a", "v0");
    assertThat(published).contains(first + LOSS, first + KILL - 1);
    assertThat(published).doesNotContain(first + KILL);
  }

  /** Numbers in the pipeline's topic: a half-finished upload leaves nothing. */
  private static Set<Long> publishedBy(Stack stack, String pipeline, String representation) {
    Track track = new Track(EVENT, representation, 0);
    int partition = Partitions.of(track, stack.kafka().topics().partitions());
    TopicPartition source = new TopicPartition(Topics.segments(pipeline), partition);
    Set<Long> numbers = new TreeSet<>();
    try (Consumer<String, byte[]> consumer = stack.kafka().readerConsumer("test")) {
      consumer.assign(List.of(source));
      consumer.seekToBeginning(List.of(source));
      long end = consumer.endOffsets(List.of(source)).get(source);
      while (consumer.position(source) < end) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          SegmentRecord segment =
              SegmentRecord.read(record.topic(), record.key(), record.headers());
          if (segment.address() instanceof SegmentAddress address
              && address.track().key().equals(track.key())) {
            numbers.add(address.number());
          }
        }
      }
    }
    return numbers;
  }
}
