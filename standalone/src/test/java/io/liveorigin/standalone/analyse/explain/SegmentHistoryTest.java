package io.liveorigin.standalone.analyse.explain;

import static io.liveorigin.standalone.analyse.Records.N;
import static io.liveorigin.standalone.analyse.Records.SCHEDULE;
import static io.liveorigin.standalone.analyse.Records.absence;
import static io.liveorigin.standalone.analyse.Records.copy;
import static io.liveorigin.standalone.analyse.Records.decision;
import static io.liveorigin.standalone.analyse.Records.dropped;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.control.Mask;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.decision.Reason;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.DefectKind;
import io.liveorigin.contract.segment.DefectSource;
import io.liveorigin.contract.wire.DefectRecord;
import io.liveorigin.contract.wire.WireJson;
import io.liveorigin.standalone.analyse.Records;
import io.liveorigin.standalone.analyse.read.EarlyDecision;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SegmentHistoryTest {
  private static final SegmentAddress ADDRESS = Records.address("v0", N);
  private static final long DUE = SCHEDULE.due(N);

  @Test
  void anUpgradeIsToldFromBeginningToEnd() {
    Candidate bad = copy("a", N, -350, dropped(DefectSource.INGEST));
    Candidate good = copy("b", N, 1_500);
    Decision first = decision(ADDRESS, 1, "a", Reason.LEAST_BAD, bad);
    Decision ignored = decision(ADDRESS, 1, "b", Reason.FALLBACK_BAD, bad, good);
    Decision upgrade = decision(ADDRESS, 2, "b", Reason.UPGRADE, bad, good);
    DefectRecord found = Records.of(ADDRESS, bad, bad.defects().get(0));
    DefectRecord late = absence(ADDRESS, "b", DefectKind.LATE);
    Mask mask = new Mask("t", "e", "m1", "a", "*", N - 5, N, "black");
    List<String> lines =
        HistoryText.lines(
            tell(
                List.of(first, ignored, upgrade),
                List.of(found, late, found, late),
                List.of(mask),
                DUE + 5_000));
    assertThat(lines)
        .containsExactly(
            "segment t/e/v0/895000000",
            "  media    2026-09-21T14:13:20.000Z to 2026-09-21T14:13:22.000Z",
            "  due      2026-09-21T14:13:23.000Z",
            "  decided  2026-09-21T14:13:24.000Z at the latest",
            "  state    revision 2: b, clean: only a mask or an operator replaces it",
            "copies",
            "  a  350 ms before due, "
                + bad.digest().hex().substring(0, 12)
                + ", 153,600 bytes, segments.a-1@0",
            "       dropped-video-frames: 12 video frames missing, 480 ms; found by ingest,"
                + " the packager did NOT declare it",
            "  b  1500 ms after due, "
                + good.digest().hex().substring(0, 12)
                + ", 153,600 bytes, segments.b-1@0, nothing wrong",
            "       late: had not arrived when it was due, at 14:13:23.000Z; found by selector",
            "decisions",
            "  1  a ("
                + bad.digest().hex().substring(0, 12)
                + "), 2026-09-21T14:13:23.010Z, 10 ms after due, 360 ms after it arrived, by cell"
                + " cell-1",
            "       least-bad: no pipeline had a clean copy in time; the least severe playable copy"
                + " is chosen, if any",
            "  2  b ("
                + good.digest().hex().substring(0, 12)
                + "), 2026-09-21T14:13:23.020Z, 20 ms after due, 1480 ms before it arrived, by cell"
                + " cell-1",
            "       upgrade: a clean copy arrived later and is served instead",
            "ignored: proposals that were not the next revision when they were read",
            "  1  b, 2026-09-21T14:13:23.010Z, fallback-bad, by cell cell-1",
            "masks in force",
            "  m1  pipeline a, numbers 894999995 to 895000000, all representations: black");
  }

  /** A copy that came after the decision is in no decision; its defects are in their topic. */
  @Test
  void aBadCopyAfterTheDecisionIsKnownByItsDefects() {
    Candidate winner = copy("a", N, -350);
    Candidate after = copy("b", N, -300, dropped(DefectSource.PACKAGER));
    SegmentHistory history =
        tell(
            List.of(decision(ADDRESS, 1, "a", Reason.PREFERRED_VALID, winner)),
            List.of(Records.of(ADDRESS, after, after.defects().get(0))),
            List.of(),
            DUE);
    assertThat(HistoryText.lines(history))
        .contains(
            "  b  300 ms before due, "
                + after.digest().hex().substring(0, 12)
                + ", arrived after the last decision; known from its defects")
        .doesNotContain("ignored: proposals that were not the next revision when they were read");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-3200 | not-due | not due yet; due in 3200 ms | no copy is known yet",
        "4000 | waiting | became due 4000 ms ago, and no copy is known; waiting until"
            + " 2026-09-21T14:13:33 | no copy is known yet",
        "10000 | gone | gone since 2026-09-21T14:13:33.000Z: no decision, and no missing-segment"
            + " record of a, b | no copy is known",
        "700000 | expired | outside the time-shift window since 2026-09-21T14:23:22.000Z"
            + " | no copy is known"
      })
  void aNumberThatNobodyPublished(long offset, String state, String says, String copies) {
    SegmentHistory history = tell(List.of(), List.of(), List.of(), DUE + offset);
    assertThat(history.state().wire()).isEqualTo(state);
    assertThat(HistoryText.lines(history))
        .anySatisfy(line -> assertThat(line).startsWith("  state    " + says))
        .contains("  a  " + copies, "  b  " + copies, "no decision");
  }

  @Test
  void aProvedAbsenceIsSaidToBeOne() {
    SegmentHistory history =
        tell(
            List.of(),
            List.of(
                absence(ADDRESS, "a", DefectKind.MISSING_SEGMENT),
                absence(ADDRESS, "b", DefectKind.MISSING_SEGMENT)),
            List.of(),
            DUE + 20_000);
    assertThat(HistoryText.lines(history))
        .contains(
            "  state    gone since 2026-09-21T14:13:33.000Z: no pipeline published it in time",
            "       missing-segment: never arrived; it was due at 14:13:23.000Z; found by"
                + " selector");
  }

  @Test
  void aMaskThatLeftNoneIsToldWithoutAWinner() {
    Candidate a = copy("a", N, -350);
    Decision masked =
        new Decision(
            ADDRESS,
            2,
            java.util.Optional.empty(),
            Reason.MASK,
            List.of(a),
            List.of("a"),
            DUE,
            DUE,
            "c");
    assertThat(HistoryText.lines(tell(List.of(masked), List.of(), List.of(), DUE)))
        .contains(
            "  state    revision 2: no winner",
            "  (earlier revisions are no longer in the log)",
            "       mask: copies arrived, but all are masked",
            "       masked at that time: a");
  }

  @Test
  void theJsonHasTheSame() {
    Candidate bad =
        copy(
            "a",
            N,
            -350,
            Defect.of(DefectKind.TRUNCATED, DefectSource.INGEST, Map.of("missing", 7L)));
    SegmentHistory history =
        tell(
            List.of(decision(ADDRESS, 1, "a", Reason.LEAST_BAD, bad)),
            List.of(absence(ADDRESS, "b", DefectKind.LATE)),
            List.of(),
            DUE + 2_000);
    JsonNode json = WireJson.readTree(HistoryJson.write(history).getBytes(StandardCharsets.UTF_8));
    assertThat(json.get("state").asText()).isEqualTo("decided");
    assertThat(json.get("due").asLong()).isEqualTo(DUE);
    assertThat(json.at("/copies/0/valid").asBoolean()).isFalse();
    assertThat(json.at("/copies/0/offset").asLong()).isZero();
    assertThat(json.at("/copies/0/defects/0/kind").asText()).isEqualTo("truncated");
    assertThat(json.at("/absences/0/kind").asText()).isEqualTo("late");
    assertThat(json.at("/decisions/0/reason").asText()).isEqualTo("least-bad");
    assertThat(json.get("ignored")).isEmpty();
  }

  private static SegmentHistory tell(
      List<Decision> decisions, List<DefectRecord> defects, List<Mask> masks, long now) {
    return tell(decisions, List.of(), defects, masks, now);
  }

  private static SegmentHistory tell(
      List<Decision> decisions,
      List<EarlyDecision> early,
      List<DefectRecord> defects,
      List<Mask> masks,
      long now) {
    return HistoryReader.history(
        LiveEvent.of(Records.EVENT), ADDRESS, decisions, early, defects, masks, now);
  }

  /** A cell whose clock was ahead: whoever looks for it must find it. */
  @Test
  void aDecisionBeforeItsTimeIsToldAndDecidesNothing() {
    Candidate bad = copy("a", N, -350, dropped(DefectSource.INGEST));
    Decision early = decision(ADDRESS, 1, "a", Reason.LEAST_BAD, bad);
    SegmentHistory history =
        tell(List.of(), List.of(new EarlyDecision(early, 4_500)), List.of(), List.of(), DUE);
    assertThat(HistoryText.lines(history))
        .contains(
            "no decision",
            "not accepted: proposals that were written too early (a clock was ahead) or too late",
            "  1  a, 2026-09-21T14:13:23.010Z, least-bad, by cell cell-1, 4500 ms too early");
    JsonNode json = WireJson.readTree(HistoryJson.write(history).getBytes(StandardCharsets.UTF_8));
    assertThat(json.at("/early/0/by").asLong()).isEqualTo(4_500);
    assertThat(json.at("/early/0/reason").asText()).isEqualTo("least-bad");
    assertThat(json.get("decisions")).isEmpty();
  }

  /** A process was paused between its proposal and the append. */
  @Test
  void aDecisionAfterItsTimeIsNotCalledEarly() {
    Decision late = decision(ADDRESS, 1, "a", Reason.LEAST_BAD, copy("a", N, -350));
    SegmentHistory history =
        tell(List.of(), List.of(new EarlyDecision(late, 0)), List.of(), List.of(), DUE);
    assertThat(HistoryText.lines(history))
        .contains("  1  a, 2026-09-21T14:13:23.010Z, least-bad, by cell cell-1, too late");
  }
}
