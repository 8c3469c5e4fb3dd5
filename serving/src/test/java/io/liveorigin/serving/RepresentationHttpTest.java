package io.liveorigin.serving;

import static io.liveorigin.serving.ServingHttpTest.assertRefused;
import static io.liveorigin.serving.ServingHttpTest.header;
import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.serving.support.Samples;
import io.liveorigin.serving.support.TestNode;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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

    for (String ignored : List.of("bytes=x-1", "lines=0-1", "bytes=5-2", "bytes=0-1,5-6x")) {
      HttpResponse<byte[]> whole = node.get(path, "Range", ignored);
      assertThat(whole.statusCode()).as(ignored).isEqualTo(200);
      assertThat(whole.body()).as(ignored).isEqualTo(bytes);
    }
  }

  @Test
  void severalRangesAreAMultipart() {
    byte[] bytes = Samples.bytes(100_000, 4);
    Candidate winner = node.publish(edge, bytes);

    HttpResponse<byte[]> answer =
        node.get(TestNode.path(edge), "Range", "bytes=-50, 10-19, 40000-89999");

    assertThat(answer.statusCode()).isEqualTo(206);
    assertThat(answer.headers().firstValue("Content-Range")).as("of the parts alone").isEmpty();
    assertThat(header(answer, "ETag")).isEqualTo(etag(winner));
    assertThat(header(answer, "Content-Length")).isEqualTo(Integer.toString(answer.body().length));
    String boundary = winner.digest().hex().substring(0, 32);
    assertThat(header(answer, "Content-Type"))
        .isEqualTo("multipart/byteranges; boundary=" + boundary);
    assertThat(new String(answer.body(), StandardCharsets.ISO_8859_1))
        .isEqualTo(
            part(boundary, bytes, 99_950, 99_999)
                + "\r\n"
                + part(boundary, bytes, 10, 19)
                + "\r\n"
                + part(boundary, bytes, 40_000, 89_999)
                + "\r\n--"
                + boundary
                + "--\r\n");
    assertThat(node.get(TestNode.path(edge), "Range", "bytes=0-9, 30-39").body())
        .as("nearly touching: one part")
        .isEqualTo(Arrays.copyOf(bytes, 40));
  }

  private static String part(String boundary, byte[] bytes, int from, int to) {
    return "--"
        + boundary
        + "\r\nContent-Type: video/mp4\r\nContent-Range: bytes "
        + from
        + "-"
        + to
        + "/100000\r\n\r\n"
        + new String(bytes, from, to - from + 1, StandardCharsets.ISO_8859_1);
  }

  /** Bodies larger than any socket buffer, to a client that reads late and in small pieces. */
  @Test
  void severalRangesBlockNoThreadHoweverSlowTheClientIs() throws IOException {
    byte[] bytes = Samples.bytes(12_000_000, 4);
    node.old(edge - 10, bytes);
    List<Socket> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 80; i++) {
        slow.add(askForRanges());
      }
      // More of them than the listener has threads, and others are answered.
      assertThat(node.get("/time").statusCode()).isEqualTo(200);
      byte[] taken = readWhenItIsNotRefused(slow);
      assertThat(taken.length).isGreaterThan(10_000_000);
      assertThat(new String(taken, taken.length - 36, 36, StandardCharsets.ISO_8859_1))
          .endsWith("--\r\n");
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  private Socket askForRanges() throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(4096);
    socket.connect(new InetSocketAddress("127.0.0.1", node.server.port()));
    socket
        .getOutputStream()
        .write(
            ("GET "
                    + TestNode.path(edge - 10)
                    + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                    + "Range: bytes=0-5000000, 6000000-10999999\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  /** While the first ones are read back on a slow machine, the next ones may be refused. */
  private byte[] readWhenItIsNotRefused(List<Socket> opened) throws IOException {
    byte[] taken = opened.get(opened.size() - 1).getInputStream().readAllBytes();
    while (new String(taken, 0, 12, StandardCharsets.US_ASCII).equals("HTTP/1.1 503")) {
      opened.add(askForRanges());
      taken = opened.get(opened.size() - 1).getInputStream().readAllBytes();
    }
    return taken;
  }

  @Test
  void datesAreHeldAgainstTheFirstBytesOfAUrl() {
    Candidate bad = node.publish(edge, Samples.bytes(1000, 5), Samples.dropped(1));
    String path = TestNode.path(edge);
    String modified = header(node.get(path), "Last-Modified");
    String earlier = "Tue, 14 Nov 2023 22:13:19 GMT";

    assertThat(node.get(path, "If-Modified-Since", modified).statusCode()).isEqualTo(304);
    assertThat(node.get(path, "If-Modified-Since", earlier).statusCode()).isEqualTo(200);
    assertThat(node.get(path, "If-Unmodified-Since", modified).statusCode()).isEqualTo(200);
    assertRefused(
        node.get(path, "If-Unmodified-Since", earlier), ErrorCode.PRECONDITION_FAILED, "no-store");
    assertThat(node.get(path, "Range", "bytes=0-9", "If-Range", modified).statusCode())
        .isEqualTo(206);

    // Replaced within the same second: whoever knows only the date gets the new bytes, whole.
    node.accept(
        Samples.decision(TestNode.v0(edge), 2, node.pass(edge, "b", Samples.bytes(1000, 6)), bad));
    HttpResponse<byte[]> since = node.get(path, "If-Modified-Since", modified);
    assertThat(since.statusCode()).isEqualTo(200);
    assertThat(since.headers().firstValue("Last-Modified")).isEmpty();
    assertThat(node.get(path, "Range", "bytes=0-9", "If-Range", modified).statusCode())
        .isEqualTo(200);
    assertThat(node.get(path, "Range", "bytes=0-9", "If-Range", etag(bad)).body())
        .as("a slice of the old bytes never continues with the new ones")
        .hasSize(1000);
  }

  @Test
  void noAnswerIsFromTheFuture() {
    node.publish(edge, Samples.bytes(1000, 5));
    node.clock.set(1_700_000_000_000L - 500);

    assertThat(node.get(TestNode.path(edge)).headers().firstValue("Last-Modified")).isEmpty();
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
