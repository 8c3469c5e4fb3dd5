package io.liveorigin.contract.segment;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.support.Generators;
import io.liveorigin.contract.support.Samples;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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
  void validMeansCheckedAndNoSeverity(@ForAll("candidates") Candidate candidate) {
    boolean faultless = candidate.defects().stream().noneMatch(Defect::mediaAffecting);
    assertThat(candidate.severity() == 0).isEqualTo(faultless);
    assertThat(candidate.valid()).isEqualTo(faultless && candidate.facts().setup().isPresent());
    assertThat(candidate.candidateClass() == CandidateClass.DEFECTIVE).isEqualTo(!faultless);
  }

  @Test
  void whatNobodyCouldCheckIsUncheckedAndStandsBetweenTheOthers() {
    Candidate clean = with();
    Candidate without = clean.with(Facts.NONE, List.of());
    Defect failed = new Defect(Defect.NOT_INSPECTED, Map.of(), DefectSource.INGEST);
    Defect declared = new Defect(Defect.NOT_INSPECTED, Map.of(), DefectSource.PACKAGER);
    Candidate jump = with(DefectKind.DISCONTINUITY);

    assertThat(clean.candidateClass()).isEqualTo(CandidateClass.CLEAN);
    assertThat(without.candidateClass()).isEqualTo(CandidateClass.UNCHECKED);
    assertThat(clean.with(failed).candidateClass()).isEqualTo(CandidateClass.UNCHECKED);
    assertThat(jump.with(failed).candidateClass()).isEqualTo(CandidateClass.DEFECTIVE);
    assertThat(clean.with(declared).candidateClass())
        .as("a packager cannot say so")
        .isEqualTo(CandidateClass.DEFECTIVE);
    assertThat(Stream.of(jump, clean.with(failed), clean).sorted(Candidate.bestFirst()))
        .containsExactly(clean, clean.with(failed), jump);
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
