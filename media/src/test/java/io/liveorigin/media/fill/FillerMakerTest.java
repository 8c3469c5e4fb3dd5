package io.liveorigin.media.fill;

import static io.liveorigin.media.bytes.Boxes.ascii;
import static io.liveorigin.media.bytes.Boxes.box;
import static io.liveorigin.media.bytes.Boxes.fullBox;
import static io.liveorigin.media.bytes.Boxes.join;
import static io.liveorigin.media.bytes.Boxes.u32;
import static io.liveorigin.media.bytes.Boxes.u64;
import static io.liveorigin.media.fill.FillFixture.AVC_IDR;
import static io.liveorigin.media.fill.FillFixture.AVC_SLICE;
import static io.liveorigin.media.fill.FillFixture.NUMBER;
import static io.liveorigin.media.fill.FillFixture.TWO_SECONDS;
import static io.liveorigin.media.fill.FillFixture.bytes;
import static io.liveorigin.media.fill.FillFixture.frames;
import static io.liveorigin.media.fill.FillFixture.hex;
import static io.liveorigin.media.fill.FillFixture.order;
import static io.liveorigin.media.fill.FillFixture.segment;
import static io.liveorigin.media.fill.FillFixture.sounds;
import static io.liveorigin.media.fill.FillFixture.why;
import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.event.ContentType;
import io.liveorigin.media.bytes.InitBytes;
import io.liveorigin.media.bytes.SegmentBytes;
import io.liveorigin.media.fill.FillFixture.Given;
import io.liveorigin.media.fill.FillFixture.Span;
import io.liveorigin.media.inspect.InspectionFixture;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FillerMakerTest {
  private static final byte[] STYP =
      box("styp", ascii("msdh"), u32(0), ascii("msdh"), ascii("cmfs"), ascii("slat"));
  private static final long TICKS = 90_000;
  private static final byte[] SOUND = hex("2111450014500146f0810a5a5a5e");

  /** Returns a filler written by hand: one sample, all of whose values are in {@code tfhd}. */
  private static byte[] expected(long duration, long decodeTime, byte[] offset, byte[] data) {
    byte[] header = fullBox("tfhd", 0, 0x2002a, u32(1), u32(1), u32(duration), u32(0x0200_0000));
    int trun = offset.length > 0 ? 0xa01 & ~0x1 | 0x1 : 0x201;
    int dataOffset = 8 + 16 + 8 + header.length + 20 + 24 + offset.length + 8;
    return join(
        STYP,
        box(
            "moof",
            fullBox("mfhd", 0, 0, u32(NUMBER)),
            box(
                "traf",
                header,
                fullBox("tfdt", 1, 0, u64(decodeTime)),
                fullBox("trun", 0, trun, u32(1), u32(dataOffset), u32(data.length), offset))),
        box("mdat", data));
  }

  @Test
  void videoFreezesAtTheLastKeyFrame() {
    List<Given> given = new ArrayList<>(frames(50, 3600));
    given.set(0, new Given(3600, SegmentBytes.SYNC, 7200, AVC_IDR));
    byte[] source = segment((NUMBER - 1) * 180_000 - 7200, given);

    byte[] filler =
        bytes(
            FillerMaker.make(
                order(FillFixture.avc(TICKS), source, NUMBER, TWO_SECONDS, ContentType.VIDEO)));

    assertThat(filler).isEqualTo(expected(180_000, NUMBER * 180_000 - 7200, u32(7200), AVC_IDR));
  }

  @Test
  void ofTwoKeyFramesTheLaterOneIsShown() {
    byte[] later = hex("00000005 6588842144");
    List<Given> given = new ArrayList<>(frames(50, 3600));
    given.set(25, new Given(3600, SegmentBytes.SYNC, 0, later));
    assertThat(video(given)).isEqualTo(expected(180_000, NUMBER * 180_000, new byte[0], later));
  }

  /** Some packagers mark a recovery point as a sync sample, but it needs earlier pictures. */
  @Test
  void aSyncSampleThatIsNoIdrIsPassedOver() {
    List<Given> given = new ArrayList<>(frames(50, 3600));
    given.set(25, new Given(3600, SegmentBytes.SYNC, 0, AVC_SLICE));
    given.set(30, new Given(3600, SegmentBytes.NOT_SYNC, 0, AVC_IDR));
    assertThat(video(given)).isEqualTo(expected(180_000, NUMBER * 180_000, new byte[0], AVC_IDR));
  }

  private static byte[] video(List<Given> given) {
    byte[] source = segment((NUMBER - 1) * 180_000, given);
    return bytes(
        FillerMaker.make(
            order(FillFixture.avc(TICKS), source, NUMBER, TWO_SECONDS, ContentType.VIDEO)));
  }

  @Test
  void audioIsSilentForAsManyFramesAsThePackagerWouldHaveCut() {
    // Frames of 1024 in 96000 are 93.75 per segment. Number 880000000 begins on a frame, the one
    // before it 0.25 of a frame late.
    byte[] init = FillFixture.aac(48_000);
    long before = NUMBER * 96_000 - 93 * 1024;
    byte[] source = segment(before, sounds(93, 1024, SOUND));

    byte[] filler =
        bytes(FillerMaker.make(order(init, source, NUMBER, TWO_SECONDS, ContentType.AUDIO)));

    assertThat(Span.of(filler))
        .isEqualTo(new Span(NUMBER * 96_000, NUMBER * 96_000 + 94 * 1024, 94));
    byte[] silence = hex("210049900219002380");
    byte[] media = new byte[0];
    for (int i = 0; i < 94; i++) {
      media = join(media, silence);
    }
    assertThat(filler).endsWith(box("mdat", media));
    assertThat(filler).startsWith(STYP);
  }

  @Test
  void textShowsNothing() {
    byte[] vtte = hex("0000000876747465");
    assertThat(text("wvtt", Optional.empty()))
        .isEqualTo(expected(2000, NUMBER * 2000, new byte[0], vtte));
    byte[] document =
        ascii("<tt xmlns=\"http://www.w3.org/ns/ttml\" xml:lang=\"\"><head/><body/></tt>");
    assertThat(text("stpp", Optional.empty()))
        .isEqualTo(expected(2000, NUMBER * 2000, new byte[0], document));
  }

  @Test
  void textGoesOnWhereItsSourceEnds() {
    byte[] source =
        segment((NUMBER - 1) * 2000 + 3, List.of(new Given(2000, SegmentBytes.SYNC, 0, SOUND)));
    assertThat(text("wvtt", Optional.of(new FillerMaker.Source(NUMBER - 1, source))))
        .isEqualTo(expected(2000, NUMBER * 2000 + 3, new byte[0], hex("0000000876747465")));
  }

  private static byte[] text(String entry, Optional<FillerMaker.Source> source) {
    byte[] init = FillFixture.text(1000, entry);
    return bytes(
        FillerMaker.make(
            new FillerMaker.Order(init, source, NUMBER, TWO_SECONDS, ContentType.TEXT)));
  }

  @Test
  void theNumberIsWrittenInto32Bits() {
    byte[] source = segment(0, frames(50, 3600));
    long number = (1L << 32) + 5;
    byte[] filler =
        bytes(
            FillerMaker.make(
                order(
                    FillFixture.avc(TICKS),
                    source,
                    number,
                    InspectionFixture.schedule(TWO_SECONDS.duration(), number - 1),
                    ContentType.VIDEO)));
    assertThat(filler).containsSequence(fullBox("mfhd", 0, 0, u32(5)));
    assertThat(Span.of(filler)).isEqualTo(new Span(180_000, 360_000, 1));
  }

  @Test
  void saysWhyThereIsNone() {
    byte[] init = FillFixture.avc(TICKS);
    byte[] source = segment((NUMBER - 1) * 180_000, frames(50, 3600));
    List<Given> slices = new ArrayList<>(frames(50, 3600));
    slices.set(0, new Given(3600, SegmentBytes.SYNC, 0, AVC_SLICE));
    byte[] unsynced = segment((NUMBER - 1) * 180_000, slices);
    byte[] two =
        join(
            InitBytes.fileType(),
            box(
                "moov",
                InitBytes.movieHeader(),
                InitBytes.track(1, 12800, "vide", "avc1"),
                InitBytes.track(2, 48000, "soun", "mp4a"),
                InitBytes.extension(InitBytes.trex(1, 0, 0, 0), InitBytes.trex(2, 0, 0, 0))));

    assertThat(none(new byte[0], source)).isEqualTo("the init segment cannot be read");
    assertThat(none(two, source)).isEqualTo("the init segment has several tracks");
    assertThat(none(FillFixture.aac(48_000), source)).contains("is not video");
    assertThat(none(init, new byte[0])).contains("it has no samples");
    assertThat(none(init, unsynced)).contains("no picture that can be decoded by itself");
    assertThat(none(FillFixture.init(TICKS, "vide", InitBytes.video("vp08")), source))
        .isEqualTo("there are no fillers for video with sample entry vp08");
    assertThat(none(init, segment(NUMBER * 180_000, List.of(frames(1, 0).get(0)))))
        .contains("has no duration");
    assertThat(why(FillerMaker.make(absent(init, ContentType.VIDEO))))
        .contains("no earlier segment");
    FillerMaker.Order itself =
        new FillerMaker.Order(
            init,
            Optional.of(new FillerMaker.Source(NUMBER, source)),
            NUMBER,
            TWO_SECONDS,
            ContentType.VIDEO);
    assertThat(why(FillerMaker.make(itself))).isEqualTo("its source is not an earlier segment");
    assertThat(why(FillerMaker.make(absent(FillFixture.text(1000, "c608"), ContentType.TEXT))))
        .isEqualTo("there are no fillers for text with sample entry c608");
  }

  /** Written by hand: a fragment of a track without a run. */
  @Test
  void anEmptySegmentHasNoSamples() {
    byte[] moof =
        box(
            "moof",
            fullBox("mfhd", 0, 0, u32(NUMBER)),
            box(
                "traf",
                fullBox("tfhd", 0, 0x2_0000, u32(1)),
                fullBox("tfdt", 1, 0, u64(NUMBER * 180_000))));
    byte[] wanted = join(STYP, moof, box("mdat"));

    assertThat(bytes(empty(FillFixture.avc(TICKS), NUMBER, ContentType.VIDEO))).isEqualTo(wanted);
    byte[] anyCodec = FillFixture.init(TICKS, "vide", InitBytes.video("vp08"));
    assertThat(bytes(empty(anyCodec, NUMBER, ContentType.VIDEO))).isEqualTo(wanted);
  }

  /** Its decode time is that of the samples, which the edit list shifts. */
  @Test
  void anEmptySegmentLiesWhereTheTrackHasIt() {
    byte[] init = FillFixture.aac(48_000, FillFixture.edits(1024));
    assertThat(bytes(empty(init, NUMBER, ContentType.AUDIO)))
        .containsSequence(fullBox("tfdt", 1, 0, u64(NUMBER * 96_000 + 1024)));
  }

  @Test
  void withoutATrackOrATimeThereIsNone() {
    byte[] audio = FillFixture.aac(48_000);
    assertThat(why(empty(new byte[0], NUMBER, ContentType.VIDEO))).contains("cannot be read");
    assertThat(why(empty(audio, NUMBER, ContentType.VIDEO))).contains("is not video");
    assertThat(why(empty(audio, -1, ContentType.AUDIO))).contains("before media time zero");
  }

  private static FillerOutcome empty(byte[] init, long number, ContentType type) {
    return FillerMaker.empty(init, number, TWO_SECONDS, type);
  }

  private static FillerMaker.Order absent(byte[] init, ContentType type) {
    return new FillerMaker.Order(init, Optional.empty(), NUMBER, TWO_SECONDS, type);
  }

  private static String none(byte[] init, byte[] source) {
    return why(FillerMaker.make(order(init, source, NUMBER, TWO_SECONDS, ContentType.VIDEO)));
  }
}
