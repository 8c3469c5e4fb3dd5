package io.liveorigin.standalone.secured;

import io.liveorigin.contract.address.InitAddress;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.SegmentUrls;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.ingest.IngestServer;
import io.liveorigin.ingest.config.IngestConfig;
import io.liveorigin.packager.clip.Clip;
import io.liveorigin.packager.clip.ClipTrack;
import io.liveorigin.selector.run.SelectorConfig;
import io.liveorigin.serving.ServingConfig;
import io.liveorigin.standalone.admin.AdminClient;
import io.liveorigin.standalone.cli.CommandContext;
import io.liveorigin.standalone.cli.OriginCommand;
import io.liveorigin.standalone.process.ServingNode;
import io.liveorigin.standalone.process.StopSignal;
import io.liveorigin.standalone.stack.Http;
import io.liveorigin.standalone.support.ControlRecords;
import io.liveorigin.testing.Patience;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** The parts of an origin on a {@link SecuredBroker}, each as a user of its own. */
final class Parts {
  static final Clock CLOCK = Clock.systemUTC();
  private static final ClipTrack TRACK = Clip.load().tracks().get(0);

  private final SecuredBroker broker;
  private final Path directory;
  private final AtomicInteger names = new AtomicInteger();

  Parts(SecuredBroker broker, Path directory) {
    this.broker = broker;
    this.directory = directory;
  }

  /** One that nobody has used yet. */
  String newName(String kind) {
    return kind + names.incrementAndGet();
  }

  EventDefinition newEvent(String... pipelines) {
    return Clip.eventDefinition("t", newName("e"), List.of(pipelines));
  }

  /** By the super user, whatever the parts may do. */
  EventDefinition declared(String... pipelines) {
    EventDefinition event = newEvent(pipelines);
    try (ControlRecords control =
        new ControlRecords(broker.kafka(SecuredBroker.SUPER), newName("declare"))) {
      // A slow machine needs longer than an operator waits; the same once more is the same.
      Patience.await("declared").until(() -> written(control, event));
    }
    return event;
  }

  private static boolean written(ControlRecords control, EventDefinition event) {
    try {
      control.write(edit -> edit.put(event));
      return true;
    } catch (OriginException e) {
      return false;
    }
  }

  IngestServer ingest(String pipeline) {
    return IngestServer.start(
        IngestConfig.of(pipeline, 0, broker.kafka("ingest-" + pipeline)), CLOCK);
  }

  /** With an empty index, so that everything is read anew. */
  ServingNode serving(String node, UnaryOperator<ServingConfig> settings) {
    return ServingNode.start(
        settings.apply(ServingConfig.onLoopback(0, 0)),
        SelectorConfig.of(broker.kafka("serving"), "cell", node, directory.resolve(node)),
        CLOCK);
  }

  ServingNode serving(String node) {
    return serving(node, UnaryOperator.identity());
  }

  static AdminClient admin(ServingNode node) {
    return new AdminClient(URI.create("http://127.0.0.1:" + node.adminPort()));
  }

  /** A number whose media is over. */
  static long number(EventDefinition event) {
    return LiveEvent.of(event).schedule().liveEdge(CLOCK.millis()) - 20;
  }

  static String initPath(EventDefinition event) {
    return new SegmentUrls(event).path(new InitAddress(track(event)));
  }

  static String path(EventDefinition event, long number) {
    return new SegmentUrls(event).path(new SegmentAddress(track(event), number));
  }

  static Track track(EventDefinition event) {
    return new Track(event.id(), TRACK.representation().id(), 0);
  }

  static byte[] segment(EventDefinition event, long number) {
    return TRACK.segment(number, LiveEvent.of(event).schedule()).bytes();
  }

  static int putInit(IngestServer ingest, EventDefinition event) {
    return new Http(ingest.port()).put(initPath(event), TRACK.init()).statusCode();
  }

  static HttpResponse<byte[]> put(
      IngestServer ingest, EventDefinition event, long number, String... headers) {
    return new Http(ingest.port()).put(path(event, number), segment(event, number), headers);
  }

  /** Init segment and segment, as soon as the ingest knows the event. */
  static void publish(IngestServer ingest, EventDefinition event, long number, String... headers) {
    Patience.await("the init segment is stored").until(() -> stored(putInit(ingest, event)));
    Patience.await("the segment is stored")
        .until(() -> stored(put(ingest, event, number, headers).statusCode()));
  }

  static boolean stored(int status) {
    return status == 200 || status == 201;
  }

  static String text(HttpResponse<byte[]> answer) {
    return answer.statusCode() + " " + new String(answer.body(), StandardCharsets.UTF_8);
  }

  static String health(IngestServer ingest) {
    return text(new Http(ingest.port()).get("/-/health/ready"));
  }

  static String health(ServingNode node) {
    return text(new Http(node.adminPort()).get("/health/ready"));
  }

  /** What a command says, with its exit code first. */
  String command(String user, String... args) {
    return command(broker.file(user), args);
  }

  String command(Path config, String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(List.of("--kafka", broker.bootstrapServers(), "--kafka-config", config.toString()));
    return run(all.toArray(String[]::new));
  }

  /** The exit code, and what the command line says: where it fails, why. */
  static String run(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandContext context =
        new CommandContext(
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            Map.of(),
            false,
            CLOCK,
            new StopSignal());
    int code = OriginCommand.execute(context, args);
    return code + " " + (code == 0 ? out : err);
  }
}
