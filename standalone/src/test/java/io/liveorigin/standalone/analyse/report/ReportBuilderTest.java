package io.liveorigin.standalone.analyse.report;

import static io.liveorigin.standalone.analyse.Records.N;
import static io.liveorigin.standalone.analyse.Records.SCHEDULE;
import static io.liveorigin.standalone.analyse.Records.absence;
import static io.liveorigin.standalone.analyse.Records.address;
import static io.liveorigin.standalone.analyse.Records.copy;
import static io.liveorigin.standalone.analyse.Records.decision;
import static io.liveorigin.standalone.analyse.Records.dropped;
import static io.liveorigin.standalone.analyse.Records.view;
import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.decision.Reason;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.DefectKind;
import io.liveorigin.contract.segment.DefectSource;
import io.liveorigin.contract.wire.ViewRecord;
import io.liveorigin.contract.wire.ViewRecord.Kind;
import io.liveorigin.standalone.analyse.Records;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportBuilderTest {
  /** Numbers N to N+4 were due in the interval. */
  private final ReportBuilder builder =
      new ReportBuilder(Records.EVENT, SCHEDULE.due(N) - 1, SCHEDULE.due(N + 4));

  @Test
  void countsAFullHistory() {
    for (long n = N; n <= N + 4; n++) {
      builder.decision(
          decision(address("v1", n), 1, "a", Reason.PREFERRED_VALID, copy("a", n, -400)));
    }
    // N: all well, decided by two cells. N+1: a is bad, b saves.
    Candidate fine = copy("a", N, -400);
    builder.decision(decision(address("v0", N), 1, "a", Reason.PREFERRED_VALID, fine));
    builder.decision(decision(address("v0", N), 1, "a", Reason.PREFERRED_VALID, fine));
    Candidate bad = copy("a", N + 1, -400, dropped(DefectSource.INGEST));
    builder.decision(
        decision(address("v0", N + 1), 1, "b", Reason.FALLBACK_BAD, bad, copy("b", N + 1, -300)));
    builder.defect(Records.of(address("v0", N + 1), bad, bad.defects().get(0)));
    builder.defect(Records.of(address("v0", N + 1), bad, bad.defects().get(0)));
    // N+2: a never comes, b saves. N+3: both bad, then b sends a clean copy after all.
    builder.decision(
        decision(address("v0", N + 2), 1, "b", Reason.FALLBACK_DUE, copy("b", N + 2, -300)));
    builder.defect(absence(address("v0", N + 2), "a", DefectKind.LATE));
    builder.defect(absence(address("v0", N + 2), "a", DefectKind.MISSING_SEGMENT));
    Candidate worse = copy("a", N + 3, -400, dropped(DefectSource.PACKAGER));
    Candidate after = copy("b", N + 3, 2_000);
    builder.decision(decision(address("v0", N + 3), 1, "a", Reason.LEAST_BAD, worse));
    builder.decision(decision(address("v0", N + 3), 2, "b", Reason.UPGRADE, worse, after));
    builder.defect(Records.of(address("v0", N + 3), worse, worse.defects().get(0)));
    // N+4: nobody publishes.
    for (String pipeline : Records.EVENT.pipelines()) {
      builder.defect(absence(address("v0", N + 4), pipeline, DefectKind.LATE));
      builder.defect(absence(address("v0", N + 4), pipeline, DefectKind.MISSING_SEGMENT));
    }
    Report report = builder.build();
    assertThat(report.due()).isEqualTo(10);
    assertThat(report.unrecorded()).isZero();
    assertThat(report.outcome())
        .isEqualTo(
            new Report.Outcome(
                9, 0, 1, 1, Map.of("fallback-bad", 1L, "fallback-due", 1L, "upgrade", 1L)));
    Report.PipelineLine a = report.pipelines().get(0);
    assertThat(a.due()).isEqualTo(10);
    assertThat(a.inTime()).isEqualTo(8);
    assertThat(a.late()).isZero();
    assertThat(a.missing()).isEqualTo(2);
    assertThat(a.availability()).hasValue(80.0);
    assertThat(a.served()).isEqualTo(6);
    assertThat(a.saved()).isZero();
    assertThat(a.defects())
        .isEqualTo(Map.of("dropped-video-frames", 2L, "late", 2L, "missing-segment", 2L));
    assertThat(a.declarations()).isEqualTo(new Report.Declarations(0, 1, 1, 0));
    assertThat(a.latency()).hasValue(new Report.Latency(8, 500, 500));
    Report.PipelineLine b = report.pipelines().get(1);
    assertThat(b.late()).as("N+3, which came 2 s after due").isEqualTo(1);
    assertThat(b.missing()).as("N+4").isEqualTo(1);
    assertThat(b.inTime()).isEqualTo(8);
    assertThat(b.served()).isEqualTo(3);
    assertThat(b.saved()).isEqualTo(3);
    assertThat(report.worst()).hasValue("v0");
    assertThat(report.representations().get(0))
        .isEqualTo(new Report.RepresentationLine("v0", 5, 4, 0, 1, 2));
    assertThat(ReportText.lines(report))
        .contains(
            "numbers 895000000 to 895000004, 10 segments due",
            "served: 9 clean, 0 defective because no copy was clean; nothing to serve: 1; upgrades:"
                + " 1",
            "decisions for a pipeline other than the first: fallback-bad 1, fallback-due 1,"
                + " upgrade 1",
            "availability                     80.00 %       80.00 %",
            "  saved the others                     0             3",
            "worst: v0");
  }

  @Test
  void inventedSessionsTakeABoundedAmountOfMemory() {
    builder.decision(decision(address("v0", N), 1, "a", Reason.PREFERRED_VALID, copy("a", N, -9)));
    for (int i = 0; i < ViewersTally.MOST_SESSIONS + 7; i++) {
      builder.view(view(Kind.STALL, "%016x".formatted(i), -1, "", 0));
    }
    Report report = builder.build();
    assertThat(report.viewers().sessions()).isEqualTo(ViewersTally.MOST_SESSIONS);
    assertThat(report.viewers().stalls()).isEqualTo(ViewersTally.MOST_SESSIONS + 7);
    assertThat(ReportText.lines(report))
        .anyMatch(line -> line.startsWith("all: 20000+ sessions, 20007 stalls"));
  }

  @Test
  void stallsCountAgainstTheCopyThatWasServed() {
    Candidate bad = copy("a", N + 1, -400, dropped(DefectSource.INGEST));
    builder.decision(decision(address("v0", N), 1, "a", Reason.PREFERRED_VALID, copy("a", N, -9)));
    builder.decision(decision(address("v0", N + 1), 1, "a", Reason.LEAST_BAD, bad));
    builder.decision(
        decision(address("v0", N + 1), 2, "b", Reason.UPGRADE, bad, copy("b", N + 1, 2_000)));
    builder.decision(decision(address("v0", N + 2), 1, "a", Reason.FILLED, copy("a", N + 2, -400)));
    for (String session : List.of("0000000000000001", "0000000000000002")) {
      builder.view(view(Kind.RESPONSE, session, N, "a", 0));
      builder.view(view(Kind.RESPONSE, session, N + 1, "a", 0));
      builder.view(view(Kind.STALL, session, N + 1, "a", 0));
      builder.view(view(Kind.RESUME, session, N + 1, "a", 700));
    }
    // A later viewer got the clean copy of b, one names no pipeline, and one lies about a's copy.
    builder.view(view(Kind.RESPONSE, "0000000000000003", N + 1, "b", 0));
    builder.view(view(Kind.RESPONSE, "0000000000000003", N + 1, "", 0));
    builder.view(view(Kind.STALL, "0000000000000003", N + 2, "origin", 250));
    builder.view(view(Kind.STALL, "0000000000000003", N + 4, "", 0));
    builder.view(view(Kind.STALL, "0000000000000003", -1, "", 10));
    builder.view(view(Kind.STALL, "0000000000000004", N + 5, "a", 9_999));
    Report report = builder.build();
    Report.Viewers viewers = report.viewers();
    assertThat(viewers.copies())
        .containsExactly(
            new Report.ViewerLine("a, defective", 2, 2, 2, 1_400),
            new Report.ViewerLine("filler", 1, 0, 1, 250),
            new Report.ViewerLine("nothing served", 1, 0, 1, 0),
            new Report.ViewerLine("a, clean", 2, 2, 0, 0),
            new Report.ViewerLine("b, clean", 1, 2, 0, 0));
    assertThat(viewers.defects())
        .containsExactly(new Report.ViewerLine("dropped-video-frames", 2, 2, 2, 1_400));
    assertThat(viewers.unlocated()).isEqualTo(1);
    assertThat(viewers.sessions()).isEqualTo(3);
    assertThat(ReportText.lines(report))
        .containsSubsequence(
            "what viewers felt, by copy    sessions       got    stalls stalled s  per 1000",
            "a, defective                         2         2         2       1.4    1000.0",
            "filler                               1         0         1       0.3         -",
            "a, clean                             2         2         0       0.0       0.0",
            "by defect of the copy",
            "  dropped-video-frames               2         2         2       1.4    1000.0",
            "all: 3 sessions, 5 stalls, 1.7 s; 1 stalls at a segment that is not known");
  }

  @Test
  void reportsCountForTheEventOfTheirIncarnation() {
    long incarnation = 1_790_000_000_123L;
    ReportBuilder again =
        new ReportBuilder(
            Records.EVENT.withIncarnation(incarnation), SCHEDULE.due(N) - 1, SCHEDULE.due(N + 4));
    ViewRecord before = view(Kind.STALL, "0000000000000001", N, "a", 0);
    again.view(before);
    again.view(
        ViewRecord.read(
            new String(before.toJson(), StandardCharsets.UTF_8)
                .replace("\"number\"", "\"incarnation\":" + incarnation + ",\"number\"")
                .getBytes(StandardCharsets.UTF_8)));
    assertThat(again.build().viewers().stalls()).isEqualTo(1);
  }

  @Test
  void withoutReportsOfPlayersTheReportSaysSo() {
    Decision decision =
        decision(address("v0", N), 1, "a", Reason.PREFERRED_VALID, copy("a", N, -9));
    builder.decision(decision);
    assertThat(ReportText.lines(builder.build()))
        .contains(
            "what viewers felt is not known: no player has reported anything about these segments");
    ReportBuilder other = new ReportBuilder(Records.EVENT, SCHEDULE.due(N) - 1, SCHEDULE.due(N));
    other.decision(decision);
    other.viewsUnknown("there is no topic views");
    assertThat(ReportText.lines(other.build()))
        .contains("what viewers felt is not known: there is no topic views");
  }

  @Test
  void whatIsOutsideTheIntervalOrTheEventDoesNotCount() {
    for (long n : new long[] {N - 1, N + 5}) {
      Candidate bad = copy("a", n, -400, dropped(DefectSource.INGEST));
      builder.decision(decision(address("v0", n), 1, "a", Reason.LEAST_BAD, bad));
      builder.defect(Records.of(address("v0", n), bad, bad.defects().get(0)));
    }
    builder.defect(absence(address("removed", N), "a", DefectKind.LATE));
    Report report = builder.build();
    assertThat(report.due()).isZero();
    assertThat(report.worst()).isEmpty();
    assertThat(report.pipelines()).allSatisfy(p -> assertThat(p.availability()).isEmpty());
    assertThat(ReportText.lines(report))
        .last()
        .asString()
        .startsWith("there is no record of any segment");
  }

  /** Numbers before the first publication were not due; holes after it are. */
  @Test
  void whatNobodyHasARecordOfIsNotCalledDelivered() {
    builder.decision(
        decision(address("v0", N + 2), 1, "a", Reason.PREFERRED_VALID, copy("a", N + 2, -1)));
    builder.decision(
        decision(address("v0", N + 4), 1, "a", Reason.PREFERRED_VALID, copy("a", N + 4, -1)));
    Report report = builder.build();
    assertThat(report.firstNumber()).isEqualTo(N + 2);
    assertThat(report.due()).isEqualTo(6);
    assertThat(report.unrecorded()).isEqualTo(4);
    assertThat(report.pipelines().get(0).due()).isEqualTo(2);
    assertThat(ReportText.lines(report).get(1))
        .contains("4 without any record (nothing is known about them)");
  }

  /** A decision that waited in vain proves lateness, also where no record of it has come. */
  @Test
  void aDecisionThatWaitedInVainSaysWhoWasLate() {
    builder.decision(decision(address("v0", N), 1, "b", Reason.FALLBACK_DUE, copy("b", N, -300)));
    Report.PipelineLine a = builder.build().pipelines().get(0);
    assertThat(a.late()).isEqualTo(1);
    assertThat(a.inTime()).isZero();
  }

  @Test
  void defectiveSegmentsThatNobodyHadValidAreCounted() {
    Candidate bad = copy("a", N, -400, dropped(DefectSource.INGEST));
    builder.decision(decision(address("v0", N), 1, "a", Reason.LEAST_BAD, bad));
    Report report = builder.build();
    assertThat(report.outcome().defective()).isEqualTo(1);
    assertThat(report.pipelines().get(0).saved()).isZero();
  }

  @Test
  void percentilesAreNearestRank() {
    long[] hundred = java.util.stream.LongStream.rangeClosed(1, 100).toArray();
    assertThat(PipelineTally.percentile(hundred, 50)).isEqualTo(50);
    assertThat(PipelineTally.percentile(hundred, 99)).isEqualTo(99);
    assertThat(PipelineTally.percentile(new long[] {7}, 99)).isEqualTo(7);
  }

  /** Silent before the interval and in it: of 5 numbers a has 2, of b's silence the end is open. */
  @Test
  void numbersOfASilenceAreMissingAlthoughNoneHasARecordOfItsOwn() {
    ReportBuilder builder =
        new ReportBuilder(Records.EVENT, SCHEDULE.due(N) - 1, SCHEDULE.due(N + 4));
    for (long n = N; n < N + 5; n++) {
      Candidate other = copy("c", n, -400);
      builder.decision(decision(address("v0", n), 1, "c", Reason.PREFERRED_VALID, other));
    }
    builder.defect(absence(address("v0", N - 100), "a", DefectKind.PIPELINE_SILENT));
    builder.defect(absence(address("v0", N - 100), "a", DefectKind.PIPELINE_SILENT));
    builder.defect(Records.back(address("v0", N + 3), "a", N - 100));
    builder.defect(absence(address("v0", N + 4), "b", DefectKind.PIPELINE_SILENT));
    Report report = builder.build();
    Report.PipelineLine a = report.pipelines().get(0);
    assertThat(a.missing()).isEqualTo(3);
    assertThat(a.inTime()).isEqualTo(2);
    assertThat(a.availability()).hasValue(40.0);
    assertThat(report.pipelines().get(1).missing()).isEqualTo(1);
  }
}
