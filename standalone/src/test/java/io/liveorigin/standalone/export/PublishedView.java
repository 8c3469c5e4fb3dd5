package io.liveorigin.standalone.export;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.liveorigin.contract.segment.Digest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * One view of the event {@code t/e} over HTTP, as a serving node answers it: three segments of v0
 * and of a0, of which the second of a0 is a gap.
 */
public final class PublishedView implements AutoCloseable {
  static final String VIEW = "from-20261129T100000Z-to-20261129T100006Z/";

  private static final String MPD =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static" mediaPresentationDuration="PT6S">
        <BaseURL>../</BaseURL>
        <Period id="p0" start="PT0S">
          <AdaptationSet id="0" contentType="video">
            <SegmentTemplate timescale="1" duration="2" startNumber="1" \
      initialization="$RepresentationID$-init.mp4" media="$RepresentationID$-$Number$.m4s"/>
            <Representation id="v0" bandwidth="100"/>
          </AdaptationSet>
          <AdaptationSet id="1" contentType="audio">
            <SegmentTemplate timescale="1" duration="2" startNumber="1" \
      initialization="$RepresentationID$-init.mp4" media="$RepresentationID$-$Number$.m4s"/>
            <Representation id="a0" bandwidth="50">
              <SegmentTemplate initialization="init-a0-00ff.mp4"/>
            </Representation>
          </AdaptationSet>
        </Period>
      </MPD>
      """;

  private static final String PROBLEM = "{\"code\":\"%s\",\"detail\":\"nobody\"}";

  private static final String MASTER =
      """
      #EXTM3U
      #EXT-X-CONTENT-STEERING:SERVER-URI="https://steer.example/"
      #EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="audio",NAME="a0",URI="a0.m3u8"
      #EXT-X-STREAM-INF:BANDWIDTH=150,AUDIO="audio"
      v0.m3u8
      """;

  final Map<String, byte[]> bytes = new ConcurrentHashMap<>();

  /** Paths of what was sent with its bytes, below the event. */
  final Queue<String> sent = new ConcurrentLinkedQueue<>();

  /** Statuses of paths that are answered once each, before the bytes. */
  final Map<String, Integer> faults = new ConcurrentHashMap<>();

  /** Codes of what is not there, by their paths; of a proxy that has a page instead: none. */
  final Map<String, String> codes = new ConcurrentHashMap<>();

  /** Where to paths have moved; empty: it does not say. */
  final Map<String, String> moves = new ConcurrentHashMap<>();

  /** Paths of what stops in the middle of its bytes, once each. */
  final Set<String> stalls = ConcurrentHashMap.newKeySet();

  /** Paths of what is answered with the tag of other bytes. */
  final Set<String> lies = ConcurrentHashMap.newKeySet();

  /** Segments that the origin has made. */
  final Set<String> fillers = ConcurrentHashMap.newKeySet();

  private final CountDownLatch closed = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;

  public PublishedView() throws IOException {
    put(VIEW + "manifest.mpd", MPD);
    put(VIEW + "master.m3u8", MASTER);
    put(VIEW + "v0.m3u8", playlist("v0", false));
    put(VIEW + "a0.m3u8", playlist("a0", true));
    for (String name :
        new String[] {
          "v0-init.mp4",
          "init-v0-00ff.mp4",
          "init-a0-00ff.mp4",
          "v0-1.m4s",
          "v0-2.m4s",
          "v0-3.m4s",
          "a0-1.m4s",
          "a0-3.m4s"
        }) {
      put(name, "bytes of " + name);
    }
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  static String playlist(String representation, boolean gap) {
    StringBuilder text =
        new StringBuilder(
            """
            #EXTM3U
            #EXT-X-VERSION:9
            #EXT-X-TARGETDURATION:2
            #EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,CAN-SKIP-UNTIL=12,HOLD-BACK=6
            #EXT-X-MEDIA-SEQUENCE:1
            #EXT-X-DISCONTINUITY-SEQUENCE:0
            #EXT-X-INDEPENDENT-SEGMENTS
            #EXT-X-PLAYLIST-TYPE:VOD
            #EXT-X-START:TIME-OFFSET=0
            """);
    text.append("#EXT-X-MAP:URI=\"../init-").append(representation).append("-00ff.mp4\"\n");
    for (int number = 1; number <= 3; number++) {
      text.append(gap && number == 2 ? "#EXT-X-GAP\n" : "")
          .append("#EXTINF:2.000000,\n../")
          .append(representation)
          .append("-")
          .append(number)
          .append(".m4s\n");
    }
    return text.append("#EXT-X-ENDLIST\n").toString();
  }

  void put(String path, String text) {
    bytes.put(path, text.getBytes(StandardCharsets.UTF_8));
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath().replaceFirst("^/t/e/", "");
      Integer fault = faults.remove(path);
      byte[] found = bytes.get(path);
      if (fault != null) {
        exchange.sendResponseHeaders(fault, -1);
      } else if (moves.containsKey(path)) {
        if (!moves.get(path).isEmpty()) {
          exchange.getResponseHeaders().set("Location", moves.get(path));
        }
        exchange.sendResponseHeaders(308, -1);
      } else if (path.startsWith("from-20261129T100001Z-")) {
        exchange
            .getResponseHeaders()
            .set("Location", "../" + VIEW + path.substring(path.indexOf('/') + 1));
        exchange.sendResponseHeaders(308, -1);
      } else if (found == null) {
        refuse(exchange, codes.getOrDefault(path, "never-published"));
      } else {
        send(exchange, path, found);
      }
    }
  }

  private static void refuse(HttpExchange exchange, String code) throws IOException {
    String text = code.isEmpty() ? "<html>not found</html>" : PROBLEM.formatted(code);
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange
        .getResponseHeaders()
        .set("Content-Type", code.isEmpty() ? "text/html" : "application/problem+json");
    boolean gone = code.equals("never-published") || code.equals("expired");
    exchange.sendResponseHeaders(gone ? 410 : 404, body.length);
    exchange.getResponseBody().write(body);
  }

  private void send(HttpExchange exchange, String path, byte[] found) throws IOException {
    byte[] tagged = lies.contains(path) ? new byte[] {1} : found;
    String tag = "\"" + Digest.of(tagged).hex() + "\"";
    exchange.getResponseHeaders().set("ETag", tag);
    exchange.getResponseHeaders().set("Origin-Pipeline", fillers.contains(path) ? "origin" : "a");
    if (tag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
      exchange.sendResponseHeaders(304, -1);
      return;
    }
    sent.add(path);
    exchange.sendResponseHeaders(200, found.length);
    if (stalls.remove(path)) {
      exchange.getResponseBody().write(found, 0, found.length / 2);
      exchange.getResponseBody().flush();
      stall();
      return;
    }
    exchange.getResponseBody().write(found);
  }

  private void stall() {
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
