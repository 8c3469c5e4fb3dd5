package io.liveorigin.standalone.stack;

import io.liveorigin.contract.address.InitAddress;
import io.liveorigin.contract.address.SegmentUrls;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.topic.TopicSettings;
import io.liveorigin.ingest.IngestServer;
import io.liveorigin.ingest.config.IngestConfig;
import io.liveorigin.kafka.KafkaSettings;
import io.liveorigin.packager.clip.Clip;
import io.liveorigin.packager.clip.ClipTrack;
import io.liveorigin.selector.run.SelectorConfig;
import io.liveorigin.serving.ServingConfig;
import io.liveorigin.standalone.admin.AdminClient;
import io.liveorigin.standalone.kafka.EmbeddedKafka;
import io.liveorigin.standalone.kafka.EmbeddedKafkaConfig;
import io.liveorigin.standalone.process.ServingNode;
import io.liveorigin.testing.Patience;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Broker, the ingests of pipelines a and b, and a serving node: the whole origin, on free ports.
 */
public final class Stack implements AutoCloseable {
  private final EmbeddedKafka broker;
  private final KafkaSettings kafka;
  private final IngestServer a;
  private final IngestServer b;
  private final ServingNode node;

  private Stack(Path directory, UnaryOperator<ServingConfig> settings) {
    broker = EmbeddedKafka.start(new EmbeddedKafkaConfig(directory.resolve("kafka"), 0, Map.of()));
    kafka = new KafkaSettings(broker.bootstrapServers(), TopicSettings.singleNode());
    Clock clock = Clock.systemUTC();
    a = IngestServer.start(IngestConfig.of("a", 0, kafka), clock);
    b = IngestServer.start(IngestConfig.of("b", 0, kafka), clock);
    node =
        ServingNode.start(
            settings.apply(ServingConfig.onLoopback(0, 0)),
            SelectorConfig.of(kafka, "cell", "n1", directory.resolve("selector")),
            clock);
  }

  /** What is in the directory is gone on with. Returns when the listeners are open. */
  public static Stack start(Path directory) {
    return start(directory, UnaryOperator.identity());
  }

  /** With other settings of the serving node. */
  public static Stack start(Path directory, UnaryOperator<ServingConfig> settings) {
    return new Stack(directory, settings);
  }

  public KafkaSettings kafka() {
    return kafka;
  }

  /**
   * Declares an event of the clip, and publishes its init segments: without them no copy counts as
   * clean, and the decision waits for one. Returns when every ingest has taken them.
   */
  public void declare(EventDefinition event) {
    admin().apply(event);
    SegmentUrls urls = new SegmentUrls(event);
    for (String pipeline : event.pipelines()) {
      String probe = "/" + event.id() + "/probe.m3u8";
      Patience.await().until(() -> ingest(pipeline).put(probe, new byte[0]).statusCode() == 200);
      for (ClipTrack track : Clip.load().tracks()) {
        Track of = new Track(event.id(), track.representation().id(), 0);
        int status =
            ingest(pipeline).put(urls.path(new InitAddress(of)), track.init()).statusCode();
        if (status != 200 && status != 201) {
          throw new AssertionError("an init segment was answered " + status);
        }
      }
    }
  }

  public int ingestPort(String pipeline) {
    return pipeline.equals("a") ? a.port() : b.port();
  }

  public int servingPort() {
    return node.port();
  }

  public int adminPort() {
    return node.adminPort();
  }

  public Http serving() {
    return new Http(node.port());
  }

  public Http ingest(String pipeline) {
    return new Http(ingestPort(pipeline));
  }

  public Http adminHttp() {
    return new Http(node.adminPort());
  }

  /** A metric of the serving node, summed over its labels; 0 where nothing was counted. */
  public double metric(String name) {
    String all = new String(adminHttp().get("/metrics").body(), StandardCharsets.UTF_8);
    return all.lines()
        .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  public AdminClient admin() {
    return new AdminClient(URI.create("http://127.0.0.1:" + node.adminPort()));
  }

  @Override
  public void close() {
    node.close();
    a.close();
    b.close();
    broker.close();
  }
}
