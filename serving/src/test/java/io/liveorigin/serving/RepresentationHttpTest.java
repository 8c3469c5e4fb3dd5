package io.liveorigin.serving;

import static io.liveorigin.serving.ServingHttpTest.assertRefused;
import static io.liveorigin.serving.ServingHttpTest.header;
import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.serving.support.Samples;
import io.liveorigin.serving.support.TestNode;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** HEAD, validators, ranges and codings of a segment (RFC 9110), over real HTTP. */
class RepresentationHttpTest {
  private final TestNode node = new TestNode();
  private final long edge = node.liveEdge();

  @AfterEach
  void close() {
    node.close();
  }

  private static String etag(Candidate candidate) {
    return "\"" + candidate.digest().hex() + "\"";
  }

  @Test
  void headHasTheHeadersOfGetAndReadsNoBytes() {
    node.old(edge - 10, Samples.bytes(5000, 3));

    HttpResponse<byte[]> head = node.head(TestNode.path(edge - 10), "Range", "bytes=0-1");

    assertThat(node.reads).hasValue(0);
    HttpResponse<byte[]> get = node.get(TestNode.path(edge - 10));
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(head.headers().map().keySet()).isEqualTo(get.headers().map().keySet());
    get.headers()
        .map()
        .forEach(
            (name, values) -> {
              if (!name.equalsIgnoreCase("date")) {
                assertThat(head.headers().allValues(name)).as(name).isEqualTo(values);
              }
            });
  }

  @Test
  void rangesAreAnswered() {
    byte[] bytes = Samples.bytes(1000, 4);
    node.publish(edge, bytes);
    String path = TestNode.path(edge);

    HttpResponse<byte[]> middle = node.get(path, "Range", "bytes=10-19");
    assertThat(middle.statusCode()).isEqualTo(206);
    assertThat(header(middle, "Content-Range")).isEqualTo("bytes 10-19/1000");
    assertThat(header(middle, "Cache-Control")).contains("immutable");
    assertThat(middle.body()).isEqualTo(Arrays.copyOfRange(bytes, 10, 20));

    HttpResponse<byte[]> suffix = node.get(path, "Range", "bytes=-7");
    assertThat(suffix.statusCode()).isEqualTo(206);
    assertThat(header(suffix, "Content-Range")).isEqualTo("bytes 993-999/1000");
    assertThat(suffix.body()).isEqualTo(Arrays.copyOfRange(bytes, 993, 1000));

    HttpResponse<byte[]> beyond = node.get(path, "Range", "bytes=1000-");
    assertRefused(beyond, ErrorCode.RANGE_NOT_SATISFIABLE, "no-store");
    assertThat(header(beyond, "Content-Range")).isEqualTo("bytes */1000");

    for (String ignored : List.of("bytes=x-1", "lines=0-1", "bytes=5-2", "bytes=0-1,5-6")) {
      HttpResponse<byte[]> whole = node.get(path, "Range", ignored);
      assertThat(whole.statusCode()).as(ignored).isEqualTo(200);
      assertThat(whole.body()).as(ignored).isEqualTo(bytes);
    }
  }

  @Test
  void conditionsAreHeldAgainstTheTag() {
    Candidate winner = node.publish(edge, Samples.bytes(1000, 5));
    String path = TestNode.path(edge);
    String other = "\"" + "0".repeat(64) + "\"";

    HttpResponse<byte[]> same = node.get(path, "If-None-Match", other + ", W/" + etag(winner));
    assertThat(same.statusCode()).isEqualTo(304);
    assertThat(same.body()).isEmpty();
    assertThat(header(same, "ETag")).isEqualTo(etag(winner));
    assertThat(header(same, "Cache-Control")).contains("immutable");
    assertThat(node.head(path, "If-None-Match", etag(winner)).statusCode()).isEqualTo(304);
    assertThat(node.get(path, "If-None-Match", other).statusCode()).isEqualTo(200);

    assertThat(node.get(path, "If-Match", etag(winner)).statusCode()).isEqualTo(200);
    assertRefused(node.get(path, "If-Match", other), ErrorCode.PRECONDITION_FAILED, "no-store");

    assertThat(node.get(path, "Range", "bytes=0-9", "If-Range", etag(winner)).statusCode())
        .isEqualTo(206);
    assertThat(node.get(path, "Range", "bytes=0-9", "If-Range", other).statusCode()).isEqualTo(200);
    assertThat(node.get(path, "Range", "bytes=0-9", "If-Range", "W/" + etag(winner)).statusCode())
        .isEqualTo(200);
  }

  @Test
  void nothingIsCompressed() {
    node.publish(edge, new byte[100_000]);
    node.init(Samples.V0, Samples.bytes(10, 1));
    for (int i = 0; i < 50; i++) {
      node.declare(Samples.definition(Samples.NEWS.replace("\"news\"", "\"news" + i + "\"")));
    }

    for (URI uri :
        List.of(
            node.uri(TestNode.path(edge)),
            node.uri("/acme/news/manifest.mpd"),
            node.adminUri("/events"))) {
      HttpResponse<byte[]> answer = node.send("GET", uri, "Accept-Encoding", "gzip, br");
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Content-Encoding")).isEmpty();
    }
  }
}
