package io.liveorigin.serving;

import static io.liveorigin.serving.ServingHttpTest.assertRefused;
import static io.liveorigin.serving.ServingHttpTest.header;
import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.control.ControlJson;
import io.liveorigin.contract.control.ControlKey;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.notification.Notification;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.Facts;
import io.liveorigin.contract.segment.TrackFacts;
import io.liveorigin.serving.support.Samples;
import io.liveorigin.serving.support.TestNode;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ManifestHttpTest {
  private static final String PATH = "/acme/news/manifest.mpd";
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
    node.clock.advance(60_000);
    assertThat(node.get(PATH, "If-None-Match", etag).statusCode())
        .as("a number template depends on the definition alone")
        .isEqualTo(304);
    assertThat(header(node.head(PATH), "Content-Length"))
        .isEqualTo(Integer.toString(answer.body().length));
  }

  /** What is said counts with the first edge whose media begins 4 s after it was said. */
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
    assertThat(lookups).as("and four numbers a track, for the clock").isEqualTo(2 + 2 * 4);

    node.get(PATH);

    assertThat(node.index.lookups).hasValue(lookups);
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
