package io.liveorigin.standalone.cdn;

import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.SegmentUrls;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.topic.Topics;
import io.liveorigin.contract.wire.DecisionJson;
import io.liveorigin.packager.Packager;
import io.liveorigin.packager.PackagerSettings;
import io.liveorigin.packager.clip.Clip;
import io.liveorigin.packager.fault.FaultScript;
import io.liveorigin.packager.publish.HttpSegmentPublisher;
import io.liveorigin.packager.schedule.Pace;
import io.liveorigin.serving.ServingConfig;
import io.liveorigin.serving.access.CdnSecrets;
import io.liveorigin.standalone.analyse.AcceptedRevisions;
import io.liveorigin.standalone.lifecycle.OpenParts;
import io.liveorigin.standalone.stack.Http;
import io.liveorigin.standalone.stack.Stack;
import io.liveorigin.standalone.support.KafkaProbe;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;

/**
 * The whole origin with an event of two pipelines, which demands the CDN's secret, and real CDN
 * nodes in front of it.
 */
final class CdnOrigin implements AutoCloseable {
  static final Clock CLOCK = Clock.systemUTC();
  static final Duration PATIENT = Duration.ofSeconds(20);
  private static final Duration UPLOAD = Duration.ofSeconds(10);

  private final OpenParts parts = new OpenParts();
  private final Path directory;
  private final Stack stack;
  private final EventDefinition event;
  private final OriginRequests requests;
  private final Publications publications = new Publications(CLOCK);
  private final Clip clip = Clip.load();

  private CdnOrigin(Path directory, UnaryOperator<ServingConfig> settings) {
    this.directory = directory;
    this.stack =
        parts.add(
            Stack.start(
                directory.resolve("stack"),
                config ->
                    settings.apply(
                        config.withCdnSecrets(new CdnSecrets(List.of(CdnSettings.SECRET))))));
    this.requests = parts.add(OriginRequests.listen());
    this.event = definition();
  }

  /** Returns when both ingests know the event. */
  static CdnOrigin start(Path directory, UnaryOperator<ServingConfig> settings) {
    CdnOrigin origin = new CdnOrigin(directory, settings);
    origin.stack.adminHttp().awaitReady();
    origin.stack.admin().apply(origin.event);
    for (String pipeline : origin.event.pipelines()) {
      Awaitility.await()
          .atMost(PATIENT)
          .until(
              () ->
                  origin
                          .stack
                          .ingest(pipeline)
                          .put("/" + origin.event.id() + "/probe.m3u8", new byte[0])
                          .statusCode()
                      == 200);
    }
    return origin;
  }

  /**
   * The clip's event. A segment is due when a packager normally begins its upload, so that it is
   * published just after: whoever asks early is held.
   */
  private static EventDefinition definition() {
    EventDefinition clip = Clip.eventDefinition("t", "e", List.of("a", "b"));
    return new EventDefinition(
        clip.tenant(),
        clip.event(),
        clip.pipelines(),
        clip.availabilityStartTime(),
        clip.segmentDuration(),
        clip.startNumber(),
        clip.initialization(),
        clip.media(),
        clip.timeShiftBufferDepth(),
        clip.startTime(),
        clip.endTime(),
        clip.representations(),
        Duration.ofMillis(300),
        clip.patience(),
        clip.retryDeadline());
  }

  /** A running node of that port in front. */
  CdnNodeProcess nginx(CdnSettings settings) {
    return nginx(settings, UnaryOperator.identity());
  }

  /** With more changed than settings. */
  CdnNodeProcess nginx(CdnSettings settings, UnaryOperator<ShippedConfig> change) {
    return parts.add(Nginx.start(made("nginx-" + settings.port()), settings, change));
  }

  CdnNodeProcess varnish(CdnSettings settings) {
    return parts.add(Varnish.start(made("varnish-" + settings.port()), settings));
  }

  private Path made(String name) {
    Path made = directory.resolve(name);
    if (!made.toFile().mkdirs() && !Files.isDirectory(made)) {
      throw new AssertionError(made + " cannot be made");
    }
    return made;
  }

  /** What a node on a free port needs. */
  CdnSettings settings() {
    return settings(CdnNodeProcess.freePort());
  }

  CdnSettings settings(int port) {
    return CdnSettings.of(port, stack.servingPort(), event);
  }

  /** Starts both pipelines; the first number is returned. */
  long startBoth(FaultScript faults) {
    List<Packager> both = event.pipelines().stream().map(p -> packager(p, faults)).toList();
    long first = both.get(0).firstNumber();
    both.forEach(packager -> packager.start(first));
    return first;
  }

  /** A packager that has not been started. */
  Packager packager(String pipeline, FaultScript faults) {
    URI ingest = URI.create("http://127.0.0.1:" + stack.ingestPort(pipeline));
    return parts.add(
        new Packager(
            settings(pipeline, faults),
            LiveEvent.of(event),
            clip,
            publications.watch(pipeline, new HttpSegmentPublisher(ingest, UPLOAD)),
            Pace.of(CLOCK)));
  }

  /** A clean segment of the clip. */
  byte[] bytes(String representation, long number) {
    return clip.track(representation).orElseThrow().segment(number, event.schedule()).bytes();
  }

  /** Puts a copy as a packager does; returns when it is durable. */
  void publish(
      String pipeline, String representation, long number, byte[] bytes, String... headers) {
    HttpResponse<byte[]> answer =
        stack.ingest(pipeline).put(path(representation, number), bytes, headers);
    Assertions.assertThat(answer.statusCode()).isIn(200, 201);
  }

  /** Returns when the origin serves it, without a CDN. */
  void awaitServed(String representation, long number) {
    Awaitility.await()
        .atMost(PATIENT)
        .until(
            () ->
                stack
                        .serving()
                        .get(path(representation, number), CdnSecrets.HEADER, CdnSettings.SECRET)
                        .statusCode()
                    == 200);
  }

  /** Entity tag of what the origin serves now, without a CDN. */
  String etag(String representation, long number) {
    return Http.etag(
        stack.serving().get(path(representation, number), CdnSecrets.HEADER, CdnSettings.SECRET));
  }

  /**
   * Each has a clock of its own in its segments: else the copies of both would be the same bytes.
   * The preferred one is a little faster, so that it wins as a rule.
   */
  private static PackagerSettings settings(String pipeline, FaultScript faults) {
    Duration latency = Duration.ofMillis(pipeline.equals("a") ? 300 : 400);
    return new PackagerSettings(
        pipeline, latency, Duration.ofMillis(50), true, true, faults, pipeline.hashCode());
  }

  Stack stack() {
    return stack;
  }

  EventDefinition event() {
    return event;
  }

  Clip clip() {
    return clip;
  }

  OriginRequests requests() {
    return requests;
  }

  Publications publications() {
    return publications;
  }

  String path(String representation, long number) {
    Track track = new Track(new EventId(event.tenant(), event.event()), representation);
    return new SegmentUrls(event).path(new SegmentAddress(track, number));
  }

  /** The largest number that is due. */
  long liveEdge() {
    return event.schedule().liveEdge(CLOCK.millis());
  }

  /** Every entity tag that a decision in the log ever stood for, by path. */
  Map<String, Set<String>> decided() {
    AcceptedRevisions accepted = new AcceptedRevisions();
    Map<String, Set<String>> tags = new HashMap<>();
    new KafkaProbe(stack.kafka().bootstrapServers())
        .values(Topics.SELECTIONS).stream()
            .map(DecisionJson::read)
            .filter(accepted::accept)
            .forEach(
                decision ->
                    decision
                        .winner()
                        .ifPresent(
                            winner ->
                                tags.computeIfAbsent(
                                        new SegmentUrls(event)
                                            .path((SegmentAddress) decision.address()),
                                        path -> new HashSet<>())
                                    .add("\"" + winner.digest().hex() + "\"")));
    return tags;
  }

  @Override
  public void close() {
    parts.close();
  }
}
