package io.liveorigin.serving;

import static io.liveorigin.serving.ServingHttpTest.assertRefused;
import static io.liveorigin.serving.ServingHttpTest.header;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.liveorigin.contract.control.ControlJson;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.serving.support.Samples;
import io.liveorigin.serving.support.TestNode;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Views over HTTP. The window of the event is 60 s: playlists have 28 lines of 2 s. */
class ViewHttpTest {
  private static final EventDefinition PROMPT =
      Samples.definition(
          Samples.NEWS
              .replace(
                  "\"pipelines\"",
                  "\"targetDuration\":\"PT2S\",\"fillPatience\":\"PT0S\",\"pipelines\"")
              .replace(
                  "\"lang\":\"en\"}",
                  "\"lang\":\"en\"},{\"id\":\"t0\",\"contentType\":\"text\",\"codecs\":"
                      + "\"stpp.ttml.im1t\",\"bandwidth\":100,\"lang\":\"en\"}"));

  private final TestNode node = new TestNode();
  private final long edge = node.liveEdge();

  ViewHttpTest() {
    node.declare(PROMPT);
  }

  @AfterEach
  void close() {
    node.close();
  }

  private void live() {
    node.init(Samples.V0, Samples.bytes(10, 1));
    node.init(Samples.A0, Samples.bytes(10, 2));
    for (long number = edge - 40; number <= edge; number++) {
      node.old(number, Samples.bytes(10, number));
    }
  }

  /** The next segment is published when it is due. */
  private void next(long number) {
    node.clock.advance(2_000);
    node.publish(number, Samples.bytes(10, number));
  }

  private static String text(HttpResponse<byte[]> answer) {
    String body = new String(answer.body(), StandardCharsets.UTF_8);
    assertThat(answer.statusCode()).as(body).isEqualTo(200);
    return body;
  }

  private static List<String> segments(String playlist) {
    return playlist.lines().filter(line -> line.endsWith(".m4s")).toList();
  }

  private static List<String> names(long first, long last) {
    return LongStream.rangeClosed(first, last).mapToObj(n -> "../v0-" + n + ".m4s").toList();
  }

  /** When the media of a number begins, as it stands in a path. */
  private static String at(long number) {
    return Instant.ofEpochSecond(number * 2).toString().replaceAll("[-:]", "");
  }

  private static String from(long first, String name) {
    return "/acme/news/from-" + at(first) + "/" + name;
  }

  private static String between(long first, long last, String name) {
    return "/acme/news/from-" + at(first) + "-to-" + at(last + 1) + "/" + name;
  }

  @Test
  void aStartOverGrowsAndKeepsItsBeginning() {
    live();
    String path = from(edge - 9, "v0.m3u8");

    HttpResponse<byte[]> answer = node.get(path);

    assertThat(segments(text(answer))).isEqualTo(names(edge - 9, edge));
    assertThat(text(answer))
        .contains("#EXT-X-MEDIA-SEQUENCE:" + (edge - 9) + "\n", "#EXT-X-START:TIME-OFFSET=0\n")
        .contains("#EXT-X-MAP:URI=\"../init-v0-")
        .doesNotContain("PLAYLIST-TYPE", "ENDLIST");
    assertThat(header(answer, "Content-Type")).isEqualTo("application/vnd.apple.mpegurl");
    assertThat(header(answer, "Cache-Control")).isEqualTo("public, max-age=1");
    assertThat(header(answer, "Surrogate-Key")).isEqualTo("event/acme/news");
    assertThat(node.get(path, "If-None-Match", header(answer, "ETag")).statusCode()).isEqualTo(304);

    next(edge + 1);

    assertThat(segments(text(node.get(path)))).isEqualTo(names(edge - 9, edge + 1));
  }

  @Test
  void aStartOverWhoseBeginningHasLeftTheWindowGoesOn() {
    live();
    String path = from(edge - 20, "v0.m3u8");
    for (long number = edge + 1; number <= edge + 30; number++) {
      next(number);
    }

    assertThat(segments(text(node.get(path)))).isEqualTo(names(edge + 3, edge + 30));
  }

  @Test
  void aViewWithAnEndIsAnEventAndThenVod() {
    live();
    String path = between(edge - 9, edge + 2, "v0.m3u8");
    assertThat(text(node.get(path)))
        .contains("#EXT-X-PLAYLIST-TYPE:EVENT\n")
        .doesNotContain("ENDLIST");

    for (long number = edge + 1; number <= edge + 5; number++) {
      next(number);
    }

    HttpResponse<byte[]> complete = node.get(path);
    assertThat(segments(text(complete))).isEqualTo(names(edge - 9, edge + 2));
    assertThat(text(complete))
        .contains("#EXT-X-PLAYLIST-TYPE:VOD\n")
        .endsWith("\n#EXT-X-ENDLIST\n");
    assertThat(header(complete, "Cache-Control"))
        .as("until its first segment leaves the window")
        .isEqualTo("public, max-age=30");
    assertThat(node.get(path + "?_HLS_msn=" + (edge + 99)).body()).isEqualTo(complete.body());
    next(edge + 6);
    assertThat(header(node.get(path), "ETag")).isEqualTo(header(complete, "ETag"));
  }

  @Test
  void whatIsCompleteIsGoneWithItsFirstSegment() {
    live();
    String path = between(edge - 20, edge - 10, "");
    assertThat(node.get(path + "v0.m3u8").statusCode()).isEqualTo(200);
    for (long number = edge + 1; number <= edge + 8; number++) {
      next(number);
    }
    assertRefused(node.get(path + "v0.m3u8"), ErrorCode.EXPIRED, "public, max-age=3600");
    assertThat(header(node.get(path + "v0.m3u8"), "Surrogate-Key")).isEqualTo("event/acme/news");
    assertThat(node.get(path + "manifest.mpd").statusCode()).isEqualTo(200);

    node.clock.advance(6_000);

    assertRefused(node.get(path + "manifest.mpd"), ErrorCode.EXPIRED, "public, max-age=3600");
  }

  @Test
  void aReloadOfAViewIsHeld() {
    live();
    CompletableFuture<HttpResponse<byte[]>> answer =
        node.getAsync(between(edge - 9, edge + 1, "v0.m3u8") + "?_HLS_msn=" + (edge + 1));
    await().until(() -> node.held() > 0);
    assertThat(answer).isNotDone();

    next(edge + 1);

    assertThat(text(answer.join()))
        .contains("../v0-" + (edge + 1) + ".m4s\n")
        .endsWith("\n#EXT-X-ENDLIST\n");
  }

  @Test
  void everyUrlIsThatOfTheLiveEvent() {
    live();
    URI path = node.uri(from(edge - 9, "v0.m3u8"));
    String playlist = text(node.send("GET", path));

    String map = playlist.replaceAll("(?s).*#EXT-X-MAP:URI=\"([^\"]*)\".*", "$1");
    assertThat(node.send("GET", path.resolve(map)).statusCode()).isEqualTo(200);
    for (String segment : segments(playlist)) {
      URI uri = path.resolve(segment);
      assertThat(uri.getPath()).startsWith("/acme/news/v0-");
      assertThat(node.send("GET", uri).statusCode()).isEqualTo(200);
    }
    URI master = node.uri(from(edge - 9, "master.m3u8"));
    assertThat(text(node.send("GET", master))).contains("\nv0.m3u8\n");
    assertThat(master.resolve("v0.m3u8")).isEqualTo(path);
  }

  @Test
  void twoNodesSayTheSameOfAView() {
    live();
    List<String> paths =
        List.of(
            from(edge - 15, "v0.m3u8"),
            from(edge - 15, "manifest.mpd"),
            between(edge - 3, edge + 5, "v0.m3u8"),
            between(edge - 3, edge + 5, "manifest.mpd"),
            between(edge - 3, edge + 50, "").replaceAll("-to-.*", "/only-v0/master.m3u8"));
    paths.forEach(node::get);
    for (long number = edge + 1; number <= edge + 7; number++) {
      next(number);
    }
    try (TestNode other = new TestNode()) {
      other.clock.advance(node.clock.millis() - other.clock.millis());
      other.declare(PROMPT);
      other.index.decisions.putAll(node.index.decisions);
      other.index.inits.putAll(node.index.inits);
      for (String path : paths) {
        assertThat(text(other.get(path))).as(path).isEqualTo(text(node.get(path)));
      }
    }
  }

  @Test
  void aFilteredMasterListsThePlaylistsOfAll() {
    live();
    URI path = node.uri("/acme/news/only-v0/master.m3u8");
    String master = text(node.send("GET", path));

    assertThat(master).contains("\n../v0.m3u8\n").doesNotContain("a0", "AUDIO=", "SUBTITLES=");
    assertThat(node.send("GET", path.resolve("../v0.m3u8")).statusCode()).isEqualTo(200);
    assertThat(text(node.get("/acme/news/only-v0,a0/master.m3u8")))
        .contains("URI=\"../a0.m3u8\"", "\n../v0.m3u8\n");
    assertThat(text(node.get(from(edge - 9, "only-a0/master.m3u8")))).contains("\n../a0.m3u8\n");
  }

  @Test
  void aFilteredMpdHasTheSameSets() {
    live();
    String all = text(node.get("/acme/news/manifest.mpd"));
    String audio = text(node.get("/acme/news/only-a0/manifest.mpd"));

    assertThat(all).contains("<AdaptationSet id=\"1\" contentType=\"audio\"");
    assertThat(audio)
        .contains("<BaseURL>../</BaseURL>", "<AdaptationSet id=\"1\" contentType=\"audio\"")
        .doesNotContain("\"v0\"");
  }

  @Test
  void theUrlsOfAnMpdAreThoseOfTheLiveEvent() {
    live();
    URI path = node.uri(from(edge - 9, "only-v0/manifest.mpd"));
    String mpd = text(node.send("GET", path));

    URI base = path.resolve(mpd.replaceAll("(?s).*<BaseURL>(.*)</BaseURL>.*", "$1"));
    assertThat(base).isEqualTo(node.uri("/acme/news/"));
    String time = mpd.replaceAll("(?s).*http-iso[^>]*value=\"([^\"]*)\".*", "$1");
    assertThat(node.send("GET", base.resolve(time)).statusCode()).isEqualTo(200);
    assertThat(mpd).contains("startNumber=\"" + (edge - 9) + "\"");
  }

  @Test
  void anMpdWithAnEndBecomesStatic() {
    live();
    String path = between(edge - 9, edge + 2, "manifest.mpd");
    assertThat(text(node.get(path)))
        .contains("type=\"dynamic\"", "startNumber=\"" + (edge - 9) + "\"");

    node.clock.advance(2 * 2_000 + 10_000);

    HttpResponse<byte[]> complete = node.get(path);
    assertThat(text(complete))
        .contains("type=\"static\"", "mediaPresentationDuration=\"PT24S\"")
        .contains("<Period id=\"p0\" start=\"PT0S\">")
        .doesNotContain("UTCTiming", "minimumUpdatePeriod");
    assertThat(header(complete, "Cache-Control")).isEqualTo("public, max-age=26");
    assertThat(header(complete, "CDN-Cache-Control"))
        .isEqualTo("public, max-age=26, stale-if-error=60");
    node.clock.advance(4_000);
    assertThat(header(node.get(path), "ETag")).isEqualTo(header(complete, "ETag"));
  }

  @Test
  void otherSpellingsAreSentToTheOneThatIsAnswered() {
    live();
    long seconds = 2 * (edge - 9);
    String extended = Instant.ofEpochSecond(seconds).toString();
    for (String spelled :
        List.of(
            "from-" + seconds + "/",
            "from-" + (seconds + 1) + "/",
            "from-" + extended + "/",
            "from-" + extended.replaceAll("[-:]", "") + "/")) {
      for (String name :
          List.of("v0.m3u8", "master.m3u8", "manifest.mpd", "only-v0/manifest.mpd")) {
        URI asked = node.uri("/acme/news/" + spelled + name);
        URI canonical = node.uri(from(edge - 9, name));

        HttpResponse<byte[]> answer = node.send("GET", asked);

        if (asked.equals(canonical)) {
          assertThat(answer.statusCode()).isEqualTo(200);
        } else {
          assertThat(answer.statusCode()).as(asked.toString()).isEqualTo(308);
          assertThat(asked.resolve(header(answer, "Location"))).isEqualTo(canonical);
          assertThat(header(answer, "Cache-Control")).isEqualTo("public, max-age=5");
          assertThat(header(answer, "Access-Control-Allow-Origin")).isEqualTo("*");
          assertThat(node.send("HEAD", asked).statusCode()).isEqualTo(308);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "only-a0,v0/master.m3u8 | ../only-v0,a0/master.m3u8",
        "only-v0,v0/manifest.mpd | ../only-v0/manifest.mpd",
        "only-t0,a0,v0,a0/manifest.mpd | ../only-v0,a0,t0/manifest.mpd",
      })
  void representationsComeInTheOrderOfTheDefinition(String spelled, String location) {
    live();
    HttpResponse<byte[]> answer = node.get("/acme/news/" + spelled);

    assertThat(answer.statusCode()).isEqualTo(308);
    assertThat(header(answer, "Location")).isEqualTo(location);
    assertThat(answer.body()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "only-v9/master.m3u8, UNKNOWN_REPRESENTATION",
    "only-t0/master.m3u8, INVALID_VIEW",
    "only-v0/v0.m3u8, UNKNOWN_PATH",
    "only-/master.m3u8, UNKNOWN_PATH",
    "only-v0%2Ca0/master.m3u8, UNKNOWN_PATH",
    "from-1700000000-to-1700000000/master.m3u8, INVALID_VIEW",
    "from-1700000000-to-1699999990/master.m3u8, INVALID_VIEW",
    "from-1699999940-to-1700000000/manifest.mpd, INVALID_VIEW",
    "from-20231114T221240Z/v9.m3u8, UNKNOWN_PATH",
    "from-20231114T221240Z/other.mpd, UNKNOWN_PATH",
    "from-20231399T221240Z/manifest.mpd, UNKNOWN_PATH",
    "x/manifest.mpd, UNKNOWN_PATH",
    "from-20231114T221240Z/v0-849999990.m4s, UNKNOWN_PATH",
  })
  void whatIsNoViewIsRefused(String path, ErrorCode code) {
    live();
    assertRefused(node.get("/acme/news/" + path), code, "public, max-age=5");
  }

  @Test
  void aViewThatBeginsInTheFutureIsTooEarly() {
    live();
    HttpResponse<byte[]> answer = node.get(from(edge + 10, "manifest.mpd"));

    assertRefused(answer, ErrorCode.NOT_YET, "public, max-age=17");
    assertThat(header(answer, "Origin-Available-At"))
        .isEqualTo(Long.toString(node.schedule().due(edge + 10)));
    assertRefused(node.get(from(edge + 1, "v0.m3u8")), ErrorCode.NOTHING_LISTED, "no-store");
  }

  @ParameterizedTest
  @ValueSource(strings = {"manifest.mpd", "v0.m3u8", "master.m3u8"})
  void aViewOfLongAgoIsExpired(String name) {
    live();
    assertRefused(
        node.get(from(edge - 43_200 - 40, name)), ErrorCode.EXPIRED, "public, max-age=3600");
    assertRefused(
        node.get(between(edge - 40, edge - 30, name)), ErrorCode.EXPIRED, "public, max-age=3600");
  }

  @Test
  void aViewOfAnEventThatIsOverEndsWithIt() {
    live();
    node.declare(
        Samples.definition(
            new String(ControlJson.write(PROMPT), StandardCharsets.UTF_8)
                .replaceFirst(
                    "\"timeShiftBufferDepth\"",
                    "\"endTime\":\""
                        + Instant.ofEpochMilli(node.schedule().mediaEnd(edge))
                        + "\",\"timeShiftBufferDepth\"")));

    for (String path : List.of(from(edge - 9, "v0.m3u8"), between(edge - 9, edge + 5, "v0.m3u8"))) {
      String playlist = text(node.get(path));
      assertThat(segments(playlist)).isEqualTo(names(edge - 9, edge));
      assertThat(playlist).contains("#EXT-X-PLAYLIST-TYPE:VOD\n").endsWith("\n#EXT-X-ENDLIST\n");
    }
    assertThat(text(node.get("/acme/news/v0.m3u8")))
        .as("a list that has lost lines does not say that it never does")
        .doesNotContain("PLAYLIST-TYPE")
        .endsWith("\n#EXT-X-ENDLIST\n");
    node.clock.advance(20_000);
    assertThat(text(node.get(from(edge - 9, "manifest.mpd"))))
        .contains("type=\"static\"", "mediaPresentationDuration=\"PT20S\"");
  }
}
