package io.liveorigin.serving.front;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever the bytes: the plain parser throws nothing, and what it takes Jetty's parser reads
 * alike. docs/fuzzing.md has how long this has run.
 */
class RequestHeadFuzzTest {
  static Stream<byte[]> heads() {
    return Stream.of(
            "GET /acme/news/v0-7.m4s HTTP/1.1\r\nHost: o\r\n\r\n",
            "HEAD /a/b/manifest.mpd?CMCD=bs&x=%zz HTTP/1.1\r\nhost: [::1]:80\r\nConnection: close\r\n\r\n",
            "GET /a/b/v0-7.m4s HTTP/1.0\r\nRange: bytes=0-9,5-\r\nIf-Range: \"x\"\r\n\r\n",
            "GET /a/b/v0-7.m4s HTTP/1.1\r\nHost: o\r\nIf-Match: *\r\nIf-None-Match: \"x\", W/\"y\"\r\n\r\n",
            "GET /a/b/v0-7.m4s HTTP/1.1\r\nHost: o\r\nIf-Modified-Since: Sun, 06 Nov 1994 08:49:37 GMT\r\n"
                + "If-Unmodified-Since: Sun, 06 Nov 1994 08:49:37 GMT\r\n\r\n",
            "GET /a/b/v0-7.m4s HTTP/1.1\r\nHost: o\r\nOrigin-CDN-Secret: s\r\nContent-Length: 0\r\nVia: 1.1 x\r\n\r\n",
            "GET http://o/a HTTP/1.1\r\nHost: o\r\nTE: trailers\t\r\n\r\n",
            "OPTIONS * HTTP/1.1\r\nHost: o\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")
        .map(head -> head.getBytes(ISO_8859_1));
  }

  @MethodSource("heads")
  @FuzzTest
  void read(byte[] bytes) {
    BothParsers.assertAlike(bytes);
  }
}
