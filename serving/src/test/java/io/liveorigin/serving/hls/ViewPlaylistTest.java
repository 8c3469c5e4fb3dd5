package io.liveorigin.serving.hls;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.schedule.NumberRange;
import io.liveorigin.serving.hls.MediaPlaylist.Limits;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a view lists of an event's playlist of at most 10 lines, at least 3 while it grows. */
class ViewPlaylistTest {
  private static final TargetDuration TWO = new TargetDuration(2);
  private static final Limits LIMITS = new Limits(3, 10);
  private static final InitInForce FIRST = new InitInForce(0, 0, "init-v0-00aa.mp4");
  private static final InitInForce SECOND = new InitInForce(1, 25, "init-v0-00bb.mp4");

  /** Numbers 20, 23 and 24 are gaps, and the event changes over with 25. */
  private static MediaPlaylist event(long edge, boolean ended) {
    List<WrittenLine> lines =
        LongStream.rangeClosed(0, edge)
            .mapToObj(
                number ->
                    WrittenLine.of(
                        new PlaylistLine(
                            number,
                            "v0-" + number + ".m4s",
                            new LineTimes(1, number * 2, 2),
                            List.of(20L, 23L, 24L).contains(number),
                            number < 25 ? FIRST : SECOND),
                        0))
            .toList();
    return new MediaPlaylist(TWO, MediaPlaylist.window(lines, LIMITS.most()), ended);
  }

  private static Optional<MediaPlaylist> open(long edge, long from) {
    return event(edge, false).part(new NumberRange(from, Long.MAX_VALUE), false, LIMITS);
  }

  private static Optional<MediaPlaylist> bounded(long edge, long from, long to) {
    return event(edge, false).part(new NumberRange(from, to), true, LIMITS);
  }

  private static List<Long> numbers(MediaPlaylist playlist) {
    return playlist.lines().stream().map(listed -> listed.line().number()).toList();
  }

  private static ParsedPlaylist parsed(MediaPlaylist playlist) {
    return ParsedPlaylist.of(MediaPlaylistWriter.full(playlist));
  }

  private static String text(MediaPlaylist playlist) {
    return new String(MediaPlaylistWriter.full(playlist), StandardCharsets.UTF_8);
  }

  @Test
  void itsTextIsPinned() {
    MediaPlaylist playlist = bounded(30, 22, 25).orElseThrow();

    assertThat(text(playlist))
        .isEqualTo(
            """
            #EXTM3U
            #EXT-X-VERSION:9
            #EXT-X-TARGETDURATION:2
            #EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,CAN-SKIP-UNTIL=12,HOLD-BACK=6
            #EXT-X-MEDIA-SEQUENCE:22
            #EXT-X-DISCONTINUITY-SEQUENCE:0
            #EXT-X-INDEPENDENT-SEGMENTS
            #EXT-X-PLAYLIST-TYPE:VOD
            #EXT-X-START:TIME-OFFSET=0
            #EXT-X-MAP:URI="../init-v0-00aa.mp4"
            #EXT-X-PROGRAM-DATE-TIME:1970-01-01T00:00:44.000Z
            #EXTINF:2.000000,
            ../v0-22.m4s
            #EXT-X-PROGRAM-DATE-TIME:1970-01-01T00:00:46.000Z
            #EXT-X-GAP
            #EXTINF:2.000000,
            ../v0-23.m4s
            #EXT-X-PROGRAM-DATE-TIME:1970-01-01T00:00:48.000Z
            #EXT-X-GAP
            #EXTINF:2.000000,
            ../v0-24.m4s
            #EXT-X-DISCONTINUITY
            #EXT-X-MAP:URI="../init-v0-00bb.mp4"
            #EXT-X-PROGRAM-DATE-TIME:1970-01-01T00:00:50.000Z
            #EXTINF:2.000000,
            ../v0-25.m4s
            #EXT-X-ENDLIST
            """);
  }

  @Test
  void itBeginsWithItsFirstSegmentThatIsNoGap() {
    assertThat(numbers(open(25, 20).orElseThrow())).containsExactly(21L, 22L, 23L, 24L, 25L);
    assertThat(numbers(bounded(30, 23, 26).orElseThrow())).containsExactly(25L, 26L);
  }

  @Test
  void thereIsNoneBeforeAPlayerCanBegin() {
    assertThat(open(11, 10)).isEmpty();
    assertThat(open(12, 10)).isPresent();
    assertThat(open(9, 10)).as("of the future").isEmpty();
    assertThat(bounded(11, 10, 11)).as("a short one that is complete").isPresent();
    assertThat(bounded(30, 23, 24)).as("nothing but gaps").isEmpty();
  }

  /** Every edge: a bounded view only grows and then stays, an open one follows the event's list. */
  @ParameterizedTest(name = "from {0}")
  @ValueSource(longs = {0, 12, 15, 19, 20, 24, 25})
  void eachListFollowsTheOneBefore(long from) {
    long to = from + 9;
    List<ParsedPlaylist> open = new ArrayList<>();
    List<ParsedPlaylist> bounded = new ArrayList<>();
    for (long edge = from; edge < from + 25; edge++) {
      open(edge, from).map(ViewPlaylistTest::parsed).ifPresent(open::add);
      if (event(edge, false).keeps(from, LIMITS)) {
        bounded(edge, from, to).map(ViewPlaylistTest::parsed).ifPresent(bounded::add);
      }
    }

    for (int i = 1; i < open.size(); i++) {
      open.get(i).requireToFollow(open.get(i - 1));
    }
    assertThat(open).hasSizeGreaterThan(15);
    assertThat(open.get(open.size() - 1).segments().size()).isLessThanOrEqualTo(10);
    ParsedPlaylist last = bounded.get(bounded.size() - 1);
    assertThat(last.ended()).isTrue();
    assertThat(last.last().number()).isEqualTo(to);
    for (int i = 1; i < bounded.size(); i++) {
      assertThat(bounded.get(i).segments())
          .as("nothing leaves")
          .startsWith(bounded.get(i - 1).segments().toArray(ParsedPlaylist.Segment[]::new));
    }
  }

  @Test
  void itSaysOfItsLifeWhatIsTrue() {
    assertThat(open(15, 12).orElseThrow().form()).isEqualTo(PlaylistForm.OPEN);
    assertThat(bounded(15, 12, 18).orElseThrow().form()).isEqualTo(PlaylistForm.EVENT);
    assertThat(bounded(18, 12, 18).orElseThrow().form()).isEqualTo(PlaylistForm.VOD);
    NumberRange all = new NumberRange(12, 19);
    assertThat(event(19, true).part(all, false, LIMITS).orElseThrow().form())
        .as("with the event")
        .isEqualTo(PlaylistForm.VOD);
    assertThat(event(30, true).part(new NumberRange(12, 30), false, LIMITS).orElseThrow().form())
        .as("what began with lines that have left says nothing")
        .isEqualTo(PlaylistForm.OPEN);
  }

  @Test
  void aDeltaUpdateHasTheSameBase() {
    MediaPlaylist playlist = bounded(30, 21, 30).orElseThrow();
    String delta = new String(MediaPlaylistWriter.delta(playlist, ""), StandardCharsets.UTF_8);

    assertThat(delta)
        .contains("#EXT-X-SKIP:SKIPPED-SEGMENTS=4\n")
        .contains("\n../v0-30.m4s\n")
        .doesNotContain("\nv0-", "URI=\"init");
  }
}
