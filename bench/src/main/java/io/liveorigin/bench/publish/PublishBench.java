package io.liveorigin.bench.publish;

import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.SegmentUrls;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.control.ControlKey;
import io.liveorigin.contract.control.ControlWriter;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.topic.KafkaSettings;
import io.liveorigin.contract.topic.TopicSettings;
import io.liveorigin.contract.wire.ControlJson;
import io.liveorigin.ingest.IngestConfig;
import io.liveorigin.ingest.IngestServer;
import io.liveorigin.packager.clip.Clip;
import io.liveorigin.packager.clip.ClipTrack;
import io.liveorigin.selector.run.SelectorConfig;
import io.liveorigin.serving.ServingConfig;
import io.liveorigin.standalone.kafka.EmbeddedKafka;
import io.liveorigin.standalone.kafka.EmbeddedKafkaConfig;
import io.liveorigin.standalone.node.ServingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.TopicConfig;

/**
 * One segment after another through the whole origin in this process: a GET is held, the segment is
 * PUT, and both answers are timed. Between any two, a plain producer writes the same bytes to a
 * topic of its own on the same broker, so that both sides see the same machine.
 */
public final class PublishBench {
  private static final String PIPELINE = "a";
  private static final String PLAIN = "plain";
  private static final int WARM_UP = 20;
  private static final int NUMBERS_PER_EVENT = 10;

  /** A held GET must have reached the server before the PUT starts; the pause is not timed. */
  private static final Duration REACHED = Duration.ofMillis(20);

  /**
   * What was measured.
   *
   * @param plain produce with acks=all, until acknowledged
   * @param put PUT, until its answer
   * @param readable from the start of the PUT to the last byte of the held GET
   */
  public record Result(Percentiles plain, Percentiles put, Percentiles readable) {}

  private final Clock clock;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  public PublishBench(Clock clock) {
    this.clock = clock;
  }

  /**
   * Event {@code i}. Its numbers of the last ten minutes are due and not given up, so that a GET
   * for one is held. Only the newest are used: older ones are not kept in memory.
   */
  private static EventDefinition event(int i) {
    EventDefinition e = Clip.eventDefinition("bench", "publish-" + i, List.of(PIPELINE));
    return new EventDefinition(
        e.tenant(),
        e.event(),
        e.pipelines(),
        e.availabilityStartTime(),
        e.segmentDuration(),
        e.startNumber(),
        e.initialization(),
        e.media(),
        Duration.ofMinutes(60),
        e.startTime(),
        e.endTime(),
        e.representations(),
        e.expectedLatency(),
        Duration.ofMinutes(10),
        Duration.ofMinutes(10));
  }

  /** Runs it; the directory is filled and left behind. */
  public Result run(Path directory, int samples, int bytes) {
    try (EmbeddedKafka broker =
        EmbeddedKafka.start(new EmbeddedKafkaConfig(directory.resolve("kafka"), 0, Map.of()))) {
      KafkaSettings kafka =
          new KafkaSettings(broker.bootstrapServers(), TopicSettings.singleNode());
      try (IngestServer ingest = IngestServer.start(IngestConfig.of(PIPELINE, 0, kafka), clock);
          ServingNode node =
              ServingNode.start(
                  ServingConfig.onLoopback(0, 0),
                  SelectorConfig.of(kafka, "bench", "n1", directory.resolve("selector")),
                  clock);
          Producer<String, byte[]> producer =
              kafka.durableProducer("plain", Duration.ofSeconds(10))) {
        declare(kafka, producer, events(samples));
        awaitReady("http://127.0.0.1:" + node.adminPort() + "/health/ready");
        awaitReady("http://127.0.0.1:" + ingest.port() + "/-/health/ready");
        return measure(ingest.port(), node.port(), producer, samples, bytes);
      }
    } catch (IOException | ExecutionException e) {
      throw new OriginException(ErrorCode.INTERNAL, "the bench failed: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OriginException(ErrorCode.INTERNAL, "the bench was interrupted", e);
    }
  }

  /** As many events as it takes to publish only new numbers. */
  private static int events(int samples) {
    return (WARM_UP + samples - 1) / perEvent() + 1;
  }

  private static int perEvent() {
    return NUMBERS_PER_EVENT * Clip.representations().size();
  }

  private void declare(KafkaSettings kafka, Producer<String, byte[]> producer, int events)
      throws InterruptedException, ExecutionException {
    try (Admin admin = kafka.admin("bench")) {
      NewTopic topic =
          new NewTopic(PLAIN, 1, (short) 1)
              .configs(
                  Map.of(
                      TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                      Integer.toString(TopicSettings.MAX_RECORD_BYTES)));
      admin.createTopics(List.of(topic)).all().get();
    }
    ControlWriter control = new ControlWriter(producer, kafka.topics().partitions());
    for (int i = 0; i < events; i++) {
      EventDefinition event = event(i);
      control.publish(ControlKey.event(event.id()), Optional.of(ControlJson.write(event)));
    }
  }

  private Result measure(
      int ingest, int serving, Producer<String, byte[]> producer, int samples, int bytes)
      throws IOException, InterruptedException, ExecutionException {
    List<Long> plain = new ArrayList<>();
    List<Long> put = new ArrayList<>();
    List<Long> readable = new ArrayList<>();
    List<ClipTrack> tracks = Clip.load().tracks();
    long newest = 0;
    for (int i = 0; i < WARM_UP + samples; i++) {
      EventDefinition event = event(i / perEvent());
      int ofEvent = i % perEvent();
      if (ofEvent == 0) {
        newest = event.schedule().liveEdge(clock.millis());
      }
      ClipTrack track = tracks.get(ofEvent % tracks.size());
      long current = newest - ofEvent / tracks.size();
      byte[] segment = PaddedSegments.of(track, current, event.schedule(), bytes);
      Track address = new Track(event.id(), track.representation().id());
      String path = new SegmentUrls(event).path(new SegmentAddress(address, current));
      long produced = produce(producer, segment);
      CompletableFuture<Long> held = hold("http://127.0.0.1:" + serving + path, segment.length);
      Thread.sleep(REACHED.toMillis());
      long start = System.nanoTime();
      put("http://127.0.0.1:" + ingest + path, segment);
      long acknowledged = System.nanoTime() - start;
      long read = held.get() - start;
      if (i >= WARM_UP) {
        plain.add(produced);
        put.add(acknowledged);
        readable.add(read);
      }
    }
    return new Result(
        Percentiles.ofNanos(plain), Percentiles.ofNanos(put), Percentiles.ofNanos(readable));
  }

  private static long produce(Producer<String, byte[]> producer, byte[] segment)
      throws InterruptedException, ExecutionException {
    long start = System.nanoTime();
    producer.send(new ProducerRecord<>(PLAIN, 0, "plain", segment)).get();
    return System.nanoTime() - start;
  }

  private CompletableFuture<Long> hold(String url, int length) {
    return http.sendAsync(
            HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofByteArray())
        .thenApply(
            answer -> {
              long now = System.nanoTime();
              if (answer.statusCode() != 200 || answer.body().length != length) {
                throw new OriginException(
                    ErrorCode.INTERNAL, "GET " + url + " was answered " + answer.statusCode());
              }
              return now;
            });
  }

  private void put(String url, byte[] segment) throws IOException, InterruptedException {
    HttpResponse<Void> answer =
        http.send(
            HttpRequest.newBuilder(URI.create(url))
                .PUT(BodyPublishers.ofByteArray(segment))
                .build(),
            BodyHandlers.discarding());
    if (answer.statusCode() != 201) {
      throw new OriginException(
          ErrorCode.INTERNAL, "PUT " + url + " was answered " + answer.statusCode());
    }
  }

  private void awaitReady(String url) throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (System.nanoTime() < deadline) {
      try {
        HttpResponse<Void> answer =
            http.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.discarding());
        if (answer.statusCode() == 200) {
          return;
        }
      } catch (IOException e) {
        throw new OriginException(ErrorCode.INTERNAL, url + ": " + e.getMessage(), e);
      }
      Thread.sleep(50);
    }
    throw new OriginException(ErrorCode.NOT_READY, url + " was not ready within 60 s");
  }
}
