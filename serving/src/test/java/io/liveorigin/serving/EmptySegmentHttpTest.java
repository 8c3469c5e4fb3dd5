package io.liveorigin.serving;

import static io.liveorigin.serving.ServingHttpTest.assertRefused;
import static io.liveorigin.serving.ServingHttpTest.header;
import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.decision.Reason;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.event.ContentType;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.media.fill.FillerMaker;
import io.liveorigin.media.fill.FillerOutcome;
import io.liveorigin.serving.support.Samples;
import io.liveorigin.serving.support.TestNode;
import io.liveorigin.serving.support.WebVttBytes;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A number without a winner: players of DASH ask for it, and must get past it. */
class EmptySegmentHttpTest {
  private static final Track T0 = Track.of("acme", "news", "t0");
  private static final String NEWS =
      Samples.NEWS.replace(
          "\"representations\":[",
          "\"representations\":[{\"id\":\"t0\",\"contentType\":\"text\",\"codecs\":\"wvtt\","
              + "\"bandwidth\":1000,\"lang\":\"en\"},");

  private final TestNode node = new TestNode();
  private final long edge = node.liveEdge();
  private final String path = "/acme/news/t0-" + edge + ".m4s";

  EmptySegmentHttpTest() {
    node.declare(Samples.definition(NEWS));
  }

  @AfterEach
  void close() {
    node.close();
  }

  private SegmentAddress address() {
    return new SegmentAddress(T0, edge);
  }

  private void missing(Reason reason) {
    node.accept(
        new Decision(
            address(),
            1,
            Optional.empty(),
            reason,
            List.of(),
            List.of(),
            node.schedule().due(edge),
            node.clock.millis(),
            "cell"));
  }

  private byte[] empty(byte[] init) {
    FillerOutcome outcome = FillerMaker.empty(init, edge, node.schedule(), ContentType.TEXT);
    return ((FillerOutcome.Segment) outcome).bytes();
  }

  @Test
  void aNumberThatIsMissingIsASegmentWithoutSamples() {
    node.oldInit(T0, WebVttBytes.INIT);
    missing(Reason.MISSING);
    HttpResponse<byte[]> answer = node.get(path);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(empty(WebVttBytes.INIT));
    assertThat(header(answer, "Cache-Control")).isEqualTo("public, max-age=1");
    assertThat(header(answer, "CDN-Cache-Control")).isEqualTo("public, max-age=1, must-revalidate");
    assertThat(header(answer, "Origin-Pipeline")).isEqualTo("origin");
    assertThat(header(answer, "Segment-Defects")).startsWith("filler");
    assertThat(header(answer, "Content-Type")).isEqualTo("application/mp4");
    assertThat(answer.headers().firstValue("Last-Modified")).isEmpty();
    assertThat(header(answer, "Surrogate-Key")).contains("acme/news");
    HttpResponse<byte[]> again = node.get(path, "If-None-Match", header(answer, "ETag"));
    assertThat(again.statusCode()).isEqualTo(304);
  }

  @Test
  void soIsOneWhoseCopiesAreAllMasked() {
    node.oldInit(T0, WebVttBytes.INIT);
    missing(Reason.MASK);
    assertThat(node.get(path).body()).isEqualTo(empty(WebVttBytes.INIT));
  }

  @Test
  void aCopyThatComesLateReplacesIt() {
    node.oldInit(T0, WebVttBytes.INIT);
    missing(Reason.MISSING);
    String tag = header(node.get(path), "ETag");
    byte[] late = WebVttBytes.segment(edge, "late");
    Candidate copy = Samples.candidate(address(), "a", late, node.clock.millis());
    node.edge.candidate(address(), copy, late);
    node.stored.put(copy.digest(), ByteBuffer.wrap(late));
    node.accept(Samples.decision(address(), 2, copy));
    HttpResponse<byte[]> answer = node.get(path, "If-None-Match", tag);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(late);
  }

  @Test
  void aPartOfItCanBeHad() {
    node.oldInit(T0, WebVttBytes.INIT);
    missing(Reason.MISSING);
    HttpResponse<byte[]> whole = node.get(path);
    HttpResponse<byte[]> part = node.get(path, "Range", "bytes=0-7");
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.body()).isEqualTo(Arrays.copyOf(whole.body(), 8));
  }

  /** Trouble is no absence. */
  @Test
  void whereTheInitSegmentCannotBeLookedUpItIsNotGone() {
    missing(Reason.MISSING);
    node.index.unavailable = Optional.of("restoring");
    assertThat(node.get(path).statusCode()).isEqualTo(503);
  }

  /** Another init segment may have another track. */
  @Test
  void itComesAfterTheInitSegmentThatIsInForce() {
    node.init(T0, WebVttBytes.INIT);
    missing(Reason.MISSING);
    byte[] before = node.get(path).body();
    node.changeInit(T0, otherTrack(), edge);
    assertThat(node.get(path).body()).isNotEqualTo(before).isEqualTo(empty(otherTrack()));
  }

  private static byte[] otherTrack() {
    byte[] init = WebVttBytes.INIT.clone();
    String text = new String(init, StandardCharsets.ISO_8859_1);
    // The track ids of tkhd and trex, which stand 12 and 4 bytes behind the type of the box.
    init[text.indexOf("tkhd") + 4 + 4 + 8 + 3] = 9;
    init[text.indexOf("trex") + 4 + 4 + 3] = 9;
    return init;
  }

  /** The track cannot be played at all. */
  @Test
  void withoutAnInitSegmentItIsGone() {
    missing(Reason.MISSING);
    assertRefused(node.get(path), ErrorCode.NEVER_PUBLISHED, "public, max-age=2");
  }

  @Test
  void afterAnInitSegmentThatCannotBeReadItIsGone() {
    node.oldInit(T0, Samples.bytes(300, 1));
    missing(Reason.MISSING);
    assertRefused(node.get(path), ErrorCode.NEVER_PUBLISHED, "public, max-age=2");
  }

  /** Playlists, which alone list it, have a gap. */
  @Test
  void itsRawTextIsGone() {
    node.oldInit(T0, WebVttBytes.INIT);
    missing(Reason.MISSING);
    assertRefused(node.get(path + ".vtt"), ErrorCode.NEVER_PUBLISHED, "public, max-age=2");
  }
}
