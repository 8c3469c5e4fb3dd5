package io.liveorigin.standalone.cdn;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.testing.Patience;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Invariant: nginx that fetches and keeps a segment in slices never gives a client bytes of two
 * copies in one body.
 */
@NeedsCdn
class SlicesCdnIT {
  private static final int SLICE = 16 * 1024;
  private static final String[] BAD = {"Segment-Defects", "dropped-video-frames;count=12"};

  @TempDir static Path directory;
  private static CdnOrigin origin;
  private static CdnNodeProcess nginx;
  private static long newest;

  @BeforeAll
  static void start() {
    origin = CdnOrigin.start(directory, UnaryOperator.identity());
    nginx = origin.nginx(origin.settings().withSlice("16k"));
    newest = origin.liveEdge();
  }

  @AfterAll
  static void stop() {
    origin.close();
  }

  /** The same media in other bytes: a {@code free} box (ISO/IEC 14496-12, 8.1.2) behind them. */
  private static byte[] other(byte[] segment) {
    byte[] longer = Arrays.copyOf(segment, segment.length + 8);
    longer[segment.length + 3] = 8;
    System.arraycopy("free".getBytes(StandardCharsets.US_ASCII), 0, longer, segment.length + 4, 4);
    return longer;
  }

  private static int slices(byte[] segment) {
    return (segment.length + SLICE - 1) / SLICE;
  }

  private static byte[] firstSlice(String path) {
    HttpResponse<byte[]> part = nginx.get(path, "Range", "bytes=0-99");
    assertThat(part.statusCode()).isEqualTo(206);
    return part.body();
  }

  @Test
  void a_segment_is_fetched_slice_by_slice_once() {
    long number = newest - 10;
    String path = origin.path("v360", number);
    byte[] bytes = origin.bytes("v360", number);
    origin.publish("a", "v360", number, bytes);
    origin.awaitServed("v360", number);

    HttpResponse<byte[]> part =
        nginx.get(path, "Range", "bytes=" + (SLICE - 10) + "-" + (SLICE + 9));
    HttpResponse<byte[]> whole = nginx.get(path);
    nginx.get(path);

    assertThat(part.body()).isEqualTo(Arrays.copyOfRange(bytes, SLICE - 10, SLICE + 10));
    assertThat(whole.body()).isEqualTo(bytes);
    assertThat(slices(bytes)).isGreaterThan(3);
    assertThat(origin.requests().settled().of(Nginx.NAME, path))
        .hasSize(slices(bytes))
        .allMatch(line -> line.status() == 206);
  }

  @Test
  void a_pinned_winner_gives_one_body_whatever_arrives_between_two_slices() {
    long number = newest - 11;
    String path = origin.path("v360", number);
    byte[] bytes = origin.bytes("v360", number);
    origin.publish("b", "v360", number, bytes);
    origin.awaitServed("v360", number);
    firstSlice(path);

    // The preferred pipeline has a clean copy too, in other bytes, and is late.
    origin.publish("a", "v360", number, other(bytes));
    origin.publish("a", "v180", number, origin.bytes("v180", number));
    origin.awaitServed("v180", number);

    assertThat(nginx.get(path).body()).isEqualTo(bytes);
  }

  /**
   * A defective copy is fresh in a cache for a second, and nginx counts whole ones. Where the clean
   * copy takes longer than that to be decided, nginx fetches all slices of it anew, and the case is
   * not met: then another number is tried.
   */
  @Test
  void a_winner_that_is_replaced_between_two_slices_is_never_mixed() throws IOException {
    long number = newest - 12;
    while (!gaveUp(number)) {
      number--;
    }
  }

  /** Whether nginx was met between the slices of two copies. */
  private static boolean gaveUp(long number) throws IOException {
    String path = origin.path("v360", number);
    byte[] clean = origin.bytes("v360", number);
    byte[] bad = clean.clone();
    Arrays.fill(bad, bad.length / 2, bad.length, (byte) 0);
    origin.publish("a", "v360", number, bad, BAD);
    origin.awaitServed("v360", number);
    String before = nginx.http().send("HEAD", path).headers().firstValue("ETag").orElseThrow();
    firstSlice(path);

    origin.publish("b", "v360", number, clean);
    Patience.await().until(() -> !origin.etag("v360", number).equals(before));
    // The first slice is of the bad copy while that is fresh; the others are of the clean one.
    byte[] got = wholeBody(path);
    boolean gaveUp = got.length < clean.length;
    assertThat(got).isEqualTo(gaveUp ? Arrays.copyOf(bad, got.length) : clean);
    Patience.await()
        .pollInterval(Duration.ofMillis(100))
        .until(() -> Arrays.equals(wholeBody(path), clean));
    return gaveUp;
  }

  /** What comes until the connection ends, be it too early. */
  private static byte[] wholeBody(String path) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), nginx.port())) {
      socket.setSoTimeout(Patience.LIMIT_MILLIS);
      socket
          .getOutputStream()
          .write(
              ("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      InputStream in = socket.getInputStream();
      in.transferTo(all);
      String text = all.toString(StandardCharsets.ISO_8859_1);
      return text.substring(text.indexOf("\r\n\r\n") + 4).getBytes(StandardCharsets.ISO_8859_1);
    }
  }
}
