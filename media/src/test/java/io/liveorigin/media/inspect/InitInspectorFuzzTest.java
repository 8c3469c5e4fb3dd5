package io.liveorigin.media.inspect;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.wire.DefectsField;
import io.liveorigin.media.bytes.SegmentBytes;
import io.liveorigin.media.fuzz.Seeds;
import io.liveorigin.testing.Bounds;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Any bytes of an init segment result in no exception, in bounded memory and time, and in defects
 * that are written and read back. The resulting facts are used to inspect a segment.
 */
class InitInspectorFuzzTest {
  private static final InitInspector INSPECTOR = new InitInspector();
  private static final byte[] SEGMENT = SegmentBytes.video(Seeds.NUMBER * 25600).bytes();

  static Stream<byte[]> inits() {
    return Seeds.inits();
  }

  @MethodSource("inits")
  @FuzzTest
  void inspect(byte[] bytes) {
    InitInspection inspection =
        Bounds.BOXES.assertKept(
            bytes.length,
            () -> INSPECTOR.inspect(bytes, InspectionFixture.EVENT, InspectionFixture.VIDEO));
    if (Seeds.oneIn(16, bytes)) {
      assertReadBack(inspection.defects());
    }
    if (inspection.facts().isPresent()) {
      InspectionFixture.inspect(SEGMENT, inspection.facts(), Seeds.NUMBER);
    } else if (inspection.defects().isEmpty()) {
      throw new AssertionError("neither facts nor defects");
    }
  }

  private static void assertReadBack(List<Defect> defects) {
    if (!DefectsField.read(DefectsField.write(defects)).equals(defects)) {
      throw new AssertionError("defects changed on the wire: " + defects);
    }
  }
}
