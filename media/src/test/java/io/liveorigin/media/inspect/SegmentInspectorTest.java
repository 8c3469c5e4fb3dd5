package io.liveorigin.media.inspect;

import static io.liveorigin.media.bytes.Boxes.ascii;
import static io.liveorigin.media.bytes.Boxes.box;
import static io.liveorigin.media.bytes.Boxes.fullBox;
import static io.liveorigin.media.bytes.Boxes.join;
import static io.liveorigin.media.bytes.Boxes.u32;
import static io.liveorigin.media.bytes.Boxes.u64;
import static io.liveorigin.media.bytes.Boxes.zeros;
import static io.liveorigin.media.bytes.SegmentBytes.DEFAULT_BASE_IS_MOOF;
import static io.liveorigin.media.bytes.SegmentBytes.moof;
import static io.liveorigin.media.bytes.SegmentBytes.segmentType;
import static io.liveorigin.media.inspect.InspectionFixture.VIDEO_INIT;
import static io.liveorigin.media.inspect.InspectionFixture.inspect;
import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.DefectKind;
import io.liveorigin.contract.segment.DefectSource;
import io.liveorigin.contract.segment.Facts;
import io.liveorigin.contract.segment.TrackFacts;
import io.liveorigin.media.bytes.SegmentBytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SegmentInspectorTest {
  private static final long NUMBER = 880_000_000L;
  private static final long DECODE_TIME = NUMBER * 2 * 12800;
  private static final SegmentBytes GOOD = SegmentBytes.video(DECODE_TIME);

  @Test
  void readsTheFactsOfAGoodSegment() {
    Inspection inspection = inspect(GOOD.bytes(), Optional.of(VIDEO_INIT), NUMBER);

    assertThat(inspection.defects()).isEmpty();
    assertThat(inspection.facts().tracks())
        .containsExactly(new TrackFacts(1, 12800, DECODE_TIME, 50, 25600, 512, true));
    assertThat(inspection.facts().brands()).containsExactly("msdh", "cmfs");
    assertThat(inspection.facts().fragments()).isEqualTo(1);
  }

  @Test
  void withoutAnInitSegmentThereIsNoTimescaleAndNoTimeCheck() {
    Inspection inspection = inspect(GOOD.bytes(), Optional.empty(), 5);

    assertThat(inspection.defects()).isEmpty();
    assertThat(inspection.facts().tracks())
        .containsExactly(new TrackFacts(1, 0, DECODE_TIME, 50, 25600, 512, true));
  }

  @Test
  void aTrackThatTheInitSegmentDoesNotHaveHasNoTimescale() {
    Inspection inspection = inspect(GOOD.withTrack(2).bytes(), Optional.of(VIDEO_INIT), NUMBER);

    assertThat(inspection.facts().tracks()).extracting(TrackFacts::timescale).containsExactly(0L);
  }

  @Test
  void takesWhatASampleDoesNotSayFromTfhdThenTrex() {
    byte[] trunWithNothing = fullBox("trun", 0, 0, u32(50));
    byte[] tfdt = fullBox("tfdt", 1, 0, u64(DECODE_TIME));
    byte[] byTrex = fullBox("tfhd", 0, DEFAULT_BASE_IS_MOOF, u32(1));
    byte[] byTfhd =
        fullBox(
            "tfhd",
            0,
            DEFAULT_BASE_IS_MOOF | 0x1 | 0x2 | 0x8 | 0x10 | 0x20,
            u32(1),
            u64(0),
            u32(1),
            u32(256),
            u32(3),
            u32(SegmentBytes.NOT_SYNC));
    byte[] mdat = box("mdat", zeros(150));

    assertThat(facts(join(moof(byTrex, tfdt, trunWithNothing), mdat)))
        .isEqualTo(new TrackFacts(1, 12800, DECODE_TIME, 50, 25600, 512, true));
    assertThat(facts(join(moof(byTfhd, tfdt, trunWithNothing), mdat)))
        .isEqualTo(new TrackFacts(1, 12800, DECODE_TIME, 50, 12800, 256, false));
  }

  @Test
  void readsFlagsAndCompositionOffsetsOfSamples() {
    byte[] trun =
        fullBox(
            "trun",
            1,
            0x400 | 0x800,
            u32(2),
            u32(SegmentBytes.NOT_SYNC),
            u32(-512),
            u32(SegmentBytes.SYNC),
            u32(512));
    byte[] bytes =
        join(
            moof(
                fullBox("tfhd", 0, DEFAULT_BASE_IS_MOOF, u32(1)),
                fullBox("tfdt", 0, 0, u32(25600)),
                trun),
            box("mdat"));

    assertThat(facts(bytes)).isEqualTo(new TrackFacts(1, 12800, 25600, 2, 1024, 512, false, -512));
  }

  @Test
  void addsUpFragmentsRunsAndTracks() {
    SegmentBytes first = GOOD.withDurations(SegmentBytes.repeat(512, 48));
    SegmentBytes second = SegmentBytes.video(DECODE_TIME + 24576).withDurations(512, 512);
    byte[] both = join(segmentType(), first.fragment(), second.fragment(), box("free"));

    Inspection inspection = inspect(both, Optional.of(VIDEO_INIT), NUMBER);

    assertThat(inspection.defects()).isEmpty();
    assertThat(inspection.facts().fragments()).isEqualTo(2);
    assertThat(inspection.facts().tracks())
        .containsExactly(new TrackFacts(1, 12800, DECODE_TIME, 50, 25600, 512, true));

    SegmentBytes other = GOOD.withTrack(4);
    assertThat(
            inspect(join(GOOD.bytes(), other.fragment()), Optional.of(VIDEO_INIT), NUMBER)
                .facts()
                .tracks())
        .extracting(TrackFacts::trackId)
        .containsExactly(1L, 4L);
  }

  @Test
  void acceptsAnyFormOfMediaDataAndBoxesInBetween() {
    byte[] moof = Arrays.copyOf(GOOD.fragment(), GOOD.fragment().length - GOOD.mdat().length);
    byte[] media = Arrays.copyOfRange(GOOD.mdat(), 8, GOOD.mdat().length);

    for (byte[] mdat :
        List.of(
            box("mdat", media),
            box("mdat", media, zeros(8)),
            join(box("mdat", media), box("free", zeros(9)), box("mdat", media)))) {
      byte[] before = join(box("prft", zeros(20)), box("emsg", zeros(30)), box("free"));
      byte[] bytes = join(before, moof, mdat, box("free"));
      assertThat(inspect(bytes, Optional.of(VIDEO_INIT), NUMBER).defects()).isEmpty();
    }
  }

  @Test
  void samplesWithoutFieldsAreCountedWithoutLooking() {
    byte[] tfhd = fullBox("tfhd", 0, 0x8 | 0x10, u32(1), u32(0xffff_ffffL), u32(0xffff_ffffL));
    byte[] trun = fullBox("trun", 0, 0, u32(0xffff_ffffL));
    byte[] bytes = join(moof(tfhd, GOOD.tfdt(), trun, trun), box("mdat"));

    Inspection inspection = inspect(bytes, Optional.empty(), NUMBER);

    assertThat(inspection.facts().tracks())
        .containsExactly(
            new TrackFacts(
                1, 0, DECODE_TIME, 2 * 0xffff_ffffL, Long.MAX_VALUE, 0xffff_ffffL, true));
    assertThat(inspection.defects())
        .containsExactly(defect(DefectKind.TRUNCATED, "missing", 999_999_999_999_999L));
  }

  @Test
  void boundsTheNumberOfTracks() {
    byte[] bytes =
        join(
            IntStream.rangeClosed(1, SegmentInspector.MAX_TRACKS + 1)
                .mapToObj(i -> GOOD.withTrack(i).fragment())
                .toArray(byte[][]::new));

    Inspection inspection = inspect(bytes, Optional.empty(), NUMBER);

    assertThat(inspection.facts().tracks()).hasSize(SegmentInspector.MAX_TRACKS);
    assertThat(inspection.defects())
        .extracting(d -> d.parameters().get("reason"))
        .containsExactly("too-many-tracks");
  }

  @Test
  void boundsTheNumberOfBrands() {
    byte[] brands =
        join(
            IntStream.range(0, 1000)
                .mapToObj(i -> ascii("%04d".formatted(i)))
                .toArray(byte[][]::new));
    byte[] styp = box("styp", ascii("msdh"), u32(0), ascii("msdh"), brands);

    assertThat(inspect(join(styp, GOOD.fragment()), Optional.empty(), NUMBER).facts().brands())
        .hasSize(16)
        .startsWith("msdh", "0000", "0001");
  }

  @Test
  void asksEveryCheckOnce() {
    List<Facts> seen = new ArrayList<>();
    SegmentCheck counting =
        segment -> {
          seen.add(segment.facts());
          return segment.found(DefectKind.FILLER, Map.of());
        };
    InspectionContext context =
        new InspectionContext(
            Optional.empty(),
            InspectionFixture.TWO_SECONDS,
            new SegmentAddress(InspectionFixture.TRACK, NUMBER),
            InspectionFixture.VIDEO,
            DefectSource.PACKAGER);

    Inspection inspection =
        new SegmentInspector(List.of(counting, counting))
            .inspect(join(GOOD.bytes(), GOOD.fragment()), context);

    assertThat(seen).hasSize(2).containsOnly(inspection.facts());
    assertThat(inspection.defects()).hasSize(2).allMatch(d -> d.source() == DefectSource.PACKAGER);
  }

  private static TrackFacts facts(byte[] bytes) {
    return inspect(bytes, Optional.of(VIDEO_INIT), NUMBER).facts().tracks().get(0);
  }

  private static Defect defect(DefectKind kind, String key, Object value) {
    return Defect.of(kind, DefectSource.INGEST, Map.of(key, value));
  }
}
