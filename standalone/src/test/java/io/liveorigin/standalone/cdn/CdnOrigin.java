package io.liveorigin.standalone.cdn;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.SegmentUrls;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.decision.AcceptedRevisions;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.lifecycle.Closer;
import io.liveorigin.contract.topic.Topics;
import io.liveorigin.contract.wire.DecisionJson;
import io.liveorigin.media.edit.SegmentBoxes;
import io.liveorigin.packager.clip.Clip;
import io.liveorigin.serving.ServingConfig;
import io.liveorigin.serving.access.CdnSecrets;
import io.liveorigin.standalone.stack.Http;
import io.liveorigin.standalone.stack.PatientEvent;
import io.liveorigin.standalone.stack.Stack;
import io.liveorigin.standalone.support.KafkaProbe;
import io.liveorigin.testing.Patience;
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

/**
 * The whole origin with an event of two pipelines, which demands the CDN's secret, and real CDN
 * nodes in front of it.
 */
public final class CdnOrigin implements AutoCloseable {
  public static final Clock CLOCK = Clock.systemUTC();

  /** A segment is due when a packager normally begins its upload. */
  private static final Duration LATENCY = Duration.ofMillis(300);

  private final Closer closer = new Closer();
  private final Path directory;
  private final Stack stack;
  private final EventDefinition event;
  private final OriginRequests requests;
  private final Clip clip = Clip.load();

  private CdnOrigin(Path directory, EventDefinition event, UnaryOperator<ServingConfig> settings) {
    this.directory = directory;
    this.event = event;
    this.stack =
        closer.add(
            Stack.start(
                directory.resolve("stack"),
                config ->
                    settings.apply(
                        config.withCdnSecrets(new CdnSecrets(List.of(CdnSettings.SECRET))))));
    this.requests = closer.add(OriginRequests.listen());
  }

  /** With the clip's event. Returns when both pipelines have published their init segments. */
  static CdnOrigin start(Path directory, UnaryOperator<ServingConfig> settings) {
    return start(directory, event(), settings);
  }

  /** With an event that waits for a segment for as long as {@code hold.longest} permits. */
  static CdnOrigin patient(Path directory, UnaryOperator<ServingConfig> settings) {
    return start(directory, PatientEvent.of(event(), LATENCY), settings);
  }

  /** The clip's, with every default. */
  public static EventDefinition event() {
    return Clip.eventDefinition("t", "e", List.of("a", "b"));
  }

  /** With that event, which the clip must fit. */
  public static CdnOrigin start(
      Path directory, EventDefinition event, UnaryOperator<ServingConfig> settings) {
    CdnOrigin origin = new CdnOrigin(directory, event, settings);
    origin.stack.adminHttp().awaitReady();
    origin.stack.declare(event);
    return origin;
  }

  /** A running node of that port in front. */
  public CdnNodeProcess nginx(CdnSettings settings) {
    return nginx(settings, UnaryOperator.identity());
  }

  /** With more changed than settings. */
  CdnNodeProcess nginx(CdnSettings settings, UnaryOperator<ShippedConfig> change) {
    return closer.add(Nginx.start(made("nginx-" + settings.port()), settings, change));
  }

  public CdnNodeProcess varnish(CdnSettings settings) {
    return varnish(settings, UnaryOperator.identity());
  }

  /** With more changed than settings. */
  CdnNodeProcess varnish(CdnSettings settings, UnaryOperator<ShippedConfig> change) {
    return closer.add(Varnish.start(made("varnish-" + settings.port()), settings, change));
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

  public CdnSettings settings(int port) {
    return CdnSettings.of(port, stack.servingPort(), event);
  }

  /** A clean segment of the clip. */
  byte[] bytes(String representation, long number) {
    return clip.track(representation).orElseThrow().segment(number, event.schedule()).bytes();
  }

  /**
   * The same as a pipeline has it, which says in a {@code prft} box when its encoder had the
   * segment: else the copies of both would be the same bytes.
   */
  byte[] bytes(String pipeline, String representation, long number) {
    long encoded = event.schedule().mediaEnd(number) + event.pipelines().indexOf(pipeline);
    return SegmentBoxes.withProducerTime(bytes(representation, number), encoded);
  }

  /** Puts a copy as a packager does; returns when it is durable. */
  void publish(
      String pipeline, String representation, long number, byte[] bytes, String... headers) {
    HttpResponse<byte[]> answer =
        stack.ingest(pipeline).put(path(representation, number), bytes, headers);
    assertThat(answer.statusCode()).isIn(200, 201);
  }

  /** Returns when the origin serves it, without a CDN. */
  void awaitServed(String representation, long number) {
    Patience.await()
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

  public Stack stack() {
    return stack;
  }

  public EventDefinition definition() {
    return event;
  }

  public Clip clip() {
    return clip;
  }

  OriginRequests requests() {
    return requests;
  }

  /** Requests that the origin holds now. */
  long holds() {
    return (long) stack.metric("serving_holds");
  }

  String path(String representation, long number) {
    return new SegmentUrls(event).path(new SegmentAddress(track(representation), number));
  }

  private Track track(String representation) {
    return new Track(event.id(), representation, 0);
  }

  /** The largest number that is due. */
  public long liveEdge() {
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
    closer.close();
  }
}
