package io.liveorigin.serving;

import static io.liveorigin.serving.ServingHttpTest.assertRefused;
import static io.liveorigin.serving.ServingHttpTest.header;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.liveorigin.contract.address.InitAddress;
import io.liveorigin.contract.address.SegmentUrls;
import io.liveorigin.contract.control.ControlJson;
import io.liveorigin.contract.control.ControlKey;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.notification.Notification;
import io.liveorigin.contract.segment.Digest;
import io.liveorigin.kafka.Partitions;
import io.liveorigin.selector.SelectorReadiness;
import io.liveorigin.serving.support.Samples;
import io.liveorigin.serving.support.TestNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Media playlists over HTTP. The window of the event is 60 s: 28 lines of 2 s. */
class PlaylistHttpTest {
  private static final String PATH = "/acme/news/v0.m3u8";
  private static final String PROMPT =
      Samples.NEWS.replace(
          "\"pipelines\"", "\"targetDuration\":\"PT2S\",\"fillPatience\":\"PT0S\",\"pipelines\"");
  private static final byte[] INIT = Samples.bytes(10, 1);
  private final TestNode node = new TestNode();
  private final long edge = node.liveEdge();

  PlaylistHttpTest() {
    node.declare(Samples.definition(PROMPT));
  }

  @AfterEach
  void close() {
    node.close();
  }

  private static String text(HttpResponse<byte[]> answer) {
    assertThat(answer.statusCode())
        .as(new String(answer.body(), StandardCharsets.UTF_8))
        .isEqualTo(200);
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  private static List<String> segments(HttpResponse<byte[]> answer) {
    return text(answer).lines().filter(line -> line.endsWith(".m4s")).toList();
  }

  private static List<String> names(long first, long last) {
    List<String> names = new ArrayList<>();
    for (long number = first; number <= last; number++) {
      names.add("v0-" + number + ".m4s");
    }
    return names;
  }

  /** An event that has gone on for longer than its window. */
  private void live() {
    node.init(Samples.V0, INIT);
    for (long number = edge - 40; number <= edge; number++) {
      node.old(number, Samples.bytes(10, number));
    }
  }

  private static void assertHeld(CompletableFuture<HttpResponse<byte[]>> answer, TestNode node) {
    await().until(() -> node.held() > 0);
    assertThat(answer).isNotDone();
  }

  @Test
  void itListsWhatTheIndexKnows() {
    live();

    HttpResponse<byte[]> answer = node.get(PATH);

    assertThat(segments(answer)).isEqualTo(names(edge - 27, edge));
    assertThat(text(answer))
        .startsWith("#EXTM3U\n#EXT-X-VERSION:9\n#EXT-X-TARGETDURATION:2\n")
        .contains("#EXT-X-MEDIA-SEQUENCE:" + (edge - 27) + "\n");
    assertThat(header(answer, "Content-Type")).isEqualTo("application/vnd.apple.mpegurl");
    assertThat(header(answer, "Cache-Control")).isEqualTo("public, max-age=1");
    assertThat(header(answer, "Vary")).isEqualTo("Accept-Encoding");
    assertThat(header(answer, "Surrogate-Key")).isEqualTo("event/acme/news");
    assertThat(header(answer, "Access-Control-Allow-Origin")).isEqualTo("*");
    assertThat(node.get(PATH, "If-None-Match", header(answer, "ETag")).statusCode()).isEqualTo(304);
    assertThat(header(node.head(PATH), "Content-Length"))
        .isEqualTo(Integer.toString(answer.body().length));
  }

  /** The text follows from the end: what is said meanwhile stands in the next one. */
  @Test
  void notificationsAreDateRanges() {
    live();
    say("ad-break", edge, node.schedule().mediaStart(edge + 1) - 4_000);
    HttpResponse<byte[]> before = node.get(PATH);
    say("late", edge, node.schedule().mediaStart(edge + 2) - 4_000);

    assertThat(text(before)).doesNotContain("#EXT-X-DATERANGE");
    assertThat(header(node.get(PATH), "ETag")).isEqualTo(header(before, "ETag"));

    node.publish(edge + 1, Samples.bytes(10, 7));
    HttpResponse<byte[]> after = node.get(PATH);

    assertThat(text(after).lines().filter(line -> line.startsWith("#EXT-X-DATERANGE:")))
        .singleElement()
        .asString()
        .startsWith("#EXT-X-DATERANGE:ID=\"ad-break." + edge + ".")
        .contains(",CLASS=\"io.liveorigin.notification\",START-DATE=");
    assertThat(text(node.get(PATH + "?_HLS_skip=YES")))
        .contains("#EXT-X-SKIP:", "#EXT-X-DATERANGE:ID=\"ad-break." + edge + ".");
  }

  private void say(String key, long from, long at) {
    Notification said =
        Notification.announced(Samples.V0.event(), key, "v", from, Optional.empty());
    node.control.apply(
        ControlKey.notification(said).toString(), Optional.of(ControlJson.write(said)), at);
  }

  @Test
  void theIndexIsAskedOnceForAllThatFollows() {
    live();
    node.get(PATH);
    int lookups = node.index.lookups.get();

    node.publish(edge + 1, Samples.bytes(10, 7));

    assertThat(segments(node.get(PATH))).isEqualTo(names(edge - 26, edge + 1));
    assertThat(node.index.lookups).hasValue(lookups);
  }

  @Test
  void everyUriInItIsServed() {
    live();
    String playlist = text(node.get(PATH));

    assertThat(node.get("/acme/news/" + names(edge, edge).get(0)).statusCode()).isEqualTo(200);
    String map = playlist.replaceAll("(?s).*#EXT-X-MAP:URI=\"([^\"]*)\".*", "$1");
    assertThat(map)
        .isEqualTo(SegmentUrls.versionName(new InitAddress(Samples.V0), Digest.of(INIT).hex()));
    HttpResponse<byte[]> init = node.get("/acme/news/" + map);
    assertThat(init.statusCode()).isEqualTo(200);
    assertThat(init.body()).isEqualTo(INIT);
    assertThat(header(init, "Cache-Control")).isEqualTo("public, max-age=86400, immutable");
    assertRefused(
        node.get("/acme/news/" + map.replaceAll("[0-9a-f]{4}\\.mp4", "0000.mp4")),
        ErrorCode.NO_INIT_SEGMENT,
        "no-store");
  }

  @Test
  void aReloadIsAnsweredAtTheInstantOfAcceptance() {
    live();
    CompletableFuture<HttpResponse<byte[]>> answer =
        node.getAsync(PATH + "?_HLS_msn=" + (edge + 1));
    assertHeld(answer, node);

    node.publish(edge + 1, Samples.bytes(10, 7));

    HttpResponse<byte[]> released = answer.join();
    assertThat(segments(released)).isEqualTo(names(edge - 26, edge + 1));
    assertThat(header(released, "Cache-Control")).isEqualTo("public, max-age=12");
  }

  @Test
  void itIsNeverAnsweredBeforeAllNumbersUpToItAreDecided() {
    live();
    CompletableFuture<HttpResponse<byte[]>> answer =
        node.getAsync(PATH + "?_HLS_msn=" + (edge + 2));
    assertHeld(answer, node);

    node.publish(edge + 2, Samples.bytes(10, 8));
    assertThat(segments(node.get(PATH))).as("without a hole").isEqualTo(names(edge - 27, edge));
    assertThat(answer).isNotDone();
    node.publish(edge + 1, Samples.bytes(10, 7));

    assertThat(segments(answer.join())).isEqualTo(names(edge - 25, edge + 2));
  }

  @Test
  void oneThatIsThereIsAnsweredAtOnce() {
    live();
    assertThat(segments(node.get(PATH + "?_HLS_msn=" + edge))).endsWith("v0-" + edge + ".m4s");
    HttpResponse<byte[]> old = node.get(PATH + "?_HLS_msn=0");
    assertThat(segments(old)).endsWith("v0-" + edge + ".m4s");
    assertThat(header(old, "Cache-Control")).as("no objects for all numbers").isEqualTo("no-store");
  }

  @Test
  void whoAsksTooFarAheadIsRefused() {
    live();
    assertRefused(
        node.get(PATH + "?_HLS_msn=" + (edge + 3)), ErrorCode.INVALID_DIRECTIVE, "no-store");
  }

  @ParameterizedTest
  @ValueSource(strings = {"_HLS_msn=x", "_HLS_msn=", "_HLS_part=0", "_HLS_msn=1&_HLS_msn=2"})
  void directivesThatCannotBeReadAreRefused(String query) {
    live();
    assertRefused(node.get(PATH + "?" + query), ErrorCode.INVALID_DIRECTIVE, "no-store");
  }

  @Test
  void whoWaitsForThreeTargetDurationsIsTold() {
    live();
    CompletableFuture<HttpResponse<byte[]>> answer =
        node.getAsync(PATH + "?_HLS_msn=" + (edge + 1));
    assertHeld(answer, node);

    node.clock.advance(6_600);

    assertRefused(answer.join(), ErrorCode.NOT_READY, "no-store");
  }

  @Test
  void anUpdateLeavesOldSegmentsOut() {
    live();
    String delta = text(node.get(PATH + "?_HLS_skip=YES"));
    assertThat(delta).contains("#EXT-X-SKIP:SKIPPED-SEGMENTS=22\n#EXT-X-MAP:URI=");
    assertThat(delta.lines().filter(line -> line.endsWith(".m4s")).toList())
        .isEqualTo(names(edge - 5, edge));
  }

  @Test
  void itIsCodedForWhoTakesThat() throws IOException {
    live();
    HttpResponse<byte[]> plain = node.get(PATH, "Accept-Encoding", "gzip;q=0, br");
    HttpResponse<byte[]> coded = node.get(PATH, "Accept-Encoding", "br, gzip");

    assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
    assertThat(header(coded, "Content-Encoding")).isEqualTo("gzip");
    assertThat(header(coded, "Vary")).isEqualTo("Accept-Encoding");
    assertThat(coded.body().length).isLessThan(plain.body().length / 3);
    assertThat(new GZIPInputStream(new ByteArrayInputStream(coded.body())).readAllBytes())
        .isEqualTo(plain.body());
    assertThat(header(coded, "ETag")).isNotEqualTo(header(plain, "ETag"));
  }

  @Test
  void aYoungEventHasNoneUntilAPlayerCanBegin() {
    node.init(Samples.V0, INIT);
    node.publish(edge, Samples.bytes(10, 1));
    node.publish(edge + 1, Samples.bytes(10, 2));
    assertRefused(node.get(PATH), ErrorCode.NOTHING_LISTED, "no-store");

    node.publish(edge + 2, Samples.bytes(10, 3));

    assertThat(segments(node.get(PATH))).isEqualTo(names(edge, edge + 2));
  }

  @Test
  void withoutAnInitSegmentThereIsNone() {
    assertRefused(node.get(PATH), ErrorCode.NO_INIT_SEGMENT, "no-store");
    assertRefused(node.get("/acme/news/v7.m3u8"), ErrorCode.UNKNOWN_PATH, "public, max-age=5");
  }

  @Test
  void anEventThatHasEndedHasAnEnd() {
    live();
    node.declare(
        Samples.definition(
            PROMPT.replace(
                "\"timeShiftBufferDepth\"",
                "\"endTime\":\""
                    + java.time.Instant.ofEpochMilli(node.schedule().mediaEnd(edge))
                    + "\",\"timeShiftBufferDepth\"")));

    assertThat(text(node.get(PATH + "?_HLS_msn=" + (edge + 9)))).endsWith("\n#EXT-X-ENDLIST\n");
  }

  /** A line never changes: the next reload is told the same. */
  @Test
  void aReloadThatIsHeldWhenTheEventChangesOverIsToldOfIt() {
    live();
    CompletableFuture<HttpResponse<byte[]>> held = node.getAsync(PATH + "?_HLS_msn=" + (edge + 1));
    assertHeld(held, node);
    node.changeInit(Samples.V0, Samples.bytes(10, 77), edge + 1);

    node.publish(edge + 1, Samples.bytes(10, 7));

    String told = text(held.join());
    assertThat(told).containsOnlyOnce("#EXT-X-DISCONTINUITY\n#EXT-X-MAP:");
    assertThat(text(node.get(PATH))).isEqualTo(told);
  }

  /** The template's URL has one answer at a time: that of the live edge. */
  @Test
  void theInitSegmentOfTheTemplateIsTheOneInForceAtTheLiveEdge() {
    live();
    byte[] next = Samples.bytes(10, 77);
    node.changeInit(Samples.V0, next, edge + 3);

    assertThat(node.get("/acme/news/v0-init.mp4").body()).isEqualTo(INIT);
    node.clock.advance(6_000);
    assertThat(node.get("/acme/news/v0-init.mp4").body()).isEqualTo(next);
  }

  @Test
  void twoNodesAndARestartedOneSayTheSame() {
    live();
    node.get(PATH);
    for (long number = edge + 1; number < edge + 40; number++) {
      if (number % 7 != 0) {
        node.publish(number, Samples.bytes(10, number));
      } else {
        node.accept(Samples.missing(TestNode.v0(number)));
      }
      node.clock.advance(2_000);
    }
    byte[] running = node.get(PATH).body();

    try (TestNode other = new TestNode()) {
      other.clock.advance(node.clock.millis() - other.clock.millis());
      other.declare(Samples.definition(PROMPT));
      other.index.decisions.putAll(node.index.decisions);
      other.index.inits.putAll(node.index.inits);
      assertThat(other.get(PATH).body()).isEqualTo(running);
    }
  }

  @Test
  void aNodeThatLagsSaysWhatItKnows() {
    live();
    node.get(PATH);
    CompletableFuture<HttpResponse<byte[]>> held = node.getAsync(PATH + "?_HLS_msn=" + (edge + 1));
    assertHeld(held, node);
    node.index.readiness = SelectorReadiness.lags("consuming lags");
    node.clock.advance(2_000);

    assertThat(segments(node.get(PATH))).isEqualTo(names(edge - 27, edge));
    assertThat(segments(node.get(PATH + "?_HLS_msn=" + edge))).endsWith("v0-" + edge + ".m4s");
    assertRefused(node.get(PATH + "?_HLS_msn=" + (edge + 1)), ErrorCode.NOT_READY, "no-store");
    assertRefused(node.get("/acme/news/a0.m3u8"), ErrorCode.NOT_READY, "no-store");
    node.publish(edge + 1, Samples.bytes(10, 7));
    assertThat(segments(held.join())).endsWith("v0-" + (edge + 1) + ".m4s");
  }

  @Test
  void aNodeThatHasLostThePartitionAsksTheIndexAgain() {
    live();
    node.get(PATH);
    node.edge.partitionLost(Partitions.of(Samples.V0, Samples.PARTITIONS));
    node.old(edge + 1, Samples.bytes(10, 7));
    node.publish(edge + 2, Samples.bytes(10, 8));

    assertThat(segments(node.get(PATH))).isEqualTo(names(edge - 25, edge + 2));
  }

  /** It was not told of what is decided meanwhile. */
  @Test
  void aNodeThatHasLostAPartitionAsksTheIndexForItsInitSegmentsAgain() {
    node.init(Samples.V0, INIT);
    assertThat(text(node.get("/acme/news/master.m3u8"))).doesNotContain("a0.m3u8");
    node.edge.partitionLost(Partitions.of(Samples.V0, Samples.PARTITIONS));
    node.edge.partitionLost(Partitions.of(Samples.A0, Samples.PARTITIONS));
    node.oldInit(Samples.A0, INIT);

    assertThat(text(node.get("/acme/news/master.m3u8"))).contains("v0.m3u8", "a0.m3u8");
  }

  @Test
  void theMasterListsWhatHasAnInitSegment() {
    assertRefused(node.get("/acme/news/master.m3u8"), ErrorCode.NO_INIT_SEGMENT, "no-store");
    node.init(Samples.V0, INIT);
    assertThat(text(node.get("/acme/news/master.m3u8")))
        .contains("\nv0.m3u8\n")
        .doesNotContain("a0");
    node.init(Samples.A0, INIT);
    HttpResponse<byte[]> master = node.get("/acme/news/master.m3u8");
    assertThat(text(master)).contains("URI=\"a0.m3u8\"");
    assertThat(header(master, "Content-Type")).isEqualTo("application/vnd.apple.mpegurl");
  }

  /** Also where nothing was listed since: the key is what players wait for. */
  @Test
  void theKeysAreThoseOfTheDefinitionThatIsInForce() {
    live();
    assertThat(text(node.get(PATH))).doesNotContain("#EXT-X-KEY");

    for (String key : List.of("skd://one", "skd://two")) {
      node.declare(
          Samples.definition(
              PROMPT.replace(
                  "\"frameRate\":\"25\"",
                  "\"contentProtection\":[{\"schemeIdUri\":\"urn:mpeg:dash:mp4protection:2011\","
                      + "\"value\":\"cbcs\"},{\"schemeIdUri\":"
                      + "\"urn:uuid:94ce86fb-07ff-4f43-adb8-93d2fa968ca2\",\"hlsUri\":\"%s\"}]"
                          .formatted(key))));

      assertThat(text(node.get(PATH)))
          .containsOnlyOnce("#EXT-X-KEY:METHOD=SAMPLE-AES,URI=\"" + key + "\",");
      assertThat(text(node.get("/acme/news/master.m3u8")))
          .containsOnlyOnce("#EXT-X-SESSION-KEY:METHOD=SAMPLE-AES,URI=\"" + key + "\",");
    }
  }
}
