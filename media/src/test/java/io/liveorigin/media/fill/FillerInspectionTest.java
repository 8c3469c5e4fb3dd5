package io.liveorigin.media.fill;

import static io.liveorigin.media.fill.FillFixture.NUMBER;
import static io.liveorigin.media.fill.FillFixture.TWO_SECONDS;
import static io.liveorigin.media.fill.FillFixture.bytes;
import static io.liveorigin.media.fill.FillFixture.order;
import static io.liveorigin.media.fill.FillFixture.segment;
import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.event.ContentType;
import io.liveorigin.contract.event.Representation;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.DefectSource;
import io.liveorigin.contract.segment.TrackFacts;
import io.liveorigin.media.bytes.InitBytes;
import io.liveorigin.media.bytes.SegmentBytes;
import io.liveorigin.media.fill.FillFixture.Given;
import io.liveorigin.media.inspect.InitInspector;
import io.liveorigin.media.inspect.Inspection;
import io.liveorigin.media.inspect.InspectionContext;
import io.liveorigin.media.inspect.SegmentInspector;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Inspection finds that fillers are fillers, and nothing else. */
class FillerInspectionTest {
  private static Inspection inspect(
      byte[] init, byte[] segment, long number, ContentType type, String frameRate) {
    Representation declared =
        new Representation(
            "v",
            type,
            type == ContentType.TEXT ? "wvtt" : type == ContentType.AUDIO ? "mp4a.40.2" : "avc1",
            1000,
            Optional.empty(),
            Optional.empty(),
            Optional.of(frameRate).filter(rate -> type == ContentType.VIDEO),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of());
    return new SegmentInspector()
        .inspect(
            segment,
            new InspectionContext(
                new InitInspector().inspect(init).facts(),
                TWO_SECONDS,
                new SegmentAddress(Track.of("t", "e", "v"), number),
                declared,
                DefectSource.INGEST));
  }

  private static void assertOnlyFiller(byte[] init, byte[] source, ContentType type) {
    Inspection before = inspect(init, source, NUMBER - 1, type, "25");
    assertThat(before.defects()).isEmpty();
    TrackFacts last = before.facts().tracks().get(0);
    for (int i = 0; i < 4; i++) {
      byte[] filler =
          bytes(
              FillerMaker.make(
                  FillFixture.later(order(init, source, NUMBER, TWO_SECONDS, type), i)));
      Inspection inspection = inspect(init, filler, NUMBER + i, type, "25");
      assertThat(inspection.defects()).extracting(Defect::name).containsExactly("filler");
      TrackFacts facts = inspection.facts().tracks().get(0);
      assertThat(facts.decodeTime()).isEqualTo(last.decodeTime() + last.duration());
      assertThat(facts.startsWithSync()).isTrue();
      assertThat(inspection.facts().inheritsDefaults()).isFalse();
      assertThat(facts.presentationOffset()).isEqualTo(last.presentationOffset());
      last = facts;
    }
  }

  /**
   * Returns frames in the order I P B P B ..., which are decoded two frames before they are
   * presented.
   */
  private static List<Given> reordered(long moved) {
    List<Given> frames = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      long offset = i == 0 || i == 49 ? 7200 : i % 2 == 1 ? 10_800 : 3600;
      boolean key = i == 0;
      frames.add(
          new Given(
              3600,
              key ? SegmentBytes.SYNC : SegmentBytes.NOT_SYNC,
              offset - moved,
              key ? FillFixture.AVC_IDR : FillFixture.AVC_SLICE));
    }
    return frames;
  }

  @Test
  void video() {
    long start = (NUMBER - 1) * 180_000;
    byte[] init = FillFixture.avc(90_000);
    assertOnlyFiller(init, segment(start, FillFixture.frames(50, 3600)), ContentType.VIDEO);
    // Two frames late in all segments; with an edit list; with negative offsets.
    assertOnlyFiller(init, segment(start, reordered(0)), ContentType.VIDEO);
    byte[] edited =
        FillFixture.init(
            90_000,
            "vide",
            InitBytes.video("avc1", InitBytes.configuration("avc1")),
            FillFixture.edits(7200));
    assertOnlyFiller(edited, segment(start, reordered(0)), ContentType.VIDEO);
    assertOnlyFiller(init, segment(start, reordered(7200)), ContentType.VIDEO);
  }

  @Test
  void audio() {
    byte[] sound = FillFixture.hex("2111450014500146f0810a5a5a5e");
    long start = NUMBER * 96_000 - 93 * 1024;
    List<Given> sounds = FillFixture.sounds(93, 1024, sound);
    assertOnlyFiller(FillFixture.aac(48_000), segment(start, sounds), ContentType.AUDIO);
    byte[] primed = FillFixture.aac(48_000, FillFixture.edits(1024));
    assertOnlyFiller(primed, segment(start + 1024, sounds), ContentType.AUDIO);
  }

  @Test
  void text() {
    byte[] init = FillFixture.text(1000, "wvtt");
    List<Given> cues = FillFixture.sounds(2, 1000, FillFixture.hex("0000000876747465"));
    assertOnlyFiller(init, segment((NUMBER - 1) * 2000, cues), ContentType.TEXT);
  }
}
