package io.liveorigin.standalone.demo;

import io.liveorigin.access.credential.CredentialVerifier;
import io.liveorigin.access.file.WatchedFiles;
import io.liveorigin.contract.address.SegmentUrls;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.lifecycle.Closer;
import io.liveorigin.contract.topic.TopicSettings;
import io.liveorigin.ingest.IngestServer;
import io.liveorigin.ingest.access.CredentialAccess;
import io.liveorigin.ingest.config.IngestConfig;
import io.liveorigin.kafka.KafkaSettings;
import io.liveorigin.selector.run.SelectorConfig;
import io.liveorigin.serving.ServingConfig;
import io.liveorigin.serving.access.AdminAccess;
import io.liveorigin.serving.bytes.memory.CacheSettings;
import io.liveorigin.serving.manifest.PublicUrl;
import io.liveorigin.standalone.kafka.EmbeddedKafka;
import io.liveorigin.standalone.kafka.EmbeddedKafkaConfig;
import io.liveorigin.standalone.process.ServingNode;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Kafka, an ingest for each pipeline, selector and serving, all in this process. */
final class DemoOrigin implements AutoCloseable {
  private static final String CELL = "demo";
  private static final String NODE = "node-1";

  /** The whole window of the demo is about 30 MB. */
  private static final CacheSettings CACHE =
      new CacheSettings(96L << 20, Duration.ofSeconds(60), 10_000);

  private final Closer closer;
  private final EmbeddedKafka kafka;
  private final IngestServer ingestA;
  private final IngestServer ingestB;
  private final ServingNode serving;
  private final Optional<DemoFiles> files;

  private DemoOrigin(
      Closer closer,
      EmbeddedKafka kafka,
      IngestServer ingestA,
      IngestServer ingestB,
      ServingNode serving,
      Optional<DemoFiles> files) {
    this.closer = closer;
    this.kafka = kafka;
    this.ingestA = ingestA;
    this.ingestB = ingestB;
    this.serving = serving;
    this.files = files;
  }

  /** Starts the parts in order; if one does not start, those before it are closed. */
  static DemoOrigin start(
      DemoSettings.Ports ports, DemoData data, Optional<DemoCredentials> credentials, Clock clock) {
    Closer closer = new Closer();
    try {
      EmbeddedKafka kafka =
          closer.add(
              EmbeddedKafka.start(new EmbeddedKafkaConfig(data.kafka(), ports.kafka(), Map.of())));
      KafkaSettings settings = settings(kafka);
      Optional<WatchedFiles<CredentialVerifier>> known =
          credentials.map(generated -> closer.add(generated.write(data.files(), clock)));
      IngestServer a =
          closer.add(
              ingest(
                  IngestConfig.of(DemoEvent.PIPELINE_A, ports.ingestA(), settings), known, clock));
      IngestServer b =
          closer.add(
              ingest(
                  IngestConfig.of(DemoEvent.PIPELINE_B, ports.ingestB(), settings), known, clock));
      ServingNode serving =
          closer.add(
              ServingNode.start(
                  ServingConfig.onLoopback(ports.serving(), ports.admin())
                      .withCache(CACHE)
                      .withAdminAccess(adminAccess(known))
                      .withPublicUrl(publicUrl(ports.serving())),
                  SelectorConfig.of(settings, CELL, NODE, data.selector()),
                  clock));
      return new DemoOrigin(
          closer, kafka, a, b, serving, credentials.map(generated -> data.files()));
    } catch (RuntimeException e) {
      closer.close();
      throw e;
    }
  }

  private static IngestServer ingest(
      IngestConfig config, Optional<WatchedFiles<CredentialVerifier>> known, Clock clock) {
    return known.isPresent()
        ? IngestServer.start(
            config, clock, new CredentialAccess(known.get(), config.pipelines(), System::nanoTime))
        : IngestServer.start(config, clock);
  }

  private static AdminAccess adminAccess(Optional<WatchedFiles<CredentialVerifier>> known) {
    return known
        .<AdminAccess>map(file -> new AdminAccess.Guarded(file::now, file::problem))
        .orElseGet(AdminAccess.Open::new);
  }

  /** A free port is not known before it is taken. */
  private static Optional<PublicUrl> publicUrl(int port) {
    return port == 0
        ? Optional.empty()
        : Optional.of(new PublicUrl("http://" + IngestConfig.LOOPBACK + ":" + port));
  }

  private static KafkaSettings settings(EmbeddedKafka kafka) {
    return new KafkaSettings(kafka.bootstrapServers(), TopicSettings.singleNode());
  }

  EmbeddedKafka kafka() {
    return kafka;
  }

  KafkaSettings kafkaSettings() {
    return settings(kafka);
  }

  DemoUrls urls(EventDefinition event) {
    URI base = local(serving.port());
    return new DemoUrls(
        base,
        URI.create(base + "/" + event.id() + "/" + SegmentUrls.MPD_NAME),
        local(ingestA.port()),
        local(ingestB.port()),
        local(serving.adminPort()),
        files,
        kafka.bootstrapServers());
  }

  private static URI local(int port) {
    return URI.create("http://" + IngestConfig.LOOPBACK + ":" + port);
  }

  @Override
  public void close() {
    closer.close();
  }
}
