package io.liveorigin.serving;

import static io.liveorigin.serving.ServingHttpTest.assertRefused;
import static io.liveorigin.serving.ServingHttpTest.header;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.liveorigin.contract.address.PipelineNameRules;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.control.ControlJson;
import io.liveorigin.contract.control.ControlKey;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.notification.Notification;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.Facts;
import io.liveorigin.contract.segment.TrackFacts;
import io.liveorigin.kafka.Partitions;
import io.liveorigin.selector.SelectorReadiness;
import io.liveorigin.serving.support.Samples;
import io.liveorigin.serving.support.TestNode;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestHttpTest {
  private static final String PATH = "/acme/news/manifest.mpd";
  private static final String TIMES =
      Samples.NEWS.replace(
          "\"pipelines\"", "\"media\":\"$RepresentationID$-$Time$.m4s\",\"pipelines\"");

  private final TestNode node = new TestNode();

  @AfterEach
  void close() {
    node.close();
  }

  private static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  @Test
  void onlyRepresentationsWithAnInitSegmentAreListed() {
    assertRefused(node.get(PATH), ErrorCode.NO_INIT_SEGMENT, "no-store");

    node.init(Samples.V0, Samples.bytes(10, 1));
    assertThat(text(node.get(PATH))).contains("id=\"v0\"").doesNotContain("id=\"a0\"");

    node.init(Samples.A0, Samples.bytes(10, 2));
    assertThat(text(node.get(PATH))).contains("id=\"v0\"").contains("id=\"a0\"");
  }

  @Test
  void itIsCachedForHalfASegmentAndValidated() {
    node.init(Samples.V0, Samples.bytes(10, 1));

    HttpResponse<byte[]> answer = node.get(PATH);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(header(answer, "Content-Type")).isEqualTo("application/dash+xml");
    assertThat(header(answer, "Cache-Control")).isEqualTo("public, max-age=1");
    assertThat(header(answer, "CDN-Cache-Control"))
        .isEqualTo("public, max-age=1, stale-while-revalidate=1, stale-if-error=60");
    assertThat(header(answer, "Surrogate-Key")).isEqualTo("event/acme/news");
    assertThat(answer.headers().firstValue("Last-Modified")).isEmpty();
    assertThat(header(answer, "Access-Control-Allow-Origin")).isEqualTo("*");
    String etag = header(answer, "ETag");
    node.clock.advance(6_000);
    assertThat(node.get(PATH, "If-None-Match", etag).statusCode())
        .as("a number template is the same for most numbers")
        .isEqualTo(304);
    node.clock.advance(54_000);
    HttpResponse<byte[]> later = node.get(PATH);
    assertThat(text(later).replace(publishTime(later), ""))
        .as("and depends on the definition alone but for its date")
        .isEqualTo(text(answer).replace(publishTime(answer), ""));
    assertThat(header(node.head(PATH), "Content-Length"))
        .isEqualTo(Integer.toString(answer.body().length));
  }

  /** A notification counts with the first edge whose media begins 4 s after it was said. */
  @Test
  void notificationsAreEventsAndChangeTheTag() {
    node.init(Samples.V0, Samples.bytes(10, 1));
    long edge = node.liveEdge();
    HttpResponse<byte[]> before = node.get(PATH);
    Notification said =
        Notification.announced(
            Samples.V0.event(), "ad-break", "start", edge, Optional.of(edge + 4));
    node.control.apply(
        ControlKey.notification(said).toString(),
        Optional.of(ControlJson.write(said)),
        node.schedule().mediaStart(edge + 1) - 4_000);

    String etag = header(before, "ETag");
    assertThat(node.get(PATH, "If-None-Match", etag).statusCode()).isEqualTo(304);
    node.clock.advance(2_000);
    HttpResponse<byte[]> after = node.get(PATH, "If-None-Match", etag);
    assertThat(text(after)).contains("value=\"ad-break\"", "messageData=\"start\"");
    assertThat(publishTime(after))
        .isEqualTo("2023-11-14T22:13:21Z")
        .isNotEqualTo(publishTime(before));
    node.clock.advance(6_000);
    assertThat(node.get(PATH, "If-None-Match", header(after, "ETag")).statusCode())
        .as("what begins and ends changes nothing")
        .isEqualTo(304);
    node.clock.advance(node.schedule().expires(edge + 4) - node.clock.millis());
    HttpResponse<byte[]> last = node.get(PATH);
    assertThat(text(last)).doesNotContain("<Event");
    assertThat(publishTime(last)).isGreaterThan(publishTime(after));
  }

  private static String publishTime(HttpResponse<byte[]> answer) {
    return text(answer).replaceAll("(?s).*publishTime=\"([^\"]*)\".*", "$1");
  }

  @Test
  void aKnownInitSegmentIsLookedUpOnce() {
    node.oldInit(Samples.V0, Samples.bytes(10, 1));
    node.oldInit(Samples.A0, Samples.bytes(10, 2));
    node.get(PATH);
    int lookups = node.index.lookups.get();
    assertThat(node.index.initLookups).hasValue(2);

    node.get(PATH);

    assertThat(node.index.initLookups).hasValue(2);
    assertThat(node.index.lookups).as("nor is anything else").hasValue(lookups);
  }

  /** Some time after the init segments were decided; all that it asks of may have been decided. */
  private long later() {
    node.init(Samples.V0, Samples.bytes(10, 1));
    node.init(Samples.A0, Samples.bytes(10, 2));
    node.clock.advance(60_000);
    return node.liveEdge();
  }

  private static Decision by(String pipeline, long number, int revision) {
    return Samples.decision(
        TestNode.v0(number),
        revision,
        Samples.candidate(TestNode.v0(number), pipeline, Samples.bytes(10, number), 0));
  }

  private static List<String> failover(HttpResponse<byte[]> answer) {
    return text(answer)
        .lines()
        .map(String::strip)
        .filter(line -> line.startsWith("<FailoverContent") || line.startsWith("<FCS"))
        .toList();
  }

  private static String fcs(long number, long count) {
    return "<FCS t=\"" + 2 * number + "\" d=\"" + 2 * count + "\"/>";
  }

  @Test
  void whatIsNotPublishedIsInItAndChangesTheTag() {
    long edge = later();
    String before = header(node.get(PATH), "ETag");

    node.accept(by(PipelineNameRules.ORIGIN, edge - 3, 1));
    HttpResponse<byte[]> filled = node.get(PATH, "If-None-Match", before);
    assertThat(failover(filled))
        .containsExactly("<FailoverContent valid=\"true\">", fcs(edge - 3, 1));
    assertThat(publishTime(filled))
        .isEqualTo(Instant.ofEpochMilli(node.schedule().due(edge - 3)).toString());

    node.accept(Samples.missing(TestNode.v0(edge - 2)));
    HttpResponse<byte[]> missing = node.get(PATH, "If-None-Match", header(filled, "ETag"));
    assertThat(failover(missing))
        .containsExactly("<FailoverContent valid=\"false\">", fcs(edge - 3, 2));
    assertThat(publishTime(missing)).isGreaterThan(publishTime(filled));

    node.accept(late(edge - 2));
    HttpResponse<byte[]> published = node.get(PATH, "If-None-Match", header(missing, "ETag"));
    assertThat(failover(published)).isEqualTo(failover(filled));
    assertThat(publishTime(published))
        .isEqualTo(Instant.ofEpochMilli(node.clock.millis()).toString());
    node.clock.advance(1_000);
    node.accept(late(edge - 3));
    HttpResponse<byte[]> all = node.get(PATH);
    assertThat(failover(all)).isEmpty();
    assertThat(publishTime(all)).isGreaterThan(publishTime(published));
  }

  /** It came just now. */
  private Decision late(long number) {
    return Samples.decision(
        TestNode.v0(number),
        2,
        Samples.candidate(
            TestNode.v0(number), "a", Samples.bytes(10, number), node.clock.millis()));
  }

  @Test
  void whatIsServedAgainIsNotInIt() {
    long edge = later();
    String before = header(node.get(PATH), "ETag");
    node.accept(Samples.missing(TestNode.v0(edge - 3)));
    assertThat(header(node.get(PATH), "ETag")).isNotEqualTo(before);
    node.accept(by("a", edge - 3, 2));
    assertThat(header(node.get(PATH), "ETag")).isEqualTo(before);
  }

  @Test
  void whatIsPublishedLeavesTheTagAsItIs() {
    long edge = later();
    String before = header(node.get(PATH), "ETag");
    for (long number = edge - 20; number <= edge; number++) {
      node.accept(by("b", number, 1));
      node.accept(by("a", number, 2));
    }
    assertThat(header(node.get(PATH), "ETag")).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void twoNodesAndARestartedOneSayTheSameOfWhatWasNotPublished(boolean times) {
    String definition = times ? TIMES : Samples.NEWS;
    node.declare(Samples.definition(definition));
    long edge = later();
    node.get(PATH);
    for (long number = edge - 20; number <= edge + 10; number++) {
      node.accept(by(number % 3 == 0 ? PipelineNameRules.ORIGIN : "a", number, 1));
    }
    node.accept(by("b", edge - edge % 3, 2));
    node.accept(Samples.missing(new SegmentAddress(Samples.A0, edge - 1)));
    for (long at = 0; at < 40_000; at += 1_000) {
      node.clock.advance(1_000);
      HttpResponse<byte[]> running = node.get(PATH);
      assertThat(failover(running)).isNotEmpty();
      if (at % 8_000 == 0) {
        assertThat(restarted(definition)).isEqualTo(text(running));
      }
    }
  }

  /** Another cell, or this one after a restart: it has the decisions, and heard of none. */
  private String restarted(String definition) {
    try (TestNode other = new TestNode()) {
      other.clock.advance(node.clock.millis() - other.clock.millis());
      other.declare(Samples.definition(definition));
      other.index.decisions.putAll(node.index.decisions);
      other.index.inits.putAll(node.index.inits);
      return text(other.get(PATH));
    }
  }

  @Test
  void aNodeThatWasNotToldWhatIsNotPublishedAsksAgain() {
    long edge = later();
    node.accept(by(PipelineNameRules.ORIGIN, edge - 3, 1));
    assertThat(failover(node.get(PATH))).hasSize(2);
    node.edge.partitionLost(Partitions.of(Samples.V0, Samples.PARTITIONS));
    node.index.decisions.put(TestNode.v0(edge - 3), by("a", edge - 3, 2));

    assertThat(failover(node.get(PATH))).isEmpty();
  }

  /** A viewer who begins can do without it. */
  @Test
  void anIndexThatCannotBeAskedKeepsNobodyFromBeginning() {
    long edge = later();
    node.accept(by(PipelineNameRules.ORIGIN, edge - 3, 1));
    node.index.unavailable = Optional.of("restoring");
    HttpResponse<byte[]> answer = node.get(PATH);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(failover(answer)).isEmpty();
  }

  @Test
  void aNodeThatLagsSaysWhatItKnewAndAsksNoIndex() {
    long edge = later();
    node.accept(by(PipelineNameRules.ORIGIN, edge - 3, 1));
    String before = text(node.get(PATH));
    int lookups = node.index.lookups.get();
    await("the thread that looks").until(this::answersWhileItLags);
    node.clock.advance(500);
    assertThat(text(node.get(PATH))).isEqualTo(before);
    assertThat(node.index.lookups).hasValue(lookups);
  }

  /** It lags for one request where it does not, so that the thread that looks finds it current. */
  private boolean answersWhileItLags() {
    node.index.readiness = SelectorReadiness.lags("consuming lags");
    boolean answers = node.get(PATH).statusCode() == 200;
    if (!answers) {
      node.index.readiness = SelectorReadiness.READY;
    }
    return answers;
  }

  @Test
  void itsTimingUrlLeadsToTheTime() {
    node.init(Samples.V0, Samples.bytes(10, 1));
    String mpd = text(node.get(PATH));
    String value = mpd.replaceAll("(?s).*http-iso[^>]*value=\"([^\"]*)\".*", "$1");

    HttpResponse<byte[]> time = node.send("GET", node.uri(PATH).resolve(value));

    assertThat(time.statusCode()).isEqualTo(200);
    assertThat(text(time)).isEqualTo("2023-11-14T22:13:20Z");
  }

  @Test
  void timesAreThoseOfThePublishedFrames() {
    node.declare(
        Samples.definition(
            Samples.NEWS
                .replace(
                    "\"pipelines\"", "\"media\":\"$RepresentationID$-$Time$.m4s\",\"pipelines\"")
                .replace("\"avc1.64001f\"", "\"avc1.64001f\",\"timescale\":1000")));
    node.init(Samples.V0, Samples.bytes(10, 1));
    node.init(Samples.A0, Samples.bytes(10, 2));
    long number = node.liveEdge() - 1;
    long start = number * 2_000 + 499;
    Candidate winner = Samples.candidate(TestNode.v0(number), "a", Samples.bytes(10, 2), 0);
    TrackFacts facts = new TrackFacts(1, 1_000, start, 50, 2_000, 40, true);
    node.accept(
        Samples.decision(
            TestNode.v0(number),
            1,
            winner.with(new Facts(List.of(facts), List.of(), 1), List.of())));

    assertThat(text(node.get(PATH))).contains("<S t=\"" + start + "\" d=\"2000\"");
    int lookups = node.index.lookups.get();
    node.get(PATH);
    assertThat(node.index.lookups).as("the index is asked once").hasValue(lookups);
  }
}
