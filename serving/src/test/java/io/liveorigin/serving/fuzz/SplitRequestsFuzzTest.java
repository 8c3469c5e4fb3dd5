package io.liveorigin.serving.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The same bytes at once and in pieces, over real sockets: the node answers alike, whatever they
 * are and wherever they are cut, and is unharmed. The first bytes of an input say where.
 */
class SplitRequestsFuzzTest {
  private static final int CUTS = 4;
  private static FuzzedNode node;

  @BeforeAll
  static void start() {
    node = new FuzzedNode();
  }

  @AfterAll
  static void stop() {
    node.assertServing();
    node.close();
  }

  static Stream<byte[]> requests() {
    String segment = "/acme/news/v0-849999998.m4s HTTP/1.1\r\nHost: o\r\n";
    return Stream.of(
            "GET " + segment + "\r\n",
            "GET " + segment + "Connection: close\r\n\r\n",
            "GET " + segment + "\r\nHEAD " + segment + "\r\nGET /x HTTP/1.1\r\nHost: o\r\n\r\n",
            "GET "
                + segment
                + "Range: bytes=10-19\r\n\r\nGET "
                + segment
                + "If-None-Match: *\r\n\r\n",
            "GET " + segment + "Content-Length: 5\r\n\r\nhelloGET " + segment + "\r\n",
            "GET "
                + segment
                + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\nGET "
                + segment
                + "\r\n",
            "GET " + segment + "Range: bytes=0-1,4-5\r\n\r\n",
            "GET /acme/news/v0-init.mp4 HTTP/1.0\r\n\r\n",
            "GET /acme/news/manifest.mpd HTTP/1.1\r\nHost: o\r\nCMCD-Session: sid=\"x\"\r\n\r\n")
        .map(request -> ("\u0010\u0040\u0080\u00f0" + request).getBytes(ISO_8859_1));
  }

  @MethodSource("requests")
  @FuzzTest
  void cut(byte[] input) {
    if (input.length <= CUTS) {
      return;
    }
    byte[] request = Arrays.copyOfRange(input, CUTS, input.length);
    node.assertAlike(request, pieces(request, Arrays.copyOf(input, CUTS)));
  }

  /** Cut at four places; each byte says which 256th of the whole. */
  private static List<byte[]> pieces(byte[] whole, byte[] places) {
    List<byte[]> pieces = new ArrayList<>();
    int from = 0;
    int[] sorted = new int[places.length];
    for (int i = 0; i < places.length; i++) {
      sorted[i] = (places[i] & 0xff) * whole.length >> 8;
    }
    Arrays.sort(sorted);
    for (int to : sorted) {
      pieces.add(Arrays.copyOfRange(whole, from, to));
      from = to;
    }
    pieces.add(Arrays.copyOfRange(whole, from, whole.length));
    return pieces;
  }
}
