package io.liveorigin.serving.front;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.serving.access.CdnSecrets;
import io.liveorigin.serving.response.Asked;
import io.liveorigin.serving.response.Preconditions;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http.HttpVersion;

/** Of each request that the plain parser takes, Jetty's says the same. */
class ParsersAgreeTest {
  /** What Jetty's parser reads. */
  private static final class ByJetty implements HttpParser.RequestHandler {
    private final List<HttpField> fields = new ArrayList<>();
    private String method = "";
    private String uri = "";
    private HttpVersion version = HttpVersion.HTTP_0_9;
    private boolean complete;
    private boolean bad;

    static ByJetty read(byte[] bytes) {
      ByJetty read = new ByJetty();
      HttpParser parser = new HttpParser(read);
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      parser.parseNext(buffer);
      assertThat(buffer.hasRemaining()).as("bytes behind the request").isFalse();
      return read;
    }

    List<String> values(String name) {
      return fields.stream().filter(f -> f.is(name)).map(HttpField::getValue).toList();
    }

    Optional<String> value(String name) {
      return values(name).stream().findFirst();
    }

    @Override
    public void startRequest(String asked, String target, HttpVersion of) {
      method = asked;
      uri = target;
      version = of;
    }

    @Override
    public void parsedHeader(HttpField field) {
      fields.add(field);
    }

    @Override
    public boolean headerComplete() {
      return false;
    }

    @Override
    public boolean content(ByteBuffer item) {
      throw new AssertionError("a body");
    }

    @Override
    public boolean contentComplete() {
      return false;
    }

    @Override
    public boolean messageComplete() {
      complete = true;
      return true;
    }

    @Override
    public void earlyEOF() {
      bad = true;
    }

    @Override
    public void badMessage(HttpException failure) {
      bad = true;
    }
  }

  @Property(tries = 20_000, edgeCases = EdgeCasesMode.NONE)
  void whatThePlainParserTakesJettyReadsAlike(@ForAll("requests") String request) {
    byte[] bytes = request.getBytes(StandardCharsets.ISO_8859_1);
    RequestHead plain = new RequestHead();
    boolean taken = plain.read(bytes, 0, bytes.length);
    Statistics.collect(taken);
    if (!taken) {
      return;
    }
    ByJetty jetty = ByJetty.read(bytes);

    assertThat(jetty.bad).isFalse();
    assertThat(jetty.complete).isTrue();
    HttpURI uri = HttpURI.from(jetty.uri);
    assertThat(uri.hasViolations()).isFalse();
    assertThat(plain.path()).isEqualTo(uri.getPath()).isEqualTo(uri.getCanonicalPath());
    assertThat(plain.hasQuery() ? Optional.of(plain.query()) : Optional.empty())
        .isEqualTo(Optional.ofNullable(uri.getQuery()));
    assertThat(plain.secret()).isEqualTo(jetty.value(CdnSecrets.HEADER));
    assertThat(plain.last())
        .isEqualTo(
            jetty.version == HttpVersion.HTTP_1_0
                || jetty.values("Connection").stream().anyMatch("close"::equalsIgnoreCase));
    assertThat(plain.asked())
        .isEqualTo(
            new Asked(
                jetty.method.equals("HEAD"),
                new Preconditions(
                    jetty.values("If-Match"),
                    jetty.values("If-None-Match"),
                    jetty.values("If-Modified-Since"),
                    jetty.values("If-Unmodified-Since")),
                jetty.value("If-Range"),
                jetty.value("Range")));
  }

  /**
   * Most are nearly plain, so that many are taken: requests whose every byte is noise never are.
   */
  @Provide
  Arbitrary<String> requests() {
    Arbitrary<String> noise =
        Arbitraries.strings().withCharRange((char) 0, (char) 255).ofMaxLength(3);
    Arbitrary<String> odd =
        Arbitraries.frequencyOf(Tuple.of(30, Arbitraries.just("")), Tuple.of(1, noise));
    Arbitrary<String> line =
        Combinators.combine(
                mostly(List.of("GET ", "HEAD "), "GET  ", "POST ", "get "),
                mostly(
                    List.of("/a/b/v0-7.m4s", "/", "/a/b.c"),
                    "/a//b",
                    "/a/../b",
                    "/a/b/..c",
                    "/%61",
                    "/a;b"),
                mostly(List.of("", "?", "?a=1&b=%zz", "?CMCD=bs"), "?a#b", "?\"", "?a b"),
                mostly(List.of(" HTTP/1.1\r\n", " HTTP/1.0\r\n"), " HTTP/2.0\r\n", "\r\n"),
                odd)
            .as((method, path, query, version, wrong) -> method + path + query + wrong + version);
    Arbitrary<String> field =
        Combinators.combine(
                mostly(
                    List.of(
                        "Range",
                        "If-Range",
                        "If-Match",
                        "If-None-Match",
                        "If-Modified-Since",
                        "If-Unmodified-Since",
                        "Origin-CDN-Secret",
                        "Via"),
                    "Connection",
                    "connection",
                    "Content-Length",
                    "Transfer-Encoding",
                    "Host"),
                mostly(List.of(": ", ":", ":\t "), " : "),
                Arbitraries.of(
                    "bytes=0-9",
                    "\"x\"",
                    "*",
                    "close",
                    "Close",
                    "keep-alive",
                    "0",
                    "5",
                    "chunked",
                    "Sun, 06 Nov 1994 08:49:37 GMT",
                    "",
                    "o:80",
                    "a b"),
                Arbitraries.of("", "", "", " ", "\t", " \t"),
                odd)
            .as((name, colon, value, end, wrong) -> name + colon + value + wrong + end + "\r\n");
    return Combinators.combine(
            line,
            mostly(List.of("Host: o\r\n", "host: [::1]:80\r\n"), ""),
            field.list().ofMaxSize(3).map(all -> String.join("", all)),
            odd)
        .as((first, host, fields, wrong) -> first + host + fields + wrong + "\r\n");
  }

  private static Arbitrary<String> mostly(List<String> plain, String... others) {
    return Arbitraries.frequencyOf(
        Tuple.of(20, Arbitraries.of(plain)), Tuple.of(1, Arbitraries.of(others)));
  }
}
