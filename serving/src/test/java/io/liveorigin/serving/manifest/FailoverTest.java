package io.liveorigin.serving.manifest;

import static io.liveorigin.serving.manifest.WrittenMpd.NOW;
import static io.liveorigin.serving.manifest.WrittenMpd.event;
import static io.liveorigin.serving.manifest.WrittenMpd.inits;
import static io.liveorigin.serving.timeline.PublicationGap.State.FILLED;
import static io.liveorigin.serving.timeline.PublicationGap.State.GAP;
import static io.liveorigin.serving.timeline.PublicationGap.State.LATE;
import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.address.View;
import io.liveorigin.contract.decision.InitChange;
import io.liveorigin.contract.decision.InitTimeline;
import io.liveorigin.contract.decision.Listing;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.notification.NotificationHistory;
import io.liveorigin.contract.segment.Digest;
import io.liveorigin.serving.segment.EventInits;
import io.liveorigin.serving.timeline.EventInitTimeline;
import io.liveorigin.serving.timeline.PublicationGap;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * MPDs tell of numbers that were not published: segments of 2 s. The window of 60 s has room for
 * twice 14 of them behind the live edge.
 */
class FailoverTest {
  private static final LiveEvent NUMBERS = event();
  private static final LiveEvent TIMES =
      event(
          "\"pipelines\"",
          "\"media\":\"$RepresentationID$-$Time$.m4s\",\"pipelines\"",
          "\"mp4a.40.2\"",
          "\"mp4a.40.2\",\"timescale\":48000");
  private static final long EDGE = NUMBERS.schedule().liveEdge(NOW);
  private static final Pattern ELEMENT =
      Pattern.compile(" *<FailoverContent.*?</FailoverContent>\n", Pattern.DOTALL);

  /** Of video by number, and of audio where it says so. */
  private final SortedMap<Long, PublicationGap> video = new TreeMap<>();

  private EventInits inits = inits(NUMBERS.definition().representations());

  private void filled(long... numbers) {
    for (long number : numbers) {
      video.put(number, new PublicationGap(FILLED, decided(number)));
    }
  }

  private void gap(long number) {
    video.put(number, new PublicationGap(GAP, decided(number)));
  }

  private static long decided(long number) {
    return NUMBERS.schedule().decided(number);
  }

  private String write(LiveEvent event, View view, long now, Map<Long, Listing> ofAudio) {
    String representation = ofAudio.isEmpty() ? "v0" : "a0";
    Failover failover =
        Failover.of(
            event.schedule(),
            view.range(event.schedule()),
            inits.listed(),
            now,
            (of, numbers) ->
                of.id().equals(representation)
                    ? video.subMap(numbers.first(), numbers.last() + 1)
                    : new TreeMap<>());
    PublishedEvent published =
        new PublishedEvent(
            inits, Map.of("a0", ofAudio), NotificationHistory.NONE, Map.of(), failover);
    return new String(
        Mpd.write(event, published, view, Optional.empty(), now), StandardCharsets.UTF_8);
  }

  private String write(View view, long now) {
    return write(NUMBERS, view, now, Map.of());
  }

  private String write() {
    return write(View.WHOLE, NOW);
  }

  private static List<String> elements(String mpd) {
    return ELEMENT
        .matcher(mpd)
        .results()
        .map(found -> found.group().replaceAll("\n *", "").strip())
        .toList();
  }

  private static String element(boolean valid, String... parts) {
    return "<FailoverContent valid=\"%s\">%s</FailoverContent>"
        .formatted(valid, String.join("", parts));
  }

  private static String fcs(long number, long count) {
    return "<FCS t=\"" + 2 * number + "\" d=\"" + 2 * count + "\"/>";
  }

  @Test
  void theTextIsPinned() {
    String before = write();
    filled(EDGE - 7, EDGE - 3, EDGE - 2);

    assertThat(write())
        .isEqualTo(
            before
                .replace(publishTime(before).toString(), "2023-11-14T22:13:16Z")
                .replace(
                    "frameRate=\"25\"/>\n",
                    """
                    frameRate="25">
                            <SegmentTemplate>
                              <FailoverContent valid="true">
                                <FCS t="1699999982" d="2"/>
                                <FCS t="1699999990" d="4"/>
                              </FailoverContent>
                            </SegmentTemplate>
                          </Representation>
                    """));
  }

  @Test
  void whereOneOfThemIsAGapItSaysThatNotAllPlays() {
    filled(EDGE - 7, EDGE - 3);
    gap(EDGE - 4);
    assertThat(elements(write()))
        .containsExactly(element(false, fcs(EDGE - 7, 1), fcs(EDGE - 4, 2)));
  }

  @Test
  void whatIsPublishedAfterAllIsNotInIt() {
    String before = write();
    filled(EDGE - 4, EDGE - 3);
    gap(EDGE - 2);
    video.put(EDGE - 2, new PublicationGap(LATE, NOW - 300));
    assertThat(elements(write())).containsExactly(element(true, fcs(EDGE - 4, 2)));
    assertThat(publishTime(write())).isEqualTo(Instant.ofEpochMilli(NOW - 300));
    video.put(EDGE - 4, new PublicationGap(LATE, NOW - 200));
    video.put(EDGE - 3, new PublicationGap(LATE, NOW - 100));
    assertThat(write())
        .isEqualTo(before.replace(publishTime(before).toString(), "2023-11-14T22:13:19.900Z"));
  }

  @Test
  void itSpeaksOfTheNewestNumbersThatAreDue() {
    filled(EDGE - 14);
    assertThat(elements(write())).as("left").isEmpty();
    filled(EDGE - 13, EDGE, EDGE + 1);
    assertThat(elements(write())).containsExactly(element(true, fcs(EDGE - 13, 1), fcs(EDGE, 1)));
  }

  @Test
  void ofALongWindowItSpeaksOfThe128Newest() {
    LiveEvent day = event("PT60S", "PT24H");
    for (long n = EDGE - 300; n <= EDGE; n++) {
      filled(n);
    }
    assertThat(elements(write(day, View.WHOLE, NOW, Map.of())))
        .containsExactly(element(true, fcs(EDGE - 127, 128)));
  }

  private static InitTimeline changes(long... numbers) {
    InitTimeline changes = InitTimeline.only(Digest.of(new byte[] {0}));
    for (long number : numbers) {
      changes = changes.with(new InitChange(Digest.of(new byte[] {(byte) number}), number));
    }
    return changes;
  }

  /** Another flag too: that of a period is of what is in it. */
  @Test
  void eachPeriodHasItsOwn() {
    inits =
        new EventInits(
            NUMBERS.definition().representations(),
            WrittenMpd.INITS,
            new EventInitTimeline(Map.of(NUMBERS.track("v0"), changes(EDGE - 8, EDGE - 4))));
    gap(EDGE - 9);
    filled(EDGE - 8);
    filled(EDGE - 5, EDGE - 4);

    String[] periods = write().split("<Period ");

    assertThat(elements(periods[1])).containsExactly(element(false, fcs(EDGE - 9, 1)));
    assertThat(elements(periods[2]))
        .containsExactly(element(true, fcs(EDGE - 8, 1), fcs(EDGE - 5, 1)));
    assertThat(elements(periods[3])).containsExactly(element(true, fcs(EDGE - 4, 1)));
    assertThat(periods[2])
        .as("times of the media, as the offset of the period is one")
        .contains("presentationTimeOffset=\"" + 2 * (EDGE - 8) + "\"")
        .containsPattern("<SegmentTemplate initialization=\"init-v0-[0-9a-f]{32}.mp4\">\n");
  }

  private static View view(long first, long last) {
    return new View(OptionalLong.of(first * 2), OptionalLong.of(last * 2 + 2), List.of());
  }

  @Test
  void aViewHasThoseOfItsTimeAndStaysAsItIs() {
    filled(EDGE - 21, EDGE - 20, EDGE - 10, EDGE - 9);
    View view = view(EDGE - 20, EDGE - 10);

    String then = write(view, NOW);

    assertThat(then).contains("type=\"static\"");
    assertThat(elements(then)).containsExactly(element(true, fcs(EDGE - 20, 1), fcs(EDGE - 10, 1)));
    assertThat(write(view, NOW + 15_000)).isEqualTo(then);
  }

  @Test
  void aViewIsNotMovedByWhatLiesBeforeIt() {
    View view = new View(OptionalLong.of((EDGE - 12) * 2), OptionalLong.empty(), List.of());
    String before = write(view, NOW);
    filled(EDGE - 20, EDGE - 13);
    assertThat(write(view, NOW)).isEqualTo(before);
  }

  /** The audio frames of 21.3 ms do not divide a segment: each begins where it was published. */
  @Test
  void inATimelineItHasTheTimesOfItsSegments() {
    inits = inits(TIMES.definition().representations());
    filled(EDGE - 3, EDGE - 2);
    TreeMap<Long, Listing> listings = new TreeMap<>();
    for (long n = EDGE - 5; n <= EDGE; n++) {
      listings.put(n, new Listing(false, 48_000, frame(n), frame(n + 1) - frame(n)));
    }

    String mpd = write(TIMES, View.WHOLE, NOW, listings);

    assertThat(elements(mpd))
        .containsExactly(
            element(
                true,
                "<FCS t=\"%d\" d=\"%d\"/>"
                    .formatted(frame(EDGE - 3), frame(EDGE - 1) - frame(EDGE - 3))));
    assertThat(mpd)
        .containsPattern("media=\"[^\"]*\">\n *<FailoverContent")
        .containsPattern("</FailoverContent>\n *<SegmentTimeline>");
  }

  private static long frame(long number) {
    return -Math.floorDiv(-number * 96_000, 1024L) * 1024;
  }

  private static Instant publishTime(String mpd) {
    return Instant.parse(mpd.replaceAll("(?s).*publishTime=\"([^\"]*)\".*", "$1"));
  }

  /** As long as what has left is in the window: until then it is known when it did. */
  @Test
  void wheneverItChangesByTheClockThePublishTimeMoves() {
    filled(EDGE + 2, EDGE + 3);
    gap(EDGE + 6);
    String before = write();
    int changes = 0;
    for (long now = NOW; now < NOW + 2_000 * (6 + 14 + 32); now += 500) {
      long at = now;
      SortedMap<Long, PublicationGap> all = new TreeMap<>(video);
      video.values().removeIf(one -> one.decidedAt() > at);
      String after = write(View.WHOLE, now);
      video.putAll(all);
      if (!after.equals(before)) {
        changes++;
        assertThat(publishTime(after))
            .as("%s\n%s", before, after)
            .isAfter(publishTime(before))
            .isBeforeOrEqualTo(Instant.ofEpochMilli(now));
      }
      before = after;
    }
    assertThat(changes)
        .as("three come and three leave, and a block of 14 begins three times without that")
        .isEqualTo(9);
    assertThat(elements(before)).isEmpty();
  }

  /** It counts from when it came, or from when its number left without it. */
  @Test
  void aCopyThatComesLateMovesThePublishTimeOnce() {
    long left = NUMBERS.schedule().due(EDGE - 16 + 14);
    video.put(EDGE - 16, new PublicationGap(LATE, left - 7));
    assertThat(publishTime(write())).isEqualTo(Instant.ofEpochMilli(left - 7));
    video.put(EDGE - 16, new PublicationGap(LATE, left + 7));
    assertThat(publishTime(write())).isEqualTo(Instant.ofEpochMilli(left));
  }

  /** A mask may take away long after a number was due what was published. */
  @Test
  void whatIsMaskedLateCountsFromThen() {
    video.put(EDGE - 5, new PublicationGap(GAP, NOW - 300));
    assertThat(publishTime(write())).isEqualTo(Instant.ofEpochMilli(NOW - 300));
    video.clear();
    video.put(EDGE - 2, new PublicationGap(GAP, NOW - 60_000));
    assertThat(publishTime(write()))
        .as("masked before it was due")
        .isEqualTo(Instant.ofEpochMilli(NUMBERS.schedule().due(EDGE - 2)));
    video.clear();
    String without = write();
    video.put(EDGE - 20, new PublicationGap(GAP, NOW - 300));
    assertThat(write()).as("masked when it had left").isEqualTo(without);
  }
}
