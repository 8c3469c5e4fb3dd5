package io.liveorigin.media.vtt;

import static io.liveorigin.media.bytes.Boxes.box;
import static io.liveorigin.media.bytes.Boxes.fullBox;
import static io.liveorigin.media.bytes.Boxes.join;
import static io.liveorigin.media.bytes.Boxes.u16;
import static io.liveorigin.media.bytes.Boxes.u32;
import static io.liveorigin.media.bytes.Boxes.zeros;
import static io.liveorigin.media.vtt.VttFixture.converted;
import static io.liveorigin.media.vtt.VttFixture.cue;
import static io.liveorigin.media.vtt.VttFixture.fragment;
import static io.liveorigin.media.vtt.VttFixture.init;
import static io.liveorigin.media.vtt.VttFixture.nothing;
import static io.liveorigin.media.vtt.VttFixture.read;
import static io.liveorigin.media.vtt.VttFixture.segment;
import static io.liveorigin.media.vtt.VttFixture.shown;
import static io.liveorigin.media.vtt.VttFixture.text;
import static io.liveorigin.media.vtt.VttFixture.why;
import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.media.bytes.InitBytes;
import io.liveorigin.media.bytes.SegmentBytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebVttTest {
  private static final byte[] INIT = init(1000, "WEBVTT");
  private static final String BEGIN = "WEBVTT\nX-TIMESTAMP-MAP=MPEGTS:0,LOCAL:00:00:00.000\n";

  /** Returns the file of a segment that shows one cue for a second. */
  private static String one(byte[] cue) {
    return converted(INIT, segment(0, shown(1000, cue)));
  }

  @Test
  void whatShakaPackagerMadeIsTheFileThatItWasMadeFrom() {
    byte[] init = read("init.mp4");
    assertThat(converted(init, read("0.m4s")))
        .isEqualTo(
            BEGIN
                + """

                00:00:00.500 --> 00:00:01.500 line:90% position:50% align:center
                first <b>bold</b> &amp; a -- > b

                00:00:01.000 --> 00:00:01.250 align:center
                at the same time

                00:00:01.800 --> 00:00:02.000 align:left
                over two boundaries
                two lines
                """);
    assertThat(converted(init, read("1.m4s")))
        .isEqualTo(
            """
            WEBVTT
            X-TIMESTAMP-MAP=MPEGTS:180000,LOCAL:00:00:00.000

            00:00:00.000 --> 00:00:02.000 align:left
            over two boundaries
            two lines
            """);
    assertThat(converted(init, read("2.m4s")))
        .contains("\n00:00:00.000 --> 00:00:00.200 align:left\n");
    assertThat(converted(init, read("3.m4s")))
        .endsWith("\n00:00:00.500 --> 00:00:01.000 align:center\nGrüße 日本\n");
  }

  @Test
  void aSegmentThatShowsNothingIsTheHeaderAlone() {
    assertThat(converted(INIT, segment(0, nothing(2000)))).isEqualTo(BEGIN);
    assertThat(converted(INIT, segment(0, shown(2000, cue(""), cue(" \n \n"))))).isEqualTo(BEGIN);
    assertThat(new String(WebVtt.empty(), StandardCharsets.UTF_8)).isEqualTo("WEBVTT\n");
  }

  /** The time of the first sample: seconds x 90000 mod 2^33, rounded down. */
  @ParameterizedTest
  @CsvSource({
    "1000, 1764000000000, 828870656",
    "90000, 8589934591, 8589934591",
    "90000, 8589934592, 0",
    "30000, 60061, 180183",
    "44100, 1, 2",
    "4294967295, 4294967295, 90000",
    "1, 1800000000, 2423529472"
  })
  void itSaysWhenItsSegmentBegins(long timescale, long decodeTime, long expected) {
    assertThat(converted(init(timescale, "WEBVTT"), segment(decodeTime, nothing(2000))))
        .contains("=MPEGTS:" + expected + ",LOCAL:00:00:00.000\n");
  }

  @Test
  void presentationTimeCounts() {
    byte[] edits = box("edts", fullBox("elst", 0, 0, u32(1), u32(0), u32(500), u32(0x1_0000)));
    byte[] entry = box("wvtt", zeros(6), u16(1), text("vttC", "WEBVTT"));
    assertThat(converted(init(1000, entry, edits), segment(2500, shown(1000, cue("a")))))
        .startsWith("WEBVTT\nX-TIMESTAMP-MAP=MPEGTS:180000,")
        .contains("\n00:00:00.000 --> 00:00:01.000\na\n");
  }

  @Test
  void samplesOfOneCueThatFollowOneAnotherAreOneCue() {
    byte[] a = box("vttc", text("iden", "a"), text("payl", "same"));
    byte[] b = box("vttc", text("iden", "b"), text("payl", "same"));
    assertThat(
            converted(
                INIT,
                segment(
                    0,
                    shown(100, a),
                    shown(200, a, b),
                    shown(300, b),
                    nothing(50),
                    shown(100, b),
                    shown(1, cue("x"), cue("x")))))
        .isEqualTo(
            BEGIN
                + """

                00:00:00.000 --> 00:00:00.300
                same

                00:00:00.100 --> 00:00:00.600
                same

                00:00:00.650 --> 00:00:00.750
                same

                00:00:00.750 --> 00:00:00.751
                x
                """);
  }

  @Test
  void cuesThatThePackagerTellsApartAreNotOneCue() {
    byte[] first = box("vttc", box("vsid", u32(1)), text("payl", "same"));
    byte[] second = box("vttc", box("vsid", u32(2)), text("payl", "same"));
    assertThat(converted(INIT, segment(0, shown(100, first), shown(100, second))))
        .contains("00:00:00.000 --> 00:00:00.100\nsame", "00:00:00.100 --> 00:00:00.200\nsame");
  }

  @Test
  void fragmentsOfASegmentAreOneTimeline() {
    byte[] two =
        join(
            SegmentBytes.segmentType(),
            fragment(2000, shown(1000, cue("a"))),
            fragment(3000, shown(500, cue("a"))),
            fragment(3600, shown(400, cue("a"))));
    assertThat(converted(INIT, two))
        .contains("00:00:00.000 --> 00:00:01.500\na", "00:00:01.600 --> 00:00:02.000\na");
  }

  /** A cue ends no later than the start of the next segment, in which it continues. */
  @Test
  void segmentsOfAnOddTimescaleDoNotOverlap() {
    byte[] init = init(44_100, "WEBVTT");
    long at = 44_100L * 1_764_000_000L + 7;
    String before = converted(init, segment(at, shown(88_321, cue("a"))));
    String after = converted(init, segment(at + 88_321, shown(88_321, cue("a"))));

    long begin = Long.parseLong(before.replaceAll("(?s).*MPEGTS:(\\d+).*", "$1"));
    long next = Long.parseLong(after.replaceAll("(?s).*MPEGTS:(\\d+).*", "$1"));
    assertThat(before).contains("--> 00:00:02.002\n");
    assertThat(begin + 2_002 * 90).isLessThanOrEqualTo(next).isGreaterThan(next - 90);
  }

  @Test
  void theHeaderOfTheTrackStandsInEachFile() {
    byte[] init =
        init(
            1000,
            "WEBVTT - title\r\nKind: captions\rX-TIMESTAMP-MAP=MPEGTS:7,LOCAL:00:00:00.000\n\n"
                + "STYLE\n::cue(b) { color: red }\n\n\nNOTE no\n\nREGION\nid:low\n\n"
                + "STYLE\na --> b\n\n00:01.000 --> 00:02.000\na cue\n");
    assertThat(converted(init, segment(0, shown(1000, cue("a")))))
        .isEqualTo(
            """
            WEBVTT
            X-TIMESTAMP-MAP=MPEGTS:0,LOCAL:00:00:00.000
            Kind: captions

            STYLE
            ::cue(b) { color: red }

            REGION
            id:low

            00:00:00.000 --> 00:00:01.000
            a
            """);
  }

  /** A payload belongs to its cue only: 4.1 and 6.3. */
  @Test
  void noPayloadEndsItsCueOrBeginsAnother() {
    assertThat(one(cue("a\n\n00:00:00.000 --> 00:00:09.000\nb\r\n\r\nc\rd\0")))
        .isEqualTo(
            BEGIN
                + """

                00:00:00.000 --> 00:00:01.000
                a
                00:00:00.000 --&gt; 00:00:09.000
                b
                c
                d\ufffd
                """);
  }

  /** hls.js drops a cue with a known id, so a cue that continues in the next segment would end. */
  @Test
  void noCueHasAnId() {
    assertThat(one(box("vttc", text("iden", "7"), text("payl", "a"))))
        .isEqualTo(BEGIN + "\n00:00:00.000 --> 00:00:01.000\na\n");
  }

  @Test
  void settingsAreOneLine() {
    assertThat(one(box("vttc", text("sttg", " line:1\r\nalign:left\n"), text("payl", "a"))))
        .isEqualTo(BEGIN + "\n00:00:00.000 --> 00:00:01.000 line:1 align:left\na\n");
    assertThat(one(box("vttc", text("sttg", "line:1 --> 2"), text("payl", "a"))))
        .isEqualTo(BEGIN + "\n00:00:00.000 --> 00:00:01.000\na\n");
  }

  @Test
  void timesWithinAPayloadAreThoseOfTheFile() {
    byte[] cue =
        box("vttc", text("ctim", "01:00:00.500"), text("payl", "a<01:00:00.700>b<59:00.000>c"));
    assertThat(converted(INIT, segment(0, nothing(500), shown(500, cue))))
        .endsWith("\n00:00:00.500 --> 00:00:01.000\na<00:00:00.700>b<00:00:00.500>c\n");
    assertThat(one(cue("a<01:00:00.700>b-<00:01.000>->c<i>"))).endsWith("\nab--&gt;c<i>\n");
  }

  @Test
  void notesAndUnknownBoxesAreLeftOut() {
    assertThat(one(join(text("vtta", "a note"), box("abcd"), cue("a"))))
        .isEqualTo(BEGIN + "\n00:00:00.000 --> 00:00:01.000\na\n");
  }

  @Test
  void theSameSegmentsGiveTheSameFile() {
    byte[] segment = read("0.m4s");
    assertThat(WebVtt.of(read("init.mp4"), segment))
        .usingRecursiveComparison()
        .isEqualTo(WebVtt.of(read("init.mp4").clone(), segment.clone()));
  }

  @Test
  void whatIsNoWebVttInMp4IsUnreadable() {
    byte[] good = segment(0, nothing(2000));
    assertThat(why(InitBytes.video(), good)).contains("not wvtt");
    assertThat(why(new byte[0], good)).contains("init segment");
    assertThat(why(INIT, new byte[0])).contains("no samples");
    assertThat(why(INIT, SegmentBytes.video(0).withTrack(2).bytes())).contains("track");
    assertThat(why(INIT, SegmentBytes.video(0).bytes())).contains("wrong size");
    assertThat(why(INIT, segment(-1, nothing(1)))).contains("decode time");
    assertThat(why(INIT, new byte[WebVtt.MOST_BYTES + 1])).contains("longer");
  }

  /**
   * Each cue is searched for among the earlier ones, which a hostile choice of texts makes slow.
   */
  @Test
  void onlySoManyCuesAreRead() {
    byte[][] cues = Collections.nCopies(TimedCue.MOST + 1, cue("a")).toArray(byte[][]::new);
    byte[] most = join(Arrays.copyOf(cues, TimedCue.MOST));
    assertThat(one(most)).isEqualTo(one(cue("a")));
    assertThat(why(INIT, segment(0, shown(1000, cues)))).contains("cues");
  }

  /** Otherwise a few bytes would become a file of gigabytes. */
  @Test
  void samplesThatLieOverOneAnotherAreUnreadable() {
    byte[] data = join(cue("a".repeat(1000)));
    List<byte[]> samples = Collections.nCopies(100, data);
    byte[] moof = moof(samples, data.length, 0);
    byte[] bytes = join(moof(samples, data.length, moof.length + 8), box("mdat", data));
    assertThat(why(INIT, bytes)).contains("overlap");
  }

  private static byte[] moof(List<byte[]> runs, int size, int dataOffset) {
    return SegmentBytes.moof(
        fullBox("tfhd", 0, 0x2_0000, u32(1)),
        fullBox("tfdt", 0, 0, u32(0)),
        join(
            runs.stream()
                .map(run -> fullBox("trun", 0, 0x301, u32(1), u32(dataOffset), u32(10), u32(size)))
                .toArray(byte[][]::new)));
  }
}
