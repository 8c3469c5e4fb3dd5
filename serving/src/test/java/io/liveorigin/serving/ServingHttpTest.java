package io.liveorigin.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.address.InitAddress;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.SegmentUrls;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.Digest;
import io.liveorigin.contract.wire.WireJson;
import io.liveorigin.selector.SelectorReadiness;
import io.liveorigin.serving.support.Samples;
import io.liveorigin.serving.support.TestNode;
import java.net.http.HttpResponse;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each row of docs/http.md's table of segments, over real HTTP. */
class ServingHttpTest {
  private final TestNode node = new TestNode();
  private final long edge = node.liveEdge();

  @AfterEach
  void close() {
    node.close();
  }

  static String header(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  static void assertRefused(HttpResponse<byte[]> answer, ErrorCode code, String cacheControl) {
    assertThat(answer.statusCode()).isEqualTo(code.status());
    assertThat(header(answer, "Cache-Control")).isEqualTo(cacheControl);
    assertThat(header(answer, "Content-Type")).isEqualTo("application/problem+json");
    assertThat(WireJson.readTree(answer.body()).path("code").asText()).isEqualTo(code.code());
    assertThat(WireJson.readTree(answer.body()).path("status").asInt()).isEqualTo(code.status());
  }

  private static String etag(Candidate candidate) {
    return "\"" + candidate.digest().hex() + "\"";
  }

  @Test
  void aCleanWinnerIsServedFromMemoryUntilItLeavesTheWindow() {
    byte[] bytes = Samples.bytes(100_000, 1);
    Candidate winner = node.publish(edge, bytes);

    HttpResponse<byte[]> answer = node.get(TestNode.path(edge));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(bytes);
    long left = (node.schedule().expires(edge) - node.clock.millis()) / 1000;
    assertThat(header(answer, "Cache-Control"))
        .isEqualTo("public, max-age=" + left + ", immutable");
    assertThat(header(answer, "ETag")).isEqualTo(etag(winner));
    assertThat(header(answer, "Content-Type")).isEqualTo("video/mp4");
    assertThat(header(answer, "Content-Length")).isEqualTo("100000");
    assertThat(header(answer, "Accept-Ranges")).isEqualTo("bytes");
    assertThat(header(answer, "Origin-Pipeline")).isEqualTo("a");
    assertThat(header(answer, "Origin-Live-Edge")).isEqualTo(Long.toString(edge));
    assertThat(header(answer, "Surrogate-Key"))
        .isEqualTo(
            "event/acme/news representation/acme/news/v0 pipeline/acme/news/a"
                + " numbers/acme/news/8499999 numbers/acme/news/8499999/a");
    assertThat(header(answer, "CMSD-Static"))
        .isEqualTo(
            "n=\"live-origin\", st=l, sf=d, br=2001, at=1700000000000,"
                + " io.liveorigin-pipeline=\"a\", ot=v, d=2000, nor=\"v0-"
                + (edge + 1)
                + ".m4s\"");
    assertThat(header(answer, "CMSD-Dynamic")).isEqualTo("\"live-origin\";rd=0");
    assertThat(header(answer, "Last-Modified")).isEqualTo("Tue, 14 Nov 2023 22:13:20 GMT");
    assertThat(answer.headers().firstValue("CDN-Cache-Control")).isEmpty();
    assertThat(header(answer, "Access-Control-Allow-Origin")).isEqualTo("*");
    assertThat(header(answer, "Access-Control-Expose-Headers")).contains("Origin-Pipeline");
    assertThat(header(answer, "Timing-Allow-Origin")).isEqualTo("*");
    assertThat(answer.headers().firstValue("Segment-Defects")).isEmpty();
    assertThat(answer.headers().firstValue("Server-Timing")).isEmpty();
    assertThat(answer.headers().firstValue("Age")).isEmpty();
    assertThat(answer.headers().firstValue("Server")).isEmpty();
    assertThat(node.index.lookups).hasValue(0);
    assertThat(node.reads).hasValue(0);
  }

  @Test
  void aWinnerThatNobodyCheckedIsCachedForASecondAndSaysSo() {
    byte[] bytes = Samples.bytes(1000, 1);
    SegmentAddress address = new SegmentAddress(Samples.V0, edge);
    Candidate unchecked = Samples.unchecked(Samples.candidate(address, "a", bytes, TestNode.START));
    node.edge.candidate(address, unchecked, bytes);
    node.announce(Samples.decision(address, 1, unchecked));

    HttpResponse<byte[]> answer = node.get(TestNode.path(edge));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(header(answer, "Cache-Control")).isEqualTo("public, max-age=1");
    assertThat(header(answer, "CDN-Cache-Control")).isEqualTo("public, max-age=1, must-revalidate");
    assertThat(header(answer, "Origin-Checked")).isEqualTo("?0");
    assertThat(header(answer, "Access-Control-Expose-Headers")).contains("Origin-Checked");
    assertThat(answer.headers().firstValue("Segment-Defects")).isEmpty();
    node.publish(edge + 1, Samples.bytes(1000, 2));
    assertThat(node.get(TestNode.path(edge + 1)).headers().firstValue("Origin-Checked")).isEmpty();
  }

  @Test
  void aDefectiveWinnerIsCachedForASecondAndNamesItsDefects() {
    node.publish(edge, Samples.bytes(1000, 1), Samples.dropped(12));

    HttpResponse<byte[]> answer = node.get(TestNode.path(edge));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(header(answer, "Cache-Control")).isEqualTo("public, max-age=1");
    assertThat(header(answer, "CDN-Cache-Control")).isEqualTo("public, max-age=1, must-revalidate");
    assertThat(header(answer, "Segment-Defects"))
        .isEqualTo("dropped-video-frames;count=12;source=\"packager\"");
    assertThat(header(answer, "CMSD-Static"))
        .contains("io.liveorigin-defects=(dropped-video-frames)");
  }

  @Test
  void aCleanCopyReplacesADefectiveWinnerUnderAnotherTag() {
    byte[] clean = Samples.bytes(1000, 2);
    Candidate bad = node.publish(edge, Samples.bytes(1000, 1), Samples.dropped(12));
    Candidate good = node.pass(edge, "b", clean);
    node.accept(Samples.decision(TestNode.v0(edge), 2, good, bad));

    HttpResponse<byte[]> answer = node.get(TestNode.path(edge), "If-None-Match", etag(bad));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(clean);
    assertThat(header(answer, "Origin-Pipeline")).isEqualTo("b");
    assertThat(header(answer, "Cache-Control")).contains("immutable");
    assertThat(answer.headers().firstValue("CDN-Cache-Control")).isEmpty();
  }

  @Test
  void anOlderSegmentIsLookedUpOnceAndReadBackOnce() {
    byte[] bytes = Samples.bytes(5000, 3);
    node.old(edge - 10, bytes);

    HttpResponse<byte[]> first = node.get(TestNode.path(edge - 10));
    assertThat(first.body()).isEqualTo(bytes);
    assertThat(header(first, "Server-Timing")).isEqualTo("lookup;dur=0");
    assertThat(node.get(TestNode.path(edge - 10)).body()).isEqualTo(bytes);

    assertThat(node.reads).hasValue(1);
  }

  @Test
  void theFutureIsRefusedUntilItCanBeHeld() {
    long number = edge + 5;
    long due = node.schedule().due(number);

    HttpResponse<byte[]> answer = node.get(TestNode.path(number));

    long holdable = (due - 2000 - node.clock.millis()) / 1000;
    assertRefused(answer, ErrorCode.NOT_YET, "public, max-age=" + holdable);
    assertThat(header(answer, "Origin-Available-At")).isEqualTo(Long.toString(due));

    node.clock.set(due - 2000 - 999);
    assertRefused(node.get(TestNode.path(number)), ErrorCode.NOT_YET, "no-store");
    assertThat(node.index.lookups).hasValue(0);
  }

  @Test
  void whatNeverCameIsGoneOnlyWithEvidence() {
    long number = edge - 6;
    assertThat(node.clock.millis()).isGreaterThanOrEqualTo(node.schedule().gone(number));

    HttpResponse<byte[]> unsure = node.get(TestNode.path(number));
    assertRefused(unsure, ErrorCode.NOT_READY, "no-store");
    assertThat(header(unsure, "Retry-After")).isEqualTo("1");

    node.index.absent.add(TestNode.v0(number));
    assertRefused(node.get(TestNode.path(number)), ErrorCode.NEVER_PUBLISHED, "public, max-age=2");
  }

  @Test
  void betweenDecidedAndGoneNothingIsClaimed() {
    long number = edge - 3;
    assertThat(node.clock.millis())
        .isGreaterThan(Samples.news().missing(TestNode.v0(number)) + 500)
        .isLessThan(node.schedule().gone(number));
    node.index.absent.add(TestNode.v0(number));

    assertRefused(node.get(TestNode.path(number)), ErrorCode.NOT_READY, "no-store");
  }

  @Test
  void aSegmentThatIsAllMaskedIsMissing() {
    Candidate copy = node.pass(edge, "a", Samples.bytes(10, 6));
    node.accept(Samples.masked(TestNode.v0(edge), 1, copy));

    assertRefused(node.get(TestNode.path(edge)), ErrorCode.NEVER_PUBLISHED, "public, max-age=2");
  }

  @Test
  void whatLeftTheWindowIsGoneForLongAndNoStoreIsAsked() {
    long number = node.schedule().windowStart(node.clock.millis()) - 1;

    assertRefused(node.get(TestNode.path(number)), ErrorCode.EXPIRED, "public, max-age=3600");
    assertRefused(node.get(TestNode.path(0)), ErrorCode.EXPIRED, "public, max-age=3600");
    assertThat(node.index.lookups).hasValue(0);
  }

  @Test
  void outsideTheEventIsGoneAndNoStoreIsAsked() {
    String ending =
        Samples.NEWS
            .replace("\"news\"", "\"gala\"")
            .replace(
                "\"pipelines\"",
                "\"startTime\":\"2023-11-14T22:13:00Z\",\"endTime\":\"2023-11-14T22:13:30Z\","
                    + "\"pipelines\"");
    node.declare(Samples.definition(ending));
    long first = 850_000_000L - 10;
    long last = 850_000_000L + 4;

    assertRefused(
        node.get("/acme/gala/v0-" + (first - 1) + ".m4s"),
        ErrorCode.EVENT_ENDED,
        "public, max-age=3600");
    HttpResponse<byte[]> after = node.get("/acme/gala/v0-" + (last + 1) + ".m4s");
    assertRefused(after, ErrorCode.EVENT_ENDED, "public, max-age=13");
    assertThat(node.index.lookups).hasValue(0);
  }

  @Test
  void unknownThingsAreAnsweredFromMemory() {
    String shortly = "public, max-age=5";
    assertRefused(node.get("/acme/other/v0-1.m4s"), ErrorCode.UNKNOWN_EVENT, shortly);
    assertRefused(node.get("/nobody/news/v0-1.m4s"), ErrorCode.UNKNOWN_EVENT, shortly);
    assertRefused(node.get("/acme/news/v9-1.m4s"), ErrorCode.UNKNOWN_REPRESENTATION, shortly);
    assertRefused(node.get("/acme/news/secret.txt"), ErrorCode.UNKNOWN_PATH, shortly);
    assertRefused(node.get("/acme/news/other.mpd"), ErrorCode.UNKNOWN_PATH, shortly);
    assertRefused(node.get("/acme/news/v0-" + edge + "%2Em4s"), ErrorCode.UNKNOWN_PATH, shortly);
    assertRefused(node.get("/favicon.ico"), ErrorCode.UNKNOWN_PATH, shortly);
    assertRefused(node.get("/"), ErrorCode.UNKNOWN_PATH, shortly);
    assertThat(node.index.lookups).hasValue(0);
    assertThat(node.meters.get("serving.index.lookups").counter().count()).isZero();
  }

  @Test
  void aNodeThatHasNotReadItsEventsDoesNotCallThemUnknown() {
    node.controlCaughtUp = false;

    assertRefused(node.get("/acme/other/v0-1.m4s"), ErrorCode.NOT_READY, "no-store");
  }

  @Test
  void aNodeThatIsNotReadySaysSoToEverySegmentRequest() {
    node.publish(edge, Samples.bytes(10, 7));
    node.index.readiness = SelectorReadiness.not("restoring");

    for (long number : new long[] {edge, edge - 6, edge + 1, edge + 50, 0}) {
      HttpResponse<byte[]> answer = node.get(TestNode.path(number));
      assertRefused(answer, ErrorCode.NOT_READY, "no-store");
      assertThat(WireJson.readTree(answer.body()).path("detail").asText()).isEqualTo("restoring");
    }
    assertRefused(node.get("/acme/news/v0-init.mp4"), ErrorCode.NOT_READY, "no-store");
    assertRefused(node.get("/acme/news/manifest.mpd"), ErrorCode.NOT_READY, "no-store");
  }

  @Test
  void aStoreThatCannotBeAskedIsNoAbsence() {
    node.index.unavailable = Optional.of("moved");

    assertRefused(node.get(TestNode.path(edge - 6)), ErrorCode.NOT_READY, "no-store");
    assertRefused(node.get(TestNode.path(edge)), ErrorCode.NOT_READY, "no-store");
    assertRefused(node.get("/acme/news/v0-init.mp4"), ErrorCode.NOT_READY, "no-store");
  }

  @Test
  void bytesThatCannotBeReadAreNotServed() {
    node.old(edge - 10, Samples.bytes(100, 8));

    node.readFailure = Optional.of(new OriginException(ErrorCode.STORAGE_UNAVAILABLE, "no answer"));
    assertRefused(node.get(TestNode.path(edge - 10)), ErrorCode.STORAGE_UNAVAILABLE, "no-store");
    node.readFailure =
        Optional.of(new OriginException(ErrorCode.STORED_BYTES_DIFFER, "other digest"));
    assertRefused(node.get(TestNode.path(edge - 10)), ErrorCode.STORED_BYTES_DIFFER, "no-store");
    assertThat(node.meters.get("serving.stored.bytes.differ").counter().count()).isEqualTo(1);
    node.readFailure = Optional.of(new OriginException(ErrorCode.BYTES_LOST, "deleted"));
    assertRefused(node.get(TestNode.path(edge - 10)), ErrorCode.BYTES_LOST, "no-store");
    node.readFailure = Optional.empty();
    assertThat(node.get(TestNode.path(edge - 10)).statusCode()).isEqualTo(200);
  }

  @Test
  void anInitSegmentIsServedOnceThereIsOne() {
    assertRefused(node.get("/acme/news/v0-init.mp4"), ErrorCode.NO_INIT_SEGMENT, "no-store");

    byte[] init = Samples.bytes(700, 9);
    node.init(Samples.V0, init);
    HttpResponse<byte[]> answer = node.get("/acme/news/v0-init.mp4");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(init);
    assertThat(header(answer, "Cache-Control")).isEqualTo("public, max-age=60");
    assertThat(header(answer, "CMSD-Static"))
        .isEqualTo(
            "n=\"live-origin\", st=l, sf=d, br=2001, at=1700000000000,"
                + " io.liveorigin-pipeline=\"a\", ot=i");
    assertThat(header(answer, "CDN-Cache-Control"))
        .isEqualTo("public, max-age=60, stale-while-revalidate=10, stale-if-error=600");
    assertThat(node.get("/acme/news/v0-init.mp4", "Range", "bytes=-7").body())
        .isEqualTo(java.util.Arrays.copyOfRange(init, 693, 700));
    assertThat(
            node.get("/acme/news/v0-init.mp4", "If-None-Match", header(answer, "ETag"))
                .statusCode())
        .isEqualTo(304);
  }

  @Test
  void anInitSegmentThatIsNotThereIsNamedAsItWasRequested() {
    assertThat(detail("v0-init.mp4")).isEqualTo("representation v0 has no init segment yet");
    node.init(Samples.V0, Samples.bytes(700, 9));
    String digest = Digest.of(Samples.bytes(700, 10)).hex();
    assertThat(detail(SegmentUrls.versionName(new InitAddress(Samples.V0), digest)))
        .matches("representation v0 has no version [0-9a-f]+ of its init segment")
        .contains("version " + digest.substring(0, 32) + " ");
  }

  private String detail(String name) {
    HttpResponse<byte[]> refused = node.get("/acme/news/" + name);
    assertRefused(refused, ErrorCode.NO_INIT_SEGMENT, "no-store");
    return WireJson.readTree(refused.body()).path("detail").asText();
  }

  @Test
  void answersAreCountedByStatus() {
    node.publish(edge, Samples.bytes(10, 1));
    node.get(TestNode.path(edge));
    node.get(TestNode.path(edge + 9));

    String status =
        new String(
            node.send("GET", node.adminUri("/status")).body(),
            java.nio.charset.StandardCharsets.UTF_8);
    assertThat(status).contains("\"requests\":{\"200\":1,\"404\":1}");
  }
}
