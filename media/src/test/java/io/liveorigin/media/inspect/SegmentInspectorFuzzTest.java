package io.liveorigin.media.inspect;

import static io.liveorigin.media.inspect.InspectionFixture.TRACK;
import static io.liveorigin.media.inspect.InspectionFixture.TWO_SECONDS;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.event.ContentType;
import io.liveorigin.contract.event.Representation;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.DefectSource;
import io.liveorigin.contract.wire.DefectsField;
import io.liveorigin.contract.wire.FactsField;
import io.liveorigin.media.fuzz.Seeds;
import io.liveorigin.testing.Bounds;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Any bytes of a segment result in no exception, in bounded memory and time, and in facts and
 * defects that are written and read back (for one input in sixteen, because it takes far longer).
 * docs/fuzzing.md states how long this has run.
 */
class SegmentInspectorFuzzTest {
  private static final SegmentInspector INSPECTOR = new SegmentInspector();
  private static final List<InspectionContext> CONTEXTS =
      List.of(
          context("avc1", 0, ContentType.VIDEO, Optional.of("25")),
          context("mp4a", 0, ContentType.AUDIO, Optional.empty()),
          context("avc1", Seeds.NUMBER, ContentType.VIDEO, Optional.empty()),
          context("opus", 0, ContentType.AUDIO, Optional.empty()),
          context("encv", Seeds.NUMBER, ContentType.VIDEO, Optional.of("60000/1001")),
          context("", Seeds.NUMBER, ContentType.VIDEO, Optional.of("25")),
          context("hvc1", 0, ContentType.TEXT, Optional.empty()));

  static Stream<byte[]> segments() {
    return Seeds.segments();
  }

  @MethodSource("segments")
  @FuzzTest
  void inspect(byte[] bytes) {
    // The last byte is a part of the segment and also selects the context of the inspection.
    int choice = bytes.length == 0 ? 0 : bytes[bytes.length - 1] & 0xff;
    InspectionContext context = CONTEXTS.get(choice % CONTEXTS.size());
    Inspection inspection =
        Bounds.BOXES.assertKept(bytes.length, () -> INSPECTOR.inspect(bytes, context));
    if (Seeds.oneIn(16, bytes)) {
      assertReadBack(inspection);
    }
  }

  private static void assertReadBack(Inspection inspection) {
    List<Defect> defects = inspection.defects();
    if (!DefectsField.read(DefectsField.write(defects)).equals(defects)) {
      throw new AssertionError("defects changed on the wire: " + defects);
    }
    if (!FactsField.read(FactsField.write(inspection.facts())).equals(inspection.facts())) {
      throw new AssertionError("facts changed on the wire: " + inspection.facts());
    }
    if (defects.stream().map(Defect::kind).distinct().count() != defects.size()) {
      throw new AssertionError("two defects of a kind: " + defects);
    }
  }

  private static InspectionContext context(
      String init, long number, ContentType type, Optional<String> frameRate) {
    Representation declared =
        InspectionFixture.representation(type, "avc1.64001f", frameRate, Optional.empty());
    Optional<InitFacts> facts =
        init.isEmpty()
            ? Optional.empty()
            : Optional.of(InspectionFixture.init(RealInitTest.bytes(init)));
    return new InspectionContext(
        facts, TWO_SECONDS, new SegmentAddress(TRACK, number), declared, DefectSource.INGEST);
  }
}
