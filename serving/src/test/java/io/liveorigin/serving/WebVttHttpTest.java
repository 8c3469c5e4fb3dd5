package io.liveorigin.serving;

import static io.liveorigin.serving.ServingHttpTest.assertRefused;
import static io.liveorigin.serving.ServingHttpTest.header;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.event.ContentType;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.Digest;
import io.liveorigin.media.fill.FillerMaker;
import io.liveorigin.media.fill.FillerOutcome;
import io.liveorigin.selector.SelectorReadiness;
import io.liveorigin.serving.support.Samples;
import io.liveorigin.serving.support.TestNode;
import io.liveorigin.serving.support.WebVttBytes;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Raw WebVTT over HTTP: a segment of WebVTT in MP4 is served as both, and both alike. */
class WebVttHttpTest {
  private static final Track T0 = Track.of("acme", "news", "t0");
  private static final String NEWS =
      Samples.NEWS
          .replace(
              "\"pipelines\"",
              "\"targetDuration\":\"PT2S\",\"fillPatience\":\"PT0S\",\"pipelines\"")
          .replace(
              "\"representations\":[",
              "\"representations\":[{\"id\":\"t0\",\"contentType\":\"text\",\"codecs\":\"wvtt\","
                  + "\"bandwidth\":1000,\"lang\":\"en\"},");
  private final TestNode node = new TestNode();
  private final long edge = node.liveEdge();

  WebVttHttpTest() {
    node.declare(Samples.definition(NEWS));
    node.oldInit(T0, WebVttBytes.INIT);
  }

  @AfterEach
  void close() {
    node.close();
  }

  private static String path(long number) {
    return "/acme/news/t0-" + number + ".m4s.vtt";
  }

  private static SegmentAddress t0(long number) {
    return new SegmentAddress(T0, number);
  }

  private Candidate pass(long number, byte[] bytes, Defect... defects) {
    Candidate copy = Samples.candidate(t0(number), "a", bytes, node.clock.millis(), defects);
    node.edge.candidate(t0(number), copy, bytes);
    node.stored.put(copy.digest(), ByteBuffer.wrap(bytes));
    return copy;
  }

  private void publish(long number, String text, Defect... defects) {
    Candidate copy = pass(number, WebVttBytes.segment(number, text), defects);
    node.accept(Samples.decision(t0(number), 1, copy));
  }

  /** A decision of before this node's start. */
  private void old(long number, String text) {
    byte[] bytes = WebVttBytes.segment(number, text);
    Candidate copy = Samples.candidate(t0(number), "a", bytes, TestNode.START);
    node.stored.put(copy.digest(), ByteBuffer.wrap(bytes));
    node.index.decisions.put(t0(number), Samples.decision(t0(number), 1, copy));
  }

  private static String text(HttpResponse<byte[]> answer) {
    String text = new String(answer.body(), StandardCharsets.UTF_8);
    assertThat(answer.statusCode()).as(text).isEqualTo(200);
    return text;
  }

  private <T> CompletableFuture<T> held(Supplier<CompletableFuture<T>> request) {
    CompletableFuture<T> answer = request.get();
    await().until(() -> node.held() > 0);
    assertThat(answer).isNotDone();
    return answer;
  }

  @Test
  void itIsServedAsItsSegmentIs() {
    publish(edge, "hello");

    HttpResponse<byte[]> answer = node.get(path(edge));
    HttpResponse<byte[]> segment = node.get("/acme/news/t0-" + edge + ".m4s");

    assertThat(text(answer)).isEqualTo(WebVttBytes.raw(edge, "hello"));
    assertThat(header(answer, "Content-Type")).isEqualTo("text/vtt");
    assertThat(header(answer, "Content-Length")).isEqualTo("" + answer.body().length);
    assertThat(header(answer, "ETag"))
        .as("of the text")
        .isEqualTo("\"" + Digest.of(answer.body()).hex() + "\"");
    assertThat(segment.body()).isEqualTo(WebVttBytes.segment(edge, "hello"));
    for (String same :
        new String[] {
          "Cache-Control",
          "Origin-Pipeline",
          "Origin-Live-Edge",
          "Surrogate-Key",
          "Accept-Ranges",
          "Access-Control-Allow-Origin",
          "CMSD-Dynamic"
        }) {
      assertThat(header(answer, same)).as(same).isNotEmpty().isEqualTo(header(segment, same));
    }
    assertThat(header(answer, "Cache-Control")).endsWith(", immutable");
    assertThat(answer.headers().firstValue("Last-Modified")).isEmpty();
    assertThat(header(answer, "CMSD-Static"))
        .contains("sf=h,", "ot=c,", "nor=\"t0-" + (edge + 1) + ".m4s.vtt\"");
  }

  @Test
  void headConditionsAndRangesAreOfTheText() {
    publish(edge, "hello");
    HttpResponse<byte[]> head = node.head(path(edge));
    HttpResponse<byte[]> get = node.get(path(edge));
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    String tag = header(get, "ETag");
    assertThat(header(head, "ETag")).isEqualTo(tag);
    assertThat(header(head, "Content-Length")).isEqualTo("" + get.body().length);

    assertThat(node.get(path(edge), "If-None-Match", tag).statusCode()).isEqualTo(304);
    assertThat(node.get("/acme/news/t0-" + edge + ".m4s", "If-None-Match", tag).statusCode())
        .isEqualTo(200);
    HttpResponse<byte[]> part = node.get(path(edge), "Range", "bytes=0-5");
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(new String(part.body(), StandardCharsets.UTF_8)).isEqualTo("WEBVTT");
    assertRefused(
        node.get(path(edge), "Range", "bytes=9999-"), ErrorCode.RANGE_NOT_SATISFIABLE, "no-store");
  }

  @Test
  void aRequestForTheNextIsHeldAndAnsweredOnAcceptance() {
    CompletableFuture<HttpResponse<byte[]>> answer = held(() -> node.getAsync(path(edge + 1)));
    node.clock.advance(250);

    publish(edge + 1, "now");

    assertThat(text(answer.join())).isEqualTo(WebVttBytes.raw(edge + 1, "now"));
    assertThat(header(answer.join(), "CMSD-Static")).endsWith(", ht=250");
    assertThat(header(answer.join(), "Server-Timing")).contains("hold;dur=250");
  }

  @Test
  void aHeldRequestIsToldThatNobodyPublishedIt() {
    CompletableFuture<HttpResponse<byte[]>> answer = held(() -> node.getAsync(path(edge + 1)));
    node.accept(Samples.missing(t0(edge + 1)));
    assertRefused(answer.join(), ErrorCode.NEVER_PUBLISHED, "public, max-age=2");
  }

  @Test
  void whatIsRefusedOfASegmentIsRefusedOfItsText() {
    long gone = node.schedule().windowStart(node.clock.millis()) - 1;
    assertRefused(node.get(path(gone)), ErrorCode.EXPIRED, "public, max-age=3600");
    assertThat(node.get(path(edge + 9)).statusCode()).isEqualTo(404);
    assertRefused(
        node.get("/acme/news/v0-" + edge + ".m4s.vtt"),
        ErrorCode.UNKNOWN_PATH,
        "public, max-age=5");
    assertRefused(
        node.get("/acme/news/t9-" + edge + ".m4s.vtt"),
        ErrorCode.UNKNOWN_REPRESENTATION,
        "public, max-age=5");
    assertRefused(
        node.get("/acme/news/t0-" + edge + ".m4s.vtt.vtt"),
        ErrorCode.UNKNOWN_PATH,
        "public, max-age=5");
    node.index.readiness = SelectorReadiness.not("restoring");
    assertRefused(node.get(path(edge)), ErrorCode.NOT_READY, "no-store");
  }

  @Test
  void aMaskedSegmentHasNoTextAndAnotherCopyHasItsOwn() {
    publish(edge, "first");
    String tag = header(node.get(path(edge)), "ETag");
    Candidate copy = pass(edge, WebVttBytes.segment(edge, "first"));
    node.accept(Samples.masked(t0(edge), 2, copy));
    assertRefused(node.get(path(edge)), ErrorCode.NEVER_PUBLISHED, "public, max-age=2");

    node.accept(Samples.decision(t0(edge), 3, pass(edge, WebVttBytes.segment(edge, "second"))));

    HttpResponse<byte[]> second = node.get(path(edge), "If-None-Match", tag);
    assertThat(text(second)).isEqualTo(WebVttBytes.raw(edge, "second"));
  }

  @Test
  void aDefectiveWinnerSaysSo() {
    publish(edge, "hello", Samples.dropped(12));
    HttpResponse<byte[]> answer = node.get(path(edge));
    assertThat(header(answer, "Cache-Control")).isEqualTo("public, max-age=1");
    assertThat(header(answer, "CDN-Cache-Control")).isEqualTo("public, max-age=1, must-revalidate");
    assertThat(header(answer, "Segment-Defects")).startsWith("dropped-video-frames");
  }

  @Test
  void aFillerShowsNothing() {
    FillerOutcome outcome =
        FillerMaker.make(
            new FillerMaker.Order(
                WebVttBytes.INIT, Optional.empty(), edge, node.schedule(), ContentType.TEXT));
    node.accept(
        Samples.decision(t0(edge), 1, pass(edge, ((FillerOutcome.Segment) outcome).bytes())));

    assertThat(text(node.get(path(edge)))).isEqualTo(WebVttBytes.empty(edge));
  }

  @Test
  void whatCannotBeReadShowsNothing() {
    node.accept(Samples.decision(t0(edge), 1, pass(edge, Samples.bytes(500, 3))));
    assertThat(text(node.get(path(edge)))).isEqualTo("WEBVTT\n");
  }

  @Test
  void anOlderOneIsReadBackOnce() {
    old(edge - 10, "old");
    HttpResponse<byte[]> answer = node.get(path(edge - 10));

    assertThat(text(answer)).isEqualTo(WebVttBytes.raw(edge - 10, "old"));
    assertThat(header(answer, "Server-Timing")).contains("readback;dur=");
    int reads = node.reads.get();
    assertThat(text(node.get(path(edge - 10)))).isEqualTo(WebVttBytes.raw(edge - 10, "old"));
    assertThat(node.reads).hasValue(reads);
  }

  @Test
  void bytesThatCannotBeReadBackAreNoText() {
    old(edge - 10, "old");
    node.readFailure =
        Optional.of(new OriginException(ErrorCode.STORAGE_UNAVAILABLE, "no broker answers"));
    assertRefused(node.get(path(edge - 10)), ErrorCode.STORAGE_UNAVAILABLE, "no-store");
  }

  @Test
  void withoutAnInitSegmentThereIsNone() {
    node.index.decisions.clear();
    publish(edge, "hello");
    assertRefused(node.get(path(edge)), ErrorCode.NO_INIT_SEGMENT, "no-store");
  }

  @Test
  void aNodeThatLagsSaysWhatItKnowsToStay() {
    publish(edge, "hello");
    publish(edge - 1, "unseen");
    node.get(path(edge));
    node.index.readiness = SelectorReadiness.lags("consuming lags");

    assertThat(text(node.get(path(edge)))).isEqualTo(WebVttBytes.raw(edge, "hello"));
    assertThat(header(node.get(path(edge)), "Cache-Control")).isEqualTo("public, max-age=1");
    assertThat(text(node.get(path(edge - 1)))).isEqualTo(WebVttBytes.raw(edge - 1, "unseen"));
    assertRefused(node.get(path(edge + 1)), ErrorCode.NOT_READY, "no-store");
  }

  @Test
  void whatStandsInFrontOfAllCuesStandsInEachText() {
    node.oldInit(T0, WebVttBytes.init("WEBVTT\n\nSTYLE\n::cue { color: red }\n"));
    publish(edge, "hello");
    assertThat(text(node.get(path(edge)))).contains("\n\nSTYLE\n::cue { color: red }\n\n00:");
  }

  @Test
  void playlistsListItWithoutAnInitSegment() {
    for (long number = edge - 40; number <= edge; number++) {
      old(number, "text " + number);
    }
    String playlist = text(node.get("/acme/news/t0.m3u8"));

    assertThat(playlist).doesNotContain("EXT-X-MAP");
    assertThat(playlist.lines().filter(line -> !line.startsWith("#")).toList())
        .hasSize(28)
        .allMatch(line -> line.matches("t0-\\d+\\.m4s\\.vtt"))
        .endsWith("t0-" + edge + ".m4s.vtt");
    assertThat(text(node.get("/acme/news/t0.m3u8?_HLS_skip=YES")))
        .contains("#EXT-X-SKIP:")
        .doesNotContain("EXT-X-MAP");
    assertThat(text(node.get(path(edge)))).isEqualTo(WebVttBytes.raw(edge, "text " + edge));
  }

  @Test
  void theManifestKeepsItsSegments() {
    node.init(Samples.V0, Samples.bytes(10, 1));
    assertThat(text(node.get("/acme/news/manifest.mpd")))
        .contains("codecs=\"wvtt\"", "media=\"$RepresentationID$-$Number$.m4s\"")
        .doesNotContain(".vtt");
    assertThat(text(node.get("/acme/news/master.m3u8"))).contains("URI=\"t0.m3u8\"", ",wvtt\"");
  }
}
