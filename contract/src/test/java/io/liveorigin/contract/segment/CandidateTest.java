package io.liveorigin.contract.segment;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.support.Generators;
import io.liveorigin.contract.support.Samples;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class CandidateTest {
  private static Candidate with(DefectKind... kinds) {
    List<Defect> defects =
        List.of(kinds).stream().map(k -> Defect.of(k, DefectSource.INGEST, Map.of())).toList();
    Candidate base = Samples.valid("a");
    return new Candidate(
        "a",
        base.position(),
        base.digest(),
        base.size(),
        base.contentType(),
        base.arrival(),
        base.facts(),
        defects);
  }

  @Test
  void informationalDefectsLeaveItValid() {
    assertThat(with().valid()).isTrue();
    assertThat(with(DefectKind.LATE, DefectKind.CONFLICTING_REPUBLISH).valid()).isTrue();
    assertThat(with(DefectKind.LATE).severity()).isZero();
    assertThat(with(DefectKind.LATE, DefectKind.DISCONTINUITY).valid()).isFalse();
  }

  @Test
  void theWorstDefectCountsFirstThenTheirSum() {
    assertThat(with(DefectKind.MALFORMED).severity())
        .isGreaterThan(
            with(DefectKind.TRUNCATED, DefectKind.TRUNCATED, DefectKind.TRUNCATED).severity());
    assertThat(with(DefectKind.TRUNCATED, DefectKind.DISCONTINUITY).severity())
        .isGreaterThan(with(DefectKind.TRUNCATED).severity());
    assertThat(with(DefectKind.DROPPED_VIDEO_FRAMES).severity())
        .isEqualTo(with(DefectKind.MISSING_AUDIO_SAMPLES).severity());
  }

  @Provide
  Arbitrary<Candidate> candidates() {
    return Generators.candidates();
  }

  @Property
  void validMeansNoSeverity(@ForAll("candidates") Candidate candidate) {
    assertThat(candidate.valid()).isEqualTo(candidate.severity() == 0);
    assertThat(candidate.valid())
        .isEqualTo(candidate.defects().stream().noneMatch(Defect::mediaAffecting));
  }

  @Test
  void theSameCopyIsTheSameBytesFromTheSamePipeline() {
    Candidate first = Samples.valid("a");
    Candidate again =
        new Candidate(
            "a",
            new RecordPosition("segments.a", 3, 9999),
            first.digest(),
            first.size(),
            first.contentType(),
            first.arrival() + 1,
            first.facts(),
            List.of());
    assertThat(first.sameCopy(again)).isTrue();
    assertThat(first.sameCopy(Samples.defective("a"))).isFalse();
    assertThat(first.sameCopy(Samples.valid("b"))).isFalse();
  }
}
