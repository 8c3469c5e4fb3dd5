package io.liveorigin.serving.invalidation;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.address.SurrogateKeys;
import io.liveorigin.contract.control.Invalidation;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.serving.support.Samples;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PurgePlanTest {
  private static final LiveEvent NEWS = Samples.news();
  private static final long NOW = 1_700_000_000_000L;
  private static final long EDGE = NEWS.schedule().liveEdge(NOW);

  private static Invalidation order(String pipeline, String representation, Long from, Long to) {
    return new Invalidation(
        "acme", "news", "i", pipeline, representation, from, to, NOW, null, null);
  }

  private static CdnNode node(PurgeStyle style) {
    return new CdnNode(
        "edge", URI.create("http://127.0.0.1:81/live/"), style, Map.of("X-Secret", "s"));
  }

  private static List<String> uris(Invalidation order, PurgeStyle style) {
    return all(PurgePlan.of(order, NEWS, node(style), NOW)).stream()
        .map(request -> request.uri().toString().substring("http://127.0.0.1:81/live".length()))
        .toList();
  }

  /** As many as it says. */
  private static List<PurgeRequest> all(PurgePlan plan) {
    List<PurgeRequest> all = new ArrayList<>();
    plan.requests().forEachRemaining(all::add);
    assertThat(plan.count()).isEqualTo(all.size());
    return all;
  }

  @Test
  void aRangeIsPurgedByUrlNewestFirst() {
    Invalidation range = order(null, null, EDGE - 2, EDGE - 1);
    assertThat(uris(range, PurgeStyle.PURGE))
        .containsExactly(
            "/acme/news/v0-" + (EDGE - 1) + ".m4s",
            "/acme/news/a0-" + (EDGE - 1) + ".m4s",
            "/acme/news/v0-" + (EDGE - 2) + ".m4s",
            "/acme/news/a0-" + (EDGE - 2) + ".m4s");
    PurgeRequest first = PurgePlan.of(range, NEWS, node(PurgeStyle.PURGE), NOW).requests().next();
    assertThat(first.method()).isEqualTo("PURGE");
    assertThat(first.headers()).containsExactly(Map.entry("X-Secret", "s"));
  }

  /** A mask of a segment counts for the text that is made from it. */
  @Test
  void rawWebVttIsPurgedWithItsSegment() {
    LiveEvent event =
        LiveEvent.of(
            Samples.definition(
                Samples.NEWS.replace(
                    "\"id\":\"a0\",\"contentType\":\"audio\",\"codecs\":\"mp4a.40.2\"",
                    "\"id\":\"t0\",\"contentType\":\"text\",\"codecs\":\"wvtt\"")));
    Invalidation range = order(null, null, EDGE, EDGE);
    assertThat(all(PurgePlan.of(range, event, node(PurgeStyle.PURGE), NOW)))
        .extracting(request -> request.uri().getPath())
        .containsExactly(
            "/live/acme/news/v0-" + EDGE + ".m4s",
            "/live/acme/news/t0-" + EDGE + ".m4s",
            "/live/acme/news/t0-" + EDGE + ".m4s.vtt");
  }

  @Test
  void aRefreshIsAGetWithTheNodesHeaders() {
    PurgeRequest request =
        PurgePlan.of(order("a", "v0", EDGE, EDGE), NEWS, node(PurgeStyle.REFRESH), NOW)
            .requests()
            .next();
    assertThat(request.method()).isEqualTo("GET");
    assertThat(request.headers()).containsExactly(Map.entry("X-Secret", "s"));
  }

  @Test
  void onlyTheRepresentationOfTheOrder() {
    assertThat(uris(order("a", "a0", EDGE, EDGE), PurgeStyle.PURGE))
        .containsExactly("/acme/news/a0-" + EDGE + ".m4s");
  }

  @Test
  void nothingOutsideTheWindowAndNotFarAheadOfTheClock() {
    List<String> uris = uris(order("a", "v0", 0L, null), PurgeStyle.PURGE);
    assertThat(uris.get(0)).isEqualTo("/acme/news/v0-" + (EDGE + 5) + ".m4s");
    assertThat(uris.get(uris.size() - 1))
        .isEqualTo("/acme/news/v0-" + NEWS.schedule().windowStart(NOW) + ".m4s");
    assertThat(uris(order(null, null, 0L, 5L), PurgeStyle.PURGE)).isEmpty();
  }

  @Test
  void theWholeEventIsItsManifestsInitsAndSegments() {
    List<String> uris = uris(order(null, null, null, null), PurgeStyle.PURGE);

    assertThat(uris)
        .startsWith("/acme/news/manifest.mpd", "/acme/news/master.m3u8", "/acme/news/v0.m3u8")
        .contains("/acme/news/a0.m3u8", "/acme/news/v0-init.mp4", "/acme/news/a0-init.mp4")
        .contains("/acme/news/v0-" + EDGE + ".m4s")
        .doesNotHaveDuplicates();
    assertThat(uris.indexOf("/acme/news/a0-init.mp4"))
        .as("segments come last")
        .isLessThan(uris.indexOf("/acme/news/v0-" + (EDGE + 5) + ".m4s"));
  }

  /** An answer behind a directive lives 6 target durations, and only who is at the end asks. */
  @Test
  void ofAMediaPlaylistTheAnswersAtTheEndArePurgedToo() {
    List<String> playlists =
        uris(order(null, null, null, null), PurgeStyle.PURGE).stream()
            .filter(uri -> uri.startsWith("/acme/news/a0.m3u8"))
            .map(uri -> uri.substring("/acme/news/a0.m3u8".length()))
            .toList();

    assertThat(playlists)
        .hasSize(14)
        .startsWith("", "?_HLS_skip=YES", "?_HLS_msn=" + (EDGE + 2))
        .contains("?_HLS_msn=" + EDGE, "?_HLS_msn=" + EDGE + "&_HLS_skip=YES")
        .endsWith("?_HLS_msn=" + (EDGE - 3) + "&_HLS_skip=YES");
  }

  /** A GET that names a number would wait for it, or be refused. */
  @Test
  void aRefreshNamesNoNumberOfAPlaylist() {
    assertThat(uris(order(null, null, null, null), PurgeStyle.REFRESH))
        .contains(
            "/acme/news/master.m3u8", "/acme/news/v0.m3u8", "/acme/news/v0.m3u8?_HLS_skip=YES")
        .noneMatch(uri -> uri.contains("_HLS_msn"));
  }

  /** Lines stay, whichever copy is served; a version of an init segment is never wrong. */
  @Test
  void aRangeChangesNoPlaylistAndNoVersionOfAnInitSegment() {
    assertThat(uris(order("a", null, 0L, null), PurgeStyle.PURGE))
        .isNotEmpty()
        .allMatch(uri -> uri.endsWith(".m4s"));
  }

  @Test
  void aRepresentationThatHasTheNameOfTheMasterHasNoPlaylist() {
    LiveEvent event =
        LiveEvent.of(Samples.definition(Samples.NEWS.replace("\"a0\"", "\"master\"")));

    assertThat(all(PurgePlan.of(order(null, null, null, null), event, node(PurgeStyle.PURGE), NOW)))
        .filteredOn(request -> request.uri().getPath().endsWith("/master.m3u8"))
        .hasSize(1);
  }

  @Test
  void aBanNamesOneKeyForEachBucketOfTheRange() {
    long bucket = SurrogateKeys.bucket(EDGE);
    long shortlyAfter = NEWS.schedule().due(bucket * 100 + 5);
    List<PurgeRequest> bans =
        all(
            PurgePlan.of(
                order("a", null, bucket * 100 - 1, bucket * 100 + 5),
                NEWS,
                node(PurgeStyle.BAN),
                shortlyAfter));
    assertThat(bans)
        .extracting(ban -> ban.headers().get("Surrogate-Key"))
        .containsExactly(
            "numbers/acme/news/" + bucket + "/a", "numbers/acme/news/" + (bucket - 1) + "/a");
    assertThat(bans.get(0).method()).isEqualTo("BAN");
    assertThat(bans.get(0).uri()).hasToString("http://127.0.0.1:81/live/");
  }

  @Test
  void aBanOfAllPipelinesAndOfTheEventNameTheirKeys() {
    assertThat(keys(order(null, null, EDGE, EDGE)))
        .containsExactly("numbers/acme/news/" + SurrogateKeys.bucket(EDGE));
    assertThat(keys(order(null, null, null, null))).containsExactly("event/acme/news");
  }

  private static List<String> keys(Invalidation order) {
    return all(PurgePlan.of(order, NEWS, node(PurgeStyle.BAN), NOW)).stream()
        .map(ban -> ban.headers().get("Surrogate-Key"))
        .toList();
  }
}
