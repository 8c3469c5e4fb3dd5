package io.liveorigin.standalone.doctor.gather;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.control.ControlJson;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.wire.WireJson;
import io.liveorigin.standalone.admin.AdminClient;
import io.liveorigin.standalone.admin.MetricsText;
import io.liveorigin.standalone.analyse.Records;
import io.liveorigin.standalone.doctor.facts.EventFacts;
import io.liveorigin.standalone.doctor.facts.Gathered;
import io.liveorigin.standalone.doctor.facts.NodeEvents;
import io.liveorigin.standalone.doctor.gather.NodeGatherer.Answers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Events of a serving node, played by a server of the JDK. */
class EventGathererTest {
  private static final URI ONE = URI.create("http://n1:8090");
  private static final URI TWO = URI.create("http://n2:8090");

  private final Map<String, String> bodies = new ConcurrentHashMap<>();
  private final Map<String, Integer> failures = new ConcurrentHashMap<>();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String path = exchange.getRequestURI().getPath();
          boolean known = bodies.containsKey(path);
          byte[] body = bodies.getOrDefault(path, "{}").getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(failures.getOrDefault(path, known ? 200 : 404), body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void anEventThatFailsDoesNotHideTheOthers() {
    declare("e1", "e2", "e3");
    failures.put("/events/t/e2/masks", 503);
    NodeEvents events = ask(Optional.empty());
    assertThat(events.events())
        .extracting(each -> each.definition().id().toString())
        .containsExactly("t/e1", "t/e3");
    assertThat(events.unknown()).containsOnlyKeys(new EventId("t", "e2"));
    assertThat(events.unknown().values()).allSatisfy(why -> assertThat(why).contains("503"));
    assertThat(events.declared()).hasSize(3);
  }

  @Test
  void anEventThatWasDeletedMeanwhileIsLeftOut() {
    declare("e1", "e2");
    bodies.remove("/events/t/e1");
    bodies.remove("/events/t/e1/decisions/v0");
    NodeEvents events = ask(Optional.empty());
    assertThat(events.declared()).extracting(each -> each.id().toString()).containsExactly("t/e2");
    assertThat(events.unknown()).isEmpty();
    assertThat(events.events()).hasSize(1);
  }

  @Test
  void ofManyEventsTheDefinitionsOfAllAreKnown() {
    declare(IntStream.range(0, 60).mapToObj(i -> "e" + i).toArray(String[]::new));
    NodeEvents events = ask(Optional.empty());
    assertThat(events.declared()).hasSize(60);
    assertThat(events.events()).hasSize(50);
    assertThat(events.left()).isEqualTo(10);
    assertThat(ask(Optional.of(new EventId("t", "e59"))).events())
        .extracting(EventFacts::definition)
        .containsExactly(Records.event("t", "e59"));
  }

  @Test
  void theFirstNodeThatIsReadyIsAskedOrElseTheFirstThatResponded() {
    Map<URI, Gathered<Answers>> responses = new LinkedHashMap<>();
    assertThat(EventSource.of(responses)).isEmpty();
    responses.put(URI.create("http://n0:8090"), Gathered.unknown("no response"));
    assertThat(EventSource.of(responses)).isEmpty();
    responses.put(ONE, answers("{\"ready\":false,\"reason\":\"it lags\"}"));
    assertThat(EventSource.of(responses))
        .hasValueSatisfying(
            source -> {
              assertThat(source.node()).isEqualTo(ONE);
              assertThat(source.ready()).isFalse();
            });
    responses.put(TWO, answers("{\"ready\":true}"));
    assertThat(EventSource.of(responses))
        .hasValueSatisfying(
            source -> {
              assertThat(source.node()).isEqualTo(TWO);
              assertThat(source.ready()).isTrue();
            });
  }

  private void declare(String... names) {
    for (String name : names) {
      bodies.put("/events/t/" + name, definition(name));
      bodies.put("/events/t/" + name + "/masks", "[]");
      bodies.put("/events/t/" + name + "/decisions/v0", "{\"decisions\":[]}");
    }
    bodies.put(
        "/events",
        IntStream.range(0, names.length)
            .mapToObj(i -> definition(names[i]))
            .collect(Collectors.joining(",", "[", "]")));
  }

  private static String definition(String name) {
    EventDefinition event = Records.event("t", name);
    return new String(ControlJson.write(event), StandardCharsets.UTF_8);
  }

  private NodeEvents ask(Optional<EventId> wanted) {
    URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    Gathered.Known<Answers> ready = (Gathered.Known<Answers>) answers("{\"ready\":true}");
    return EventGatherer.ask(new AdminClient(url), new EventSource(url, ready.value()), wanted);
  }

  private static Gathered<Answers> answers(String status) {
    return Gathered.known(
        new Answers(
            WireJson.readTree(status.getBytes(StandardCharsets.UTF_8)), MetricsText.read("")));
  }
}
