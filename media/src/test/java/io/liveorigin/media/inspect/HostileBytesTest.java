package io.liveorigin.media.inspect;

import static io.liveorigin.media.bytes.Boxes.fullBox;
import static io.liveorigin.media.bytes.Boxes.join;
import static io.liveorigin.media.bytes.Boxes.u32;
import static io.liveorigin.media.bytes.Boxes.u64;
import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.DefectSource;
import io.liveorigin.contract.wire.DefectsField;
import io.liveorigin.contract.wire.FactsField;
import io.liveorigin.media.bytes.InitBytes;
import io.liveorigin.media.bytes.SegmentBytes;
import io.liveorigin.media.fuzz.HostileBytes;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/**
 * Any bytes result in no exception, and in facts and defects that fit into the headers of a record.
 */
class HostileBytesTest {
  private static final long NUMBER = 880_000_000L;

  @Property(tries = 2000)
  void mutatedSegments(@ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int mutations) {
    SegmentBytes segment = SegmentBytes.video(NUMBER * 25600);
    byte[] stamp = fullBox("prft", 1, 0, u32(1), u64(seed | 1L << 63), u64(NUMBER * 25600));
    byte[] good = join(stamp, segment.bytes(), segment.withTfdtVersion(0).fragment());
    assertBounded(HostileBytes.mutated(good, seed, mutations), init(seed, mutations));
  }

  @Property(tries = 2000)
  void mutatedInitSegments(@ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int mutations) {
    byte[] bytes = HostileBytes.mutated(InitBytes.video(), seed, mutations);
    InitInspection inspection = new InitInspector().inspect(bytes);

    assertThat(inspection.facts().isPresent()).isEqualTo(inspection.defects().isEmpty());
    assertThat(DefectsField.read(DefectsField.write(inspection.defects())))
        .isEqualTo(inspection.defects());
  }

  /** Real init segments have complete sample entries, which are compared with the declaration. */
  @Property(tries = 4000)
  void mutatedRealInitSegments(
      @ForAll("inits") String name,
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 12) int mutations) {
    byte[] bytes = HostileBytes.mutated(RealInitTest.bytes(name), seed, mutations);
    InitInspection inspection =
        new InitInspector().inspect(bytes, InspectionFixture.EVENT, InspectionFixture.VIDEO);

    assertThat(DefectsField.read(DefectsField.write(inspection.defects())))
        .isEqualTo(inspection.defects());
    assertThat(new InitInspector().inspect(bytes).facts()).isEqualTo(inspection.facts());
  }

  @Provide
  Arbitrary<String> inits() {
    return Arbitraries.of(
        "avc1", "avc3", "hvc1-sei", "hev1", "av01", "encv", "mp4a", "enca", "ac-3", "ec-3", "opus");
  }

  @Property
  void anyBytes(@ForAll @Size(max = 500) byte[] bytes) {
    assertBounded(bytes, Optional.of(InspectionFixture.VIDEO_INIT));
    assertThat(new InitInspector().inspect(bytes).defects()).isNotEmpty();
  }

  private static Optional<InitFacts> init(long seed, int mutations) {
    return new InitInspector()
        .inspect(HostileBytes.mutated(InitBytes.video(), seed, mutations / 4))
        .facts();
  }

  private static void assertBounded(byte[] bytes, Optional<InitFacts> init) {
    Inspection inspection = InspectionFixture.inspect(bytes, init, NUMBER);

    assertThat(inspection.defects()).hasSizeLessThanOrEqualTo(8);
    assertThat(inspection.defects()).extracting(Defect::kind).doesNotHaveDuplicates();
    assertThat(inspection.defects()).allMatch(d -> d.source() == DefectSource.INGEST);
    assertThat(DefectsField.read(DefectsField.write(inspection.defects())))
        .isEqualTo(inspection.defects());
    assertThat(FactsField.read(FactsField.write(inspection.facts()))).isEqualTo(inspection.facts());
  }
}
