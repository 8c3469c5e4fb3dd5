package io.liveorigin.serving.manifest;

import static io.liveorigin.serving.manifest.WrittenMpd.NOW;
import static io.liveorigin.serving.manifest.WrittenMpd.event;
import static io.liveorigin.serving.manifest.WrittenMpd.inits;
import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.address.View;
import io.liveorigin.contract.decision.InitChange;
import io.liveorigin.contract.decision.InitTimeline;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.notification.Notification;
import io.liveorigin.contract.notification.NotificationHistory;
import io.liveorigin.contract.notification.NotificationSource;
import io.liveorigin.contract.segment.Digest;
import io.liveorigin.serving.hls.DateRangeTags;
import io.liveorigin.serving.hls.InitInForce;
import io.liveorigin.serving.hls.LineTimes;
import io.liveorigin.serving.hls.MediaPlaylist;
import io.liveorigin.serving.hls.PlaylistLine;
import io.liveorigin.serving.hls.TargetDuration;
import io.liveorigin.serving.hls.WrittenLine;
import io.liveorigin.serving.segment.EventInits;
import io.liveorigin.serving.timeline.EventInitTimeline;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Notifications in MPDs: segments of 2 s, the window has 30 of them, and a minute has as many. */
class EventStreamsTest {
  private static final LiveEvent NEWS = event();
  private static final long EDGE = NEWS.schedule().liveEdge(NOW);
  private static final long OLDEST = NEWS.schedule().windowStart(NOW);

  /** By then an MPD with this edge has what it says. */
  private static final long IN_TIME = NEWS.schedule().mediaStart(EDGE) - 4_000;

  private static final Pattern EVENT =
      Pattern.compile(
          "<Event presentationTime=\"(\\d+)\"(?: duration=\"(\\d+)\")? id=\"(\\d+)\" messageData=\"(.*)\"/>");

  private static Notification said(String id, String key, String value, long from, Long to) {
    return new Notification(
        "acme",
        "news",
        id,
        key,
        value,
        from,
        Optional.ofNullable(to),
        NotificationSource.OPERATOR,
        false);
  }

  private static NotificationHistory at(long instant, Notification... said) {
    NotificationHistory history = NotificationHistory.NONE;
    for (Notification notification : said) {
      history = history.with(notification, instant);
    }
    return history;
  }

  private static String write(
      LiveEvent event, EventInits inits, NotificationHistory history, View view, long now) {
    PublishedEvent published = new PublishedEvent(inits, Map.of(), history);
    return new String(
        Mpd.write(event, published, view, Optional.empty(), now), StandardCharsets.UTF_8);
  }

  private static String write(NotificationHistory history, long now) {
    return write(NEWS, inits(NEWS.definition().representations()), history, View.WHOLE, now);
  }

  private static List<MatchResult> events(String mpd) {
    return EVENT.matcher(mpd).results().toList();
  }

  private static List<String> values(String mpd) {
    return events(mpd).stream().map(event -> event.group(4)).toList();
  }

  private static long begin(long number) {
    return NEWS.schedule().mediaStart(number);
  }

  /** Without a change of init segments the period begins with media time zero, which is 1970. */
  @Test
  void theTextIsPinned() {
    NotificationHistory said =
        at(
            IN_TIME,
            said("b1", "ad-break", "\"<1>\" & {$2}]]>", 849_999_990, 849_999_994L),
            said("b2", "ad-break", "start", 849_999_996, null),
            said("p1", "programme", "News", 849_999_990, null));

    String mpd = write(said, NOW);

    assertThat(mpd)
        .contains(
            """
              <Period id="p0" start="PT0S">
                <EventStream schemeIdUri="urn:liveorigin:notification" value="ad-break" timescale="1000">
                  <Event presentationTime="1699999980000" duration="10000" id="1476147029" messageData="&quot;&lt;1&gt;&quot; &amp; {$2}]]&gt;"/>
                  <Event presentationTime="1699999992000" id="2162326421" messageData="start"/>
                </EventStream>
                <EventStream schemeIdUri="urn:liveorigin:notification" value="programme" timescale="1000">
                  <Event presentationTime="1699999980000" id="3909924150" messageData="News"/>
                </EventStream>
                <AdaptationSet id="0"
            """
                .stripTrailing());
    assertThat(
            WrittenMpd.parse(mpd.getBytes(StandardCharsets.UTF_8))
                .getPeriods()
                .get(0)
                .getEventStreams()
                .get(0)
                .getEvents()
                .get(0)
                .getMessageData())
        .isEqualTo("\"<1>\" & {$2}]]>");
  }

  @Test
  void itSaysWhatAPlaylistWithThatEndSays() {
    NotificationHistory said =
        at(
                IN_TIME,
                said("a", "k", "1", OLDEST - 20, OLDEST - 1),
                said("b", "k", "2", OLDEST - 20, OLDEST),
                said("c", "k", "3", OLDEST + 5, null),
                said("d", "l", "4", 5, null),
                said("e", "l", "5", EDGE + 30, EDGE + 35),
                said("f", "l", "6", EDGE + 31, null))
            .with(said("g", "m", "7", EDGE - 2, null), IN_TIME + 1);
    List<String> playlist =
        DateRangeTags.of(NEWS, said, playlist(OLDEST, EDGE))
            .lines()
            .map(
                line ->
                    "%s %s %s"
                        .formatted(
                            Long.parseLong(line.replaceAll(".*ID=\"..(.{8})\".*", "$1"), 16),
                            Instant.parse(line.replaceAll(".*START-DATE=\"([^\"]*)\".*", "$1"))
                                .toEpochMilli(),
                            line.contains("END-DATE")
                                ? Instant.parse(line.replaceAll(".*END-DATE=\"([^\"]*)\".*", "$1"))
                                    .toEpochMilli()
                                : "open"))
            .toList();

    String mpd = write(said, NOW);

    assertThat(values(mpd)).containsExactlyInAnyOrder("2", "3", "4", "5");
    assertThat(events(mpd))
        .extracting(
            event ->
                "%s %s %s"
                    .formatted(
                        event.group(3),
                        event.group(1),
                        event.group(2) == null
                            ? "open"
                            : Long.parseLong(event.group(1)) + Long.parseLong(event.group(2))))
        .containsExactlyInAnyOrderElementsOf(playlist);
    assertThat(values(write(said, NOW + 2_000))).contains("7");
  }

  private static MediaPlaylist playlist(long first, long last) {
    InitInForce init = new InitInForce(0, 0, "init.mp4");
    List<WrittenLine> lines =
        LongStream.rangeClosed(first, last)
            .mapToObj(n -> new PlaylistLine(n, n + ".m4s", new LineTimes(1, 2 * n, 2), false, init))
            .map(line -> WrittenLine.of(line, 0))
            .toList();
    return new MediaPlaylist(new TargetDuration(2), lines, false);
  }

  /** Of video; audio never did. */
  private static EventInits changing(LiveEvent event, long... numbers) {
    InitTimeline changes = InitTimeline.only(Digest.of(new byte[] {0}));
    for (long number : numbers) {
      changes = changes.with(new InitChange(Digest.of(new byte[] {(byte) number}), number));
    }
    return new EventInits(
        event.definition().representations(),
        WrittenMpd.INITS,
        new EventInitTimeline(Map.of(event.track("v0"), changes)));
  }

  /** An event does not go beyond its period, even where its duration says so (5.10.2.1). */
  @Test
  void whatGoesOnIsInEachPeriodThatItReaches() {
    long change = EDGE - 10;
    EventInits inits = changing(NEWS, change - 10, change);
    NotificationHistory said =
        at(
            IN_TIME,
            said("a", "k", "before", change - 3, change - 1),
            said("b", "k", "over", change - 3, change),
            said("c", "k", "with", change, null),
            said("d", "l", "open", change - 4, null),
            said("e", "m", "replaced", change - 5, null),
            said("f", "m", "next", change, null));

    String[] periods = write(NEWS, inits, said, View.WHOLE, NOW).split("<Period ");

    assertThat(values(periods[1])).isEmpty();
    assertThat(values(periods[2])).containsExactly("before", "over", "open", "replaced");
    assertThat(values(periods[3])).containsExactly("over", "with", "open", "next");
    MatchResult first = events(periods[2]).get(1);
    MatchResult second = events(periods[3]).get(0);
    assertThat(first.group(1)).isEqualTo("" + (begin(change - 3) - begin(change - 10)));
    assertThat(first.group(2)).isEqualTo("8000");
    assertThat(second.group(1)).isEqualTo("0");
    assertThat(second.group(2)).as("the rest").isEqualTo("2000");
    assertThat(second.group(3)).isEqualTo(first.group(3));
  }

  private static View view(long first, long end) {
    return new View(OptionalLong.of(first * 2), OptionalLong.of(end * 2 + 2), List.of());
  }

  @Test
  void aViewHasThoseOfItsTimeAndStaysAsItIs() {
    View view = view(EDGE - 20, EDGE - 10);
    NotificationHistory said =
        at(
            begin(EDGE - 30),
            said("a", "k", "before", EDGE - 25, EDGE - 21),
            said("b", "k", "into", EDGE - 25, EDGE - 20),
            said("c", "k", "in", EDGE - 15, EDGE + 5),
            said("d", "k", "after", EDGE - 9, null));
    EventInits inits = inits(NEWS.definition().representations());

    String then = write(NEWS, inits, said, view, NOW);

    assertThat(values(then)).containsExactly("into", "in");
    assertThat(events(then).get(0).group(1)).isEqualTo("0");
    NotificationHistory later = said.with(said("e", "k", "new", EDGE - 15, null), NOW);
    assertThat(write(NEWS, inits, later, view, NOW + 15_000)).isEqualTo(then);
  }

  /** Whatever is said, changed and taken back, and whatever else changes by the clock. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void wheneverTheDocumentChangesItsPublishTimeMoves(int seed) {
    LiveEvent ends = event("\"pipelines\"", "\"endTime\":\"2023-11-14T22:16:00Z\",\"pipelines\"");
    NotificationHistory all = random(new Random(seed), NOW - 100_000, NOW + 100_000);
    EventInits inits = changing(ends, EDGE - 20, EDGE - 10);
    String before = write(ends, inits, all, View.WHOLE, NOW);
    int changes = 0;
    for (long now = NOW; now < NOW + 230_000; now += 500) {
      String after = write(ends, inits, all, View.WHOLE, now);
      if (!after.equals(before)) {
        changes++;
        assertThat(publishTime(after))
            .as("%s\n%s", before, after)
            .isAfter(publishTime(before))
            .isBeforeOrEqualTo(Instant.ofEpochMilli(now));
      }
      before = after;
    }
    assertThat(before).contains("type=\"static\"");
    assertThat(changes).isGreaterThan(30);
  }

  /** A node that is current has read the log up to 3 s ago. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void allNodesSayTheSameOfOneEdge(int seed) {
    for (long now = NOW; now < NOW + 100_000; now += 1_000) {
      NotificationHistory one = random(new Random(seed), NOW - 100_000, now - 3_000);
      NotificationHistory other = random(new Random(seed), NOW - 100_000, NOW + 100_000);
      assertThat(write(one, now)).isEqualTo(write(other, now));
    }
  }

  private static Instant publishTime(String mpd) {
    return Instant.parse(mpd.replaceAll("(?s).*publishTime=\"([^\"]*)\".*", "$1"));
  }

  /** The records of a log from one instant to the other. */
  private static NotificationHistory random(Random random, long from, long until) {
    NotificationHistory history = NotificationHistory.NONE;
    List<String> ids = new ArrayList<>();
    for (long at = from; at <= until; at += 1 + random.nextInt(6_000)) {
      long number = NEWS.schedule().holding(at) + random.nextInt(80) - 30;
      String id = "n" + random.nextInt(30);
      Optional<Long> to =
          random.nextBoolean() ? Optional.empty() : Optional.of(number + random.nextInt(40));
      Notification next = said(id, "k" + random.nextInt(3), "v" + at, number, to.orElse(null));
      int kind = random.nextInt(4);
      history =
          kind == 0 && ids.contains(id)
              ? history.without(NotificationSource.OPERATOR, id, at)
              : history.with(kind == 1 ? next.revocation() : next, at);
      ids.add(id);
    }
    return history;
  }
}
