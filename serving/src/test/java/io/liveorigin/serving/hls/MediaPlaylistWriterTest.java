package io.liveorigin.serving.hls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MediaPlaylistWriterTest {
  private static final TargetDuration TWO = new TargetDuration(2);
  private static final InitInForce FIRST = new InitInForce(0, 0, "init-v0-00aa.mp4");

  private static PlaylistLine line(long number, InitInForce init, boolean gap) {
    return new PlaylistLine(
        number, "v0-" + number + ".m4s", new LineTimes(12_800, number * 25_600, 25_600), gap, init);
  }

  private static MediaPlaylist playlist(
      TargetDuration target, long mediaTimeZero, List<PlaylistLine> lines, boolean ended) {
    return new MediaPlaylist(
        target, lines.stream().map(line -> WrittenLine.of(line, mediaTimeZero)).toList(), ended);
  }

  private static List<PlaylistLine> window(List<PlaylistLine> lines, int most) {
    List<WrittenLine> listed = lines.stream().map(line -> WrittenLine.of(line, 0)).toList();
    return MediaPlaylist.window(listed, most).stream().map(WrittenLine::line).toList();
  }

  private static String text(MediaPlaylist playlist) {
    return new String(MediaPlaylistWriter.full(playlist), StandardCharsets.UTF_8);
  }

  @Test
  void theTextIsPinned() {
    InitInForce second = new InitInForce(1, 900_000_002, "init-v0-00bb.mp4");
    MediaPlaylist playlist =
        playlist(
            TWO,
            0,
            List.of(
                line(900_000_000, FIRST, false),
                line(900_000_001, FIRST, true),
                line(900_000_002, second, false)),
            false);

    assertThat(text(playlist))
        .isEqualTo(
            """
            #EXTM3U
            #EXT-X-VERSION:9
            #EXT-X-TARGETDURATION:2
            #EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,CAN-SKIP-UNTIL=12,HOLD-BACK=6
            #EXT-X-MEDIA-SEQUENCE:900000000
            #EXT-X-DISCONTINUITY-SEQUENCE:0
            #EXT-X-INDEPENDENT-SEGMENTS
            #EXT-X-MAP:URI="init-v0-00aa.mp4"
            #EXT-X-PROGRAM-DATE-TIME:2027-01-15T08:00:00.000Z
            #EXTINF:2.000000,
            v0-900000000.m4s
            #EXT-X-PROGRAM-DATE-TIME:2027-01-15T08:00:02.000Z
            #EXT-X-GAP
            #EXTINF:2.000000,
            v0-900000001.m4s
            #EXT-X-DISCONTINUITY
            #EXT-X-MAP:URI="init-v0-00bb.mp4"
            #EXT-X-PROGRAM-DATE-TIME:2027-01-15T08:00:04.000Z
            #EXTINF:2.000000,
            v0-900000002.m4s
            """);
    ParsedPlaylist.of(MediaPlaylistWriter.full(playlist));
  }

  @Test
  void aSegmentThatChangesOverKeepsItsTagUntilItLeaves() {
    InitInForce third = new InitInForce(3, 10, "c.mp4");

    assertThat(text(playlist(TWO, 0, List.of(line(10, third, false)), true)))
        .contains("#EXT-X-DISCONTINUITY-SEQUENCE:2\n", "#EXT-X-DISCONTINUITY\n")
        .endsWith("\n#EXT-X-ENDLIST\n");
    assertThat(text(playlist(TWO, 0, List.of(line(11, third, false)), false)))
        .contains("#EXT-X-DISCONTINUITY-SEQUENCE:3\n")
        .doesNotContain("#EXT-X-DISCONTINUITY\n", "ENDLIST");
  }

  @Test
  void whatNeedsNoInitSegmentNamesNone() {
    InitInForce before = new InitInForce(0, 0, "");
    InitInForce after = new InitInForce(1, 9, "");
    MediaPlaylist playlist =
        playlist(TWO, 0, List.of(line(8, before, false), line(9, after, false)), false);

    assertThat(text(playlist)).contains("#EXT-X-DISCONTINUITY\n").doesNotContain("EXT-X-MAP");
  }

  @Test
  void gapsAtTheBeginningAreLeftOut() {
    List<PlaylistLine> lines = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      lines.add(line(i, FIRST, i < 5 || i == 7));
    }

    assertThat(window(lines, 4)).extracting(PlaylistLine::number).containsExactly(6L, 7L, 8L, 9L);
    assertThat(window(lines, 3)).extracting(PlaylistLine::number).containsExactly(8L, 9L);
    assertThat(window(lines, 99)).extracting(PlaylistLine::number).startsWith(5L);
    assertThat(window(lines.subList(0, 5), 4)).isEmpty();
  }

  /**
   * Tracks of all kinds over some minutes: each list is right in itself and follows the one before,
   * and a delta update makes the same of it as the full list.
   */
  @ParameterizedTest(name = "seed {0}")
  @CsvSource({"1", "2", "3", "4", "5", "6", "7", "8"})
  void everyUpdateFollows(long seed) {
    Random random = new Random(seed);
    History history = new History(random);
    int window = 3 + random.nextInt(25);
    Optional<ParsedPlaylist> before = Optional.empty();
    int deltas = 0;
    for (int i = 1; i <= 150; i++) {
      history.next();
      List<PlaylistLine> listed = window(history.lines, window);
      if (listed.isEmpty()) {
        continue;
      }
      MediaPlaylist playlist = playlist(history.target, history.mediaTimeZero, listed, i == 150);
      ParsedPlaylist full = ParsedPlaylist.of(MediaPlaylistWriter.full(playlist));
      assertThat(full.segments()).hasSameSizeAs(listed);
      assertThat(full.last().number()).isEqualTo(history.last().number());
      for (int s = 0; s < listed.size(); s++) {
        ParsedPlaylist.Segment segment = full.segments().get(s);
        assertThat(segment.number()).isEqualTo(listed.get(s).number());
        assertThat(segment.discontinuities()).isEqualTo(listed.get(s).init().changes());
        assertThat(segment.map()).contains(listed.get(s).init().uri());
      }
      before.ifPresent(full::requireToFollow);
      ParsedPlaylist delta = ParsedPlaylist.of(MediaPlaylistWriter.delta(playlist, ""));
      assertThat(delta.header()).as("6.2.5.1: values of the full list").isEqualTo(full.header());
      if (delta.skipped() > 0) {
        deltas++;
        assertThat(seconds(delta.segments()))
            .as("what is younger than the boundary is there, and not a segment more than needed")
            .isGreaterThanOrEqualTo(6.0 * history.target.seconds())
            .isLessThan(7.0 * history.target.seconds() + 0.5);
        ParsedPlaylist known =
            before.filter(b -> b.last().number() + 1 == full.last().number()).orElse(full);
        assertThat(delta.appliedTo(known)).isEqualTo(full);
      } else {
        assertThat(seconds(full.segments().subList(1, full.segments().size())))
            .isLessThan(6.0 * history.target.seconds());
      }
      before = Optional.of(full);
    }
    assertThat(before.orElseThrow().ended()).isTrue();
    if (window > 6 * history.target.seconds() / (history.segment - 0.05) + 2) {
      assertThat(deltas).isPositive();
    }
  }

  private static double seconds(List<ParsedPlaylist.Segment> segments) {
    return segments.stream()
        .map(ParsedPlaylist.Segment::duration)
        .reduce(BigDecimal.ZERO, BigDecimal::add)
        .doubleValue();
  }

  /** One track as it is published: a segment more with each call. */
  private static final class History {
    private final Random random;
    private final List<PlaylistLine> lines = new ArrayList<>();
    private final long mediaTimeZero;
    private final long timescale;
    private final long frame;
    private final double segment;
    private final long first;
    private final TargetDuration target;
    private InitInForce init;
    private boolean longGap;

    History(Random random) {
      this.random = random;
      this.mediaTimeZero = random.nextBoolean() ? 0 : 1_767_225_600_000L;
      this.timescale = List.of(90_000L, 44_100L, 12_800L, 30_000L, 1_000L).get(random.nextInt(5));
      this.frame = 1 + random.nextLong(timescale / 20);
      this.segment = 0.5 + random.nextDouble() * 5;
      this.first = random.nextBoolean() ? 0 : random.nextLong(1_000_000_000L);
      this.target = new TargetDuration(Math.round(segment + (double) frame / timescale + 0.01));
      this.init = new InitInForce(0, 0, "init-0.mp4");
    }

    /** The first tick of a number: the first frame that begins in it. */
    private long start(long number) {
      return (long) Math.ceil((number - first) * segment * timescale / frame) * frame;
    }

    PlaylistLine last() {
      return lines.get(lines.size() - 1);
    }

    void next() {
      long number = first + lines.size();
      if (random.nextInt(12) == 0) {
        init = new InitInForce(init.changes() + 1, number, "init-" + init.changes() + "x.mp4");
      }
      longGap = random.nextInt(8) == 0 ? !longGap && random.nextBoolean() : longGap;
      lines.add(
          new PlaylistLine(
              number,
              "t-" + number + ".m4s",
              new LineTimes(timescale, start(number), start(number + 1) - start(number)),
              longGap,
              init));
    }
  }

  /** 29.97 fps with audio of 44.1 kHz in segments of 2.002 s, from 1970 on. */
  @ParameterizedTest
  @CsvSource({"30000, 1001", "44100, 1024", "90000, 3003", "48000, 1024", "44100, 2048"})
  void durationsNeverDriftFromTheMedia(long timescale, long frame) {
    long first = 899_000_000;
    List<PlaylistLine> lines = new ArrayList<>();
    for (long n = first; n < first + 300; n++) {
      long start = frames(n, timescale, frame) * frame;
      long end = frames(n + 1, timescale, frame) * frame;
      lines.add(
          new PlaylistLine(
              n, n + ".m4s", new LineTimes(timescale, start, end - start), false, FIRST));
    }

    ParsedPlaylist parsed =
        ParsedPlaylist.of(
            MediaPlaylistWriter.full(playlist(new TargetDuration(2), 0, lines, false)));

    BigDecimal sum = BigDecimal.ZERO;
    for (int i = 0; i < lines.size(); i++) {
      PlaylistLine line = lines.get(i);
      double media = (double) (line.times().start() - lines.get(0).times().start()) / timescale;
      assertThat(sum.doubleValue()).isCloseTo(media, within(0.000_001));
      double date = (double) line.times().start() * 1000 / timescale;
      assertThat(date - parsed.segments().get(i).date().toEpochMilli()).isBetween(-0.001, 1.0);
      sum = sum.add(parsed.segments().get(i).duration());
    }
  }

  /** The first frame that begins at or after 2.002 s x number. */
  private static long frames(long number, long timescale, long frame) {
    return -Math.floorDiv(-number * 2_002 * timescale, 1_000 * frame);
  }

  @Test
  void whatNoPlaylistMaySayIsRefused() {
    PlaylistLine media = line(5, FIRST, false);
    refused(List.of(), "must begin with a segment that is not a gap");
    refused(List.of(line(5, FIRST, true), line(6, FIRST, false)), "must begin with a segment");
    refused(List.of(media, line(7, FIRST, false)), "segment 7 must not follow 5");
    refused(List.of(media, media), "segment 5 must not follow 5");
    refused(
        List.of(media, line(6, new InitInForce(0, 0, "other.mp4"), false)),
        "segment 6 must keep the init segment");
    refused(
        List.of(media, line(6, new InitInForce(2, 6, "c.mp4"), false)),
        "segment 6 must keep the init segment or change to the next one");
    refused(
        List.of(media, line(6, new InitInForce(1, 5, "b.mp4"), false)),
        "segment 6 must keep the init segment");
    refused(
        List.of(new PlaylistLine(5, "u", new LineTimes(1_000, 0, 2_500), false, FIRST)),
        "at most 2 s, but lasts 2500000");
    refused(
        List.of(new PlaylistLine(5, "u", new LineTimes(1_000, 0, 0), false, FIRST)),
        "must last more than 0 us");
    assertThat(
            text(
                playlist(
                    TWO,
                    0,
                    List.of(new PlaylistLine(5, "u", new LineTimes(1_000, 0, 2_499), false, FIRST)),
                    false)))
        .contains("#EXTINF:2.499000,\n");
    assertThatThrownBy(() -> new PlaylistLine(5, "u", new LineTimes(0, 0, 1), false, FIRST))
        .hasMessageContaining("timescale");
    assertThatThrownBy(() -> line(5, new InitInForce(1, 6, "b.mp4"), false))
        .hasMessageContaining("is in force only from 6 on");
    assertThatThrownBy(() -> new InitInForce(1L << 31, 0, "b.mp4"))
        .as("an epoch number in another unit")
        .hasMessageContaining("changes must be 0 to 2^31 - 1");
  }

  private static void refused(List<PlaylistLine> lines, String message) {
    assertThatThrownBy(() -> playlist(TWO, 0, lines, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  /** 4.4.4.4: they hold for what follows, and a MAP is one of it. */
  @Test
  void keysStandBeforeTheFirstInitSegmentAlsoInAnUpdate() {
    List<PlaylistLine> lines = new ArrayList<>();
    for (long number = 1; number <= 20; number++) {
      lines.add(line(number, FIRST, false));
    }
    MediaPlaylist playlist = playlist(TWO, 0, lines, false);
    String keys = "#EXT-X-KEY:METHOD=SAMPLE-AES,URI=\"skd://k\"\n";
    String plain = text(playlist);

    assertThat(new String(MediaPlaylistWriter.full(playlist, keys), StandardCharsets.UTF_8))
        .isEqualTo(plain.replace("#EXT-X-MAP", keys + "#EXT-X-MAP"));
    assertThat(new String(MediaPlaylistWriter.delta(playlist, keys), StandardCharsets.UTF_8))
        .contains("#EXT-X-SKIP:SKIPPED-SEGMENTS=14\n" + keys + "#EXT-X-MAP");
  }
}
