package io.liveorigin.standalone.analyse.explain;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.liveorigin.contract.control.Mask;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.schedule.Schedule;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.wire.DefectRecord;
import io.liveorigin.contract.wire.WireJson;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * The history of a segment as one JSON document; defects are as in their topic. Instants are epoch
 * ms.
 */
public final class HistoryJson {
  record Document(
      String tenant,
      String event,
      String representation,
      long number,
      String state,
      long toldAt,
      long mediaTime,
      long mediaEnd,
      long due,
      long decided,
      long gone,
      long expires,
      List<CopyDocument> copies,
      List<DefectRecord> absences,
      List<DecisionDocument> decisions,
      List<DecisionDocument> ignored,
      List<EarlyDocument> early,
      List<Mask> masks) {}

  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record CopyDocument(
      String pipeline,
      String digest,
      long arrival,
      boolean valid,
      Optional<Integer> size,
      Optional<String> topic,
      Optional<Integer> partition,
      Optional<Long> offset,
      List<DefectRecord> defects) {
    static CopyDocument of(Copy copy) {
      return new CopyDocument(
          copy.pipeline(),
          copy.digest(),
          copy.arrival(),
          copy.valid(),
          copy.candidate().map(Candidate::size),
          copy.candidate().map(c -> c.position().topic()),
          copy.candidate().map(c -> c.position().partition()),
          copy.candidate().map(c -> c.position().offset()),
          copy.defects());
    }
  }

  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record DecisionDocument(
      int revision,
      Optional<String> winner,
      Optional<String> winnerDigest,
      String reason,
      List<String> masked,
      long decidedAt,
      String cell) {
    static DecisionDocument of(Decision decision) {
      return new DecisionDocument(
          decision.revision(),
          decision.winner().map(Candidate::pipeline),
          decision.winner().map(w -> w.digest().hex()),
          decision.reason().wire(),
          decision.masked(),
          decision.decidedAt(),
          decision.cell());
    }
  }

  /**
   * @param by how much too early it was written, ms; 0 if it was written too late
   */
  record EarlyDocument(@JsonUnwrapped DecisionDocument decision, long by) {}

  private HistoryJson() {}

  public static String write(SegmentHistory history) {
    Schedule schedule = history.schedule();
    long number = history.address().number();
    Document document =
        new Document(
            history.address().track().event().tenant(),
            history.address().track().event().event(),
            history.address().track().representation(),
            number,
            history.state().wire(),
            history.now(),
            schedule.mediaStart(number),
            schedule.mediaEnd(number),
            schedule.due(number),
            schedule.decided(number),
            schedule.gone(number),
            schedule.expires(number),
            history.copies().stream().map(CopyDocument::of).toList(),
            history.absences(),
            history.accepted().stream().map(DecisionDocument::of).toList(),
            history.ignored().stream().map(DecisionDocument::of).toList(),
            history.early().stream()
                .map(e -> new EarlyDocument(DecisionDocument.of(e.decision()), e.byMillis()))
                .toList(),
            history.masks());
    return new String(WireJson.write(document), StandardCharsets.UTF_8);
  }
}
