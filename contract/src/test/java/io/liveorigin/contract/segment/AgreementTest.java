package io.liveorigin.contract.segment;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.support.Samples;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class AgreementTest {
  private static final Defect FOUND = dropped(DefectSource.INGEST);
  private static final Defect DECLARED = dropped(DefectSource.PACKAGER);

  private static Defect dropped(DefectSource source) {
    return Defect.of(DefectKind.DROPPED_VIDEO_FRAMES, source, Map.of("count", 12L));
  }

  private static Optional<Agreement> of(
      Defect defect, boolean declares, boolean initKnown, List<Defect> defects) {
    Candidate any = Samples.valid("a");
    Facts facts =
        new Facts(
            List.of(),
            List.of(),
            1,
            OptionalLong.empty(),
            initKnown ? any.facts().setup() : Optional.empty(),
            false,
            declares);
    return Agreement.of(
        new Candidate(
            "a", any.position(), any.digest(), 1, "video/mp4", any.arrival(), facts, defects),
        defect);
  }

  @Test
  void bothSidesHaveIt() {
    List<Defect> both = List.of(DECLARED, FOUND);
    assertThat(of(FOUND, true, true, both)).contains(Agreement.CONFIRMED);
    assertThat(of(DECLARED, true, true, both)).contains(Agreement.CONFIRMED);
  }

  @Test
  void onlyInspectionHasIt() {
    assertThat(of(FOUND, false, true, List.of(FOUND))).contains(Agreement.UNDECLARED);
    assertThat(of(FOUND, true, true, List.of(FOUND))).contains(Agreement.CONTRADICTED);
  }

  /** Without the init segment, inspection sees too little to contradict. */
  @Test
  void onlyThePackagerHasIt() {
    assertThat(of(DECLARED, true, true, List.of(DECLARED))).contains(Agreement.CONTRADICTED);
    assertThat(of(DECLARED, true, false, List.of(DECLARED))).isEmpty();
  }

  @Test
  void whatOnlyOneSideCanSeeHasNone() {
    Defect custom = new Defect("x-black", Map.of(), DefectSource.PACKAGER);
    Defect derived = dropped(DefectSource.SELECTOR);
    Defect late = Defect.of(DefectKind.LATE, DefectSource.SELECTOR, Map.of());
    for (Defect defect : List.of(custom, derived, late)) {
      assertThat(of(defect, true, true, List.of(defect))).isEmpty();
    }
  }
}
