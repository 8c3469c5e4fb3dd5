package io.liveorigin.serving.front;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.serving.response.ContentRequest;
import io.liveorigin.serving.response.Preconditions;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestHeadTest {
  private static final String PLAIN =
      "GET /acme/news/v0-7.m4s HTTP/1.1\r\nHost: origin.example:8080\r\nVia: 1.1 edge\r\n\r\n";

  private static boolean plain(RequestHead head, String text) {
    byte[] padded = ("??" + text + "!!").getBytes(StandardCharsets.ISO_8859_1);
    return head.read(padded, 2, padded.length - 2);
  }

  private static String with(String line) {
    return PLAIN.replace("Via: 1.1 edge", line);
  }

  @Test
  void thePlainestRequest() {
    RequestHead head = new RequestHead();
    assertThat(plain(head, PLAIN)).isTrue();
    assertThat(head.path()).isEqualTo("/acme/news/v0-7.m4s");
    assertThat(head.wanted()).isSameAs(ContentRequest.WHOLE);
    assertThat(head.hasQuery()).isFalse();
    assertThat(head.last()).isFalse();
    assertThat(head.hasSecret()).isFalse();
    assertThat(plain(head, PLAIN.replace("GET", "HEAD"))).isTrue();
    assertThat(head.wanted()).isSameAs(ContentRequest.HEAD);
  }

  /** What nginx sends if nobody told it otherwise, and what all caches send now and then. */
  @Test
  void whatCachesSend() {
    RequestHead head = new RequestHead();
    assertThat(plain(head, "GET /a/b/c HTTP/1.0\r\nHost: o\r\nConnection: close\r\n\r\n")).isTrue();
    assertThat(head.last()).isTrue();
    assertThat(plain(head, "GET /a/b/c HTTP/1.0\r\n\r\n")).isTrue();
    assertThat(head.last()).isTrue();
    assertThat(plain(head, with("connection: Close"))).isTrue();
    assertThat(head.last()).isTrue();
    assertThat(plain(head, PLAIN.replace(".m4s", ".m4s?CMCD=bs%2Cbr%3D3&x=/y?"))).isTrue();
    assertThat(head.last()).isFalse();
    assertThat(head.path()).isEqualTo("/acme/news/v0-7.m4s");
    assertThat(head.query()).isEqualTo("CMCD=bs%2Cbr%3D3&x=/y?");
    assertThat(plain(head, PLAIN)).isTrue();
    assertThat(head.hasQuery()).isFalse();
  }

  @Test
  void conditions() {
    RequestHead head = new RequestHead();
    String lines =
        String.join(
            "\r\n",
            "If-Match: *",
            "If-None-Match: W/\"x\", \"y\"",
            "If-Modified-Since: Sat, 01 Jan 2000 00:00:00 GMT",
            "If-Unmodified-Since: Sun, 02 Jan 2000 00:00:00 GMT",
            "If-Range: \"r\"",
            "Range: bytes=1-2");
    assertThat(plain(head, with(lines))).isTrue();
    assertThat(head.wanted())
        .isEqualTo(
            new ContentRequest(
                false,
                new Preconditions(
                    List.of("*"),
                    List.of("W/\"x\", \"y\""),
                    List.of("Sat, 01 Jan 2000 00:00:00 GMT"),
                    List.of("Sun, 02 Jan 2000 00:00:00 GMT")),
                Optional.of("\"r\""),
                Optional.of("bytes=1-2")));
  }

  @Test
  void aBodyOfNoBytesIsNone() {
    RequestHead head = new RequestHead();
    assertThat(plain(head, with("content-length: 0"))).isTrue();
    assertThat(plain(head, with("Content-Length: 0"))).isTrue();
  }

  @Test
  void whatItSaysIsReadAndForgottenWithTheNext() {
    RequestHead head = new RequestHead();
    assertThat(
            plain(
                head,
                with(
                    "rAnGe:  bytes=0-9 \r\nIf-None-Match:\t\"x\"\r\nORIGIN-cdn-secret: s\r\n"
                        + "Connection: keep-alive")))
        .isTrue();
    assertThat(head.wanted().range()).contains("bytes=0-9");
    assertThat(head.wanted().conditions().ifNoneMatch()).containsExactly("\"x\"");
    assertThat(head.secretIs(new byte[] {(byte) 0x73})).isTrue();
    assertThat(plain(head, PLAIN)).isTrue();
    assertThat(head.wanted()).isSameAs(ContentRequest.WHOLE);
    assertThat(head.hasSecret()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 1",
        "Content-Length: 00",
        "Content-Length: 0, 0",
        "Content-Length: 0\r\nContent-Length: 0",
        "Content-Length:",
        "content-type: text/plain",
        "Transfer-Encoding: chunked",
        "Trailer: x",
        "Expect: 100-continue",
        "Upgrade: h2c",
        "HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA",
        "Connection: keep-alive, upgrade",
        "Connection: close, te",
        "Connection: close\r\nConnection: keep-alive",
        "If-Match: *\r\nIf-Match: *",
        "If-Schedule-Tag-Match: x",
        "CMCD-Session: sid=\"x\"",
        "Host: other",
        "Range: bytes=0-1\r\nRange: bytes=2-3",
        "If-None-Match: \"a\"\r\nIf-None-Match: \"b\"",
        "Origin-CDN-Secret: a\r\nOrigin-CDN-Secret: b",
        "no colon",
        ": no name",
        "Blank : before the colon",
        "Folded: a\r\n b",
        "Bare: a\nb",
        "Bare: a\rb",
        "Nul: a\0b",
        "Text: \u00e9"
      })
  void linesThatJettyReads(String line) {
    assertThat(plain(new RequestHead(), with(line))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "POST /a/b/c HTTP/1.1",
        "get /a/b/c HTTP/1.1",
        "GET  /a/b/c HTTP/1.1",
        "GET /a/b/c  HTTP/1.1",
        "GET /a/b/c HTTP/0.9",
        "GET /a/b/c HTTP/2.0",
        "GET /a/b/c",
        "GET a/b/c HTTP/1.1",
        "GET http://origin/a/b/c HTTP/1.1",
        "GET /a/b/c?CMCD=\"x\" HTTP/1.1",
        "GET /a/b/c? HTTP/1.1 HTTP/1.1",
        "GET /a/b/c#d HTTP/1.1",
        "GET /a/b/%63 HTTP/1.1",
        "GET /a/b/c;x HTTP/1.1",
        "GET /a//c HTTP/1.1",
        "GET /a/./c HTTP/1.1",
        "GET /a/../c HTTP/1.1",
        "GET /a/b/.c HTTP/1.1",
        "GET /a/b\\c HTTP/1.1",
        "GET /a/b/\u00e9 HTTP/1.1",
        "\r\nGET /a/b/c HTTP/1.1"
      })
  void requestLinesThatJettyReads(String line) {
    assertThat(plain(new RequestHead(), line + "\r\nHost: o\r\n\r\n")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "o rigin",
        "o/x",
        "o@p",
        "o,p",
        "[::1]",
        "[::y]:80",
        "o:",
        "o:0",
        "o:65536",
        "o:x"
      })
  void aHostThatIsNoneOrJettysToJudge(String host) {
    assertThat(plain(new RequestHead(), PLAIN.replace("origin.example:8080", host))).isFalse();
  }

  @Test
  void noHost() {
    assertThat(plain(new RequestHead(), "GET /a/b/c HTTP/1.1\r\nVia: x\r\n\r\n")).isFalse();
  }

  /** A client of version 1.0 that asks to be kept waits for an answer that says so. */
  @Test
  void anOldClientThatAsksToBeKept() {
    assertThat(plain(new RequestHead(), "GET /a/b/c HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"))
        .isFalse();
  }

  @Test
  void moreThanOneRequestAndLess() {
    assertThat(plain(new RequestHead(), PLAIN + PLAIN)).isFalse();
    for (int length = 0; length < PLAIN.length(); length++) {
      assertThat(plain(new RequestHead(), PLAIN.substring(0, length))).isFalse();
    }
  }

  /** One byte of a plain request is another: it never throws, and what it takes is still plain. */
  @Property(tries = 5_000)
  void anyByteMayBeAnother(
      @ForAll @IntRange(min = 0, max = 90) int at,
      @ForAll @IntRange(min = 0, max = 255) int value) {
    byte[] bytes = PLAIN.getBytes(StandardCharsets.ISO_8859_1);
    bytes[at % bytes.length] = (byte) value;
    RequestHead head = new RequestHead();
    if (head.read(bytes, 0, bytes.length)) {
      String text = new String(bytes, StandardCharsets.ISO_8859_1);
      String target = head.hasQuery() ? head.path() + "?" + head.query() : head.path();
      assertThat(text).startsWith("GET " + target + " HTTP/1.").endsWith("\r\n\r\n");
      assertThat(text.lines().map(String::strip).filter(String::isEmpty)).hasSize(1);
      assertThat(Arrays.stream(text.split("\r\n")).skip(1)).allMatch(line -> line.contains(":"));
    }
  }
}
