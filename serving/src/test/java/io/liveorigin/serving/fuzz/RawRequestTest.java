package io.liveorigin.serving.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.liveorigin.serving.support.TestNode;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.Lifespan;
import net.jqwik.api.lifecycle.Store;

/**
 * Requests that are nearly right: methods, paths, queries and header fields put together from parts
 * that matter here, with a few bytes wrong.
 */
class RawRequestTest {
  /** Closed by jqwik after the property. */
  record Node(FuzzedNode fuzzed) implements Store.CloseOnReset {
    @Override
    public void close() {
      fuzzed.assertServing();
      fuzzed.close();
    }
  }

  private static final long EDGE = 849_999_998L;

  @Property(tries = 1500)
  void whateverTheRequestTheNodeIsUnharmed(@ForAll("requests") String request) {
    Store<Node> node =
        Store.getOrCreate("node", Lifespan.PROPERTY, () -> new Node(new FuzzedNode()));

    node.get().fuzzed().assertUnharmed(request.getBytes(ISO_8859_1));
  }

  /** Found by the property: Jetty cannot wait with such a path, and answered 500. */
  @Example
  void aPathThatBeginsLikeAHostIsRefused() {
    try (FuzzedNode node = new FuzzedNode()) {
      for (String path : List.of("///..", "//", "//x/..", "///../..", "//acme/news")) {
        node.assertUnharmed(("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n").getBytes(ISO_8859_1));
      }
    }
  }

  private static Arbitrary<String> noise() {
    return Arbitraries.strings().withCharRange((char) 0, (char) 255).ofMaxLength(12);
  }

  @Provide
  Arbitrary<String> requests() {
    Arbitrary<String> methods =
        Arbitraries.of("GET", "HEAD", "OPTIONS", "POST", "PUT", "TRACE", "BREW", "get", "");
    Arbitrary<String> names =
        Arbitraries.of(
            "acme",
            "news",
            "v0-",
            "a0-",
            "v9-",
            "init.mp4",
            "manifest.mpd",
            "master.m3u8",
            "v0.m3u8",
            "from-1700000000/",
            "from-20231114T221240Z-to-20231114T221300Z/",
            "only-a0,v0/",
            ".m4s",
            "time",
            "cmcd",
            "..",
            "%2e",
            "%0d%0a",
            "%00",
            "%",
            ";x=1",
            "//",
            "\\",
            "" + EDGE,
            "" + (EDGE - 10),
            "0",
            "-1",
            "999999999999999999999",
            "\u00e9",
            "?CMCD=bs",
            "?CMCD=%zz",
            "#",
            " ");
    Arbitrary<String> free =
        Arbitraries.oneOf(names, names, Arbitraries.of("/"), noise())
            .list()
            .ofMaxSize(8)
            .map(parts -> "/" + String.join("", parts));
    Arbitrary<String> paths =
        Arbitraries.oneOf(
            Arbitraries.of(
                TestNode.path(EDGE),
                TestNode.path(EDGE - 1),
                "/acme/news/v0-init.mp4",
                "/acme/news/from-20231114T221300Z/only-v0/manifest.mpd",
                "/acme/news/from-1700000001/v0.m3u8",
                "/cmcd"),
            free);
    Arbitrary<String> fieldNames =
        Arbitraries.of(
            "Range",
            "If-Range",
            "If-Match",
            "If-None-Match",
            "If-Modified-Since",
            "If-Unmodified-Since",
            "CMCD-Request",
            "CMCD-Session",
            "Origin",
            "Expect",
            "Upgrade",
            "Transfer-Encoding",
            "Content-Length",
            "Connection",
            "Accept-Encoding",
            "Cookie");
    Arbitrary<String> fieldValues =
        Arbitraries.oneOf(
            Arbitraries.of(
                "bytes=0-9",
                "bytes=-1,0-,4000-4001",
                "bytes=",
                "bytes=9999999999999999999-",
                "*",
                "\"abc\"",
                "W/\"abc\"",
                "\"",
                "Tue, 14 Nov 2023 22:13:20 GMT",
                "Tue, 99 Nov",
                "bs",
                "sid=\"",
                "100-continue",
                "chunked",
                "gzip",
                "5",
                "-5",
                "close",
                "h2c"),
            noise());
    Arbitrary<String> fields =
        Combinators.combine(fieldNames, fieldValues)
            .as((name, value) -> name + ": " + value + "\r\n")
            .list()
            .ofMaxSize(4)
            .map(lines -> String.join("", lines));
    Arbitrary<String> versions = Arbitraries.of("HTTP/1.1", "HTTP/1.1", "HTTP/1.0", "HTTP/3.0", "");
    return Combinators.combine(methods, paths, versions, fields, noise())
        .as(
            (method, path, version, head, body) ->
                method + " " + path + " " + version + "\r\nHost: x\r\n" + head + "\r\n" + body);
  }
}
