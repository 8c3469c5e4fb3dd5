package io.liveorigin.serving.front;

import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;

/** Of each request that the plain parser takes, Jetty's says the same. */
class ParsersAgreeTest {
  @Property(tries = 20_000, edgeCases = EdgeCasesMode.NONE)
  void whatThePlainParserTakesJettyReadsAlike(@ForAll("requests") String request) {
    Statistics.collect(BothParsers.assertAlike(request.getBytes(StandardCharsets.ISO_8859_1)));
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
            mostly(
                List.of("Host: o\r\n", "host: o:65535\r\n"),
                "",
                "Host: [::1]:80\r\n",
                "Host: [::x]\r\n",
                "Host: o:65536\r\n"),
            field.list().ofMaxSize(3).map(all -> String.join("", all)),
            odd)
        .as((first, host, fields, wrong) -> first + host + fields + wrong + "\r\n");
  }

  private static Arbitrary<String> mostly(List<String> plain, String... others) {
    return Arbitraries.frequencyOf(
        Tuple.of(20, Arbitraries.of(plain)), Tuple.of(1, Arbitraries.of(others)));
  }
}
