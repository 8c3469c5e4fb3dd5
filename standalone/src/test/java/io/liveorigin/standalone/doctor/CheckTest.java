package io.liveorigin.standalone.doctor;

import static io.liveorigin.standalone.doctor.Level.FAILED;
import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.standalone.doctor.check.Check;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each check on an installation in which all is well, and with one thing wrong. */
class CheckTest {
  static Stream<FaultCase> cases() {
    return Stream.of(
            ClusterFaults.ofKafka(),
            ClusterFaults.ofNodes(),
            EventFaults.ofEvents(),
            FileFaults.ofFiles())
        .flatMap(List::stream);
  }

  @ParameterizedTest
  @EnumSource(Check.class)
  void whereAllIsWellEachCheckSaysSo(Check check) {
    assertThat(check.judge(new FactsFixture().facts()))
        .isNotEmpty()
        .allSatisfy(finding -> assertThat(finding.level()).as("%s", finding).isEqualTo(Level.OK));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void whatIsWrongIsFound(FaultCase wrong) {
    FactsFixture fixture = new FactsFixture();
    wrong.change().accept(fixture);
    List<Finding> findings = wrong.check().judge(fixture.facts());
    Level worst = findings.stream().map(Finding::level).max(Level::compareTo).orElseThrow();
    assertThat(worst).as("%s", findings).isEqualTo(wrong.level());
    assertThat(FindingText.lines(findings))
        .anySatisfy(line -> assertThat(line).startsWith(worst.word()).contains(wrong.text()));
    assertThat(findings)
        .filteredOn(finding -> finding.level() != Level.OK)
        .allSatisfy(finding -> assertThat(finding.remedy()).isNotEmpty());
  }

  @Test
  void everyCheckHasACaseInWhichItFindsSomething() {
    assertThat(cases().map(FaultCase::check).collect(Collectors.toSet()))
        .isEqualTo(EnumSet.allOf(Check.class));
  }

  @Test
  void whatIsNotLiveNowNeedsNoSegments() {
    FactsFixture fixture = new FactsFixture();
    fixture.live = false;
    fixture.ages.clear();
    fixture.edgeAge = OptionalDouble.empty();
    fixture.recent.clear();
    assertThat(Check.judgeAll(fixture.facts()))
        .allSatisfy(finding -> assertThat(finding.level()).as("%s", finding).isEqualTo(Level.OK));
  }

  /** Only nodes that write views create their topic, and {@code origin topics}. */
  @Test
  void anInstallationWithoutViewsIsWell() {
    FactsFixture fixture = new FactsFixture();
    fixture.topics.remove("views");
    assertThat(Check.judgeAll(fixture.facts()))
        .allSatisfy(finding -> assertThat(finding.level()).as("%s", finding).isEqualTo(Level.OK));
  }

  /** A masked pipeline is not waited for, and need not be. */
  @Test
  void decisionsInWhichAPipelineWasMaskedSayNothingOfItsClock() {
    FactsFixture fixture = new FactsFixture();
    fixture.recent.replaceAll(FactsFixture::withoutMasked);
    assertThat(Check.PIPELINE_CLOCKS.judge(fixture.facts()))
        .extracting(Finding::level)
        .containsExactly(Level.OK);
  }

  @Test
  void aPartThatCannotBeReachedDoesNotStopTheOtherChecks() {
    FactsFixture fixture = new FactsFixture();
    fixture.kafka = ClusterFaults.down();
    fixture.ages.put("a", 99.0);
    Set<String> failed =
        Check.judgeAll(fixture.facts()).stream()
            .filter(finding -> finding.level() == FAILED)
            .map(Finding::check)
            .collect(Collectors.toSet());
    assertThat(failed)
        .containsExactlyInAnyOrder(
            "broker",
            "topics",
            "partitions",
            "replicas",
            "topic-settings",
            "retention",
            "permissions",
            "pipelines");
  }
}
