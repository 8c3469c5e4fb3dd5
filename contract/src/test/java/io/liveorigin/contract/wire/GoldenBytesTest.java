package io.liveorigin.contract.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.liveorigin.contract.control.ControlJson;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.DefectKind;
import io.liveorigin.contract.segment.DefectSource;
import io.liveorigin.contract.support.Samples;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The wire format, byte for byte. A change here is a change of the format: other versions and other
 * people's consumers read these bytes.
 */
class GoldenBytesTest {
  private static DefectRecord dropped() {
    Candidate bad = Samples.defective("a");
    return DefectRecord.of(Samples.SEGMENT, bad, bad.defects().get(1), Samples.START);
  }

  private static DefectRecord missing() {
    return DefectRecord.ofAbsence(
        Samples.SEGMENT,
        "b",
        Defect.of(DefectKind.MISSING_SEGMENT, DefectSource.SELECTOR, Map.of()),
        Samples.START + 13_000,
        Samples.START);
  }

  @Test
  void selections() {
    assertGolden(DecisionJson.write(Samples.fallback()), "selection-fallback.json");
    assertGolden(DecisionJson.write(Samples.initDecision()), "selection-init.json");
    assertGolden(DecisionJson.write(Samples.maskedAway()), "selection-masked.json");
  }

  @Test
  void selectionsAreReadBack() {
    assertThat(DecisionJson.read(Samples.goldenLine("selection-fallback.json")))
        .isEqualTo(Samples.fallback());
    assertThat(DecisionJson.read(Samples.goldenLine("selection-init.json")))
        .isEqualTo(Samples.initDecision());
    assertThat(DecisionJson.read(Samples.goldenLine("selection-masked.json")))
        .isEqualTo(Samples.maskedAway());
  }

  @Test
  void candidatesOfTheSelectorsOwnStore() {
    List<Candidate> candidates = Samples.fallback().candidates();
    assertGolden(DecisionJson.writeCandidates(candidates), "candidates.json");
    assertThat(DecisionJson.readCandidates(Samples.goldenLine("candidates.json")))
        .isEqualTo(candidates);
  }

  @Test
  void defects() {
    assertGolden(dropped().toJson(), "defect.json");
    assertGolden(missing().toJson(), "defect-missing.json");
    assertThat(DefectRecord.read(Samples.goldenLine("defect.json"))).isEqualTo(dropped());
    assertThat(DefectRecord.read(Samples.goldenLine("defect-missing.json"))).isEqualTo(missing());
  }

  @Test
  void control() {
    assertGolden(
        ControlJson.write(ControlJson.readOperatorEvent(Samples.golden("event-full.json"))),
        "control-event.json");
    assertGolden(ControlJson.write(Samples.event()), "control-event-defaults.json");
    assertGolden(ControlJson.write(Samples.mask()), "control-mask.json");
    assertThat(ControlJson.readMask(Samples.goldenLine("control-mask.json")))
        .isEqualTo(Samples.mask());
    assertGolden(ControlJson.write(Samples.invalidation()), "control-invalidation.json");
    assertThat(ControlJson.readInvalidation(Samples.goldenLine("control-invalidation.json")))
        .isEqualTo(Samples.invalidation());
    assertThat(ControlJson.readEvent(Samples.goldenLine("control-event-defaults.json")))
        .isEqualTo(Samples.event());
  }

  @Test
  void notifications() {
    assertGolden(ControlJson.write(Samples.notification()), "control-notification.json");
    assertGolden(ControlJson.write(Samples.announcement()), "control-announcement.json");
    assertGolden(
        ControlJson.write(Samples.announcement().revocation()),
        "control-notification-revoked.json");
    assertThat(ControlJson.readNotification(Samples.goldenLine("control-notification.json")))
        .isEqualTo(Samples.notification());
    assertThat(ControlJson.readNotification(Samples.goldenLine("control-announcement.json")))
        .isEqualTo(Samples.announcement());
    ObjectNode later = (ObjectNode) Samples.tree(Samples.goldenLine("control-announcement.json"));
    later.put("laterKey", 1);
    assertThat(ControlJson.readNotification(Samples.bytes(later)))
        .isEqualTo(Samples.announcement());
  }

  @Test
  void keysOfALaterVersionArePassedOver() {
    for (String name : List.of("selection-fallback.json", "selection-init.json")) {
      ObjectNode later = (ObjectNode) Samples.tree(Samples.goldenLine(name));
      later.put("laterKey", "x").put("schema", 2);
      ((ObjectNode) later.get("candidates").get(0)).putArray("laterList").add(1);
      assertThat(DecisionJson.read(Samples.bytes(later)))
          .isEqualTo(DecisionJson.read(Samples.goldenLine(name)));
    }
    ObjectNode defect = (ObjectNode) Samples.tree(Samples.goldenLine("defect.json"));
    defect.put("laterKey", 1);
    assertThat(DefectRecord.read(Samples.bytes(defect))).isEqualTo(dropped());
    ObjectNode mask = (ObjectNode) Samples.tree(Samples.goldenLine("control-mask.json"));
    mask.put("laterKey", 1);
    assertThat(ControlJson.readMask(Samples.bytes(mask))).isEqualTo(Samples.mask());
  }

  private static void assertGolden(byte[] actual, String name) {
    byte[] expected = Samples.goldenLine(name);
    assertThat(new String(actual, StandardCharsets.UTF_8))
        .isEqualTo(new String(expected, StandardCharsets.UTF_8));
    assertThat(Arrays.equals(actual, expected)).isTrue();
  }
}
