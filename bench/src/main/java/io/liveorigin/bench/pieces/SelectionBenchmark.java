package io.liveorigin.bench.pieces;

import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.selector.rule.SelectionRule;
import io.liveorigin.selector.rule.SelectionRule.Situation;
import io.liveorigin.selector.rule.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.openjdk.jmh.annotations.Benchmark;

/** The selection rule with two candidates. */
public class SelectionBenchmark extends Piece {
  private final MeasuredSegment measured = new MeasuredSegment();
  private final long due = measured.event().schedule().due(MeasuredSegment.NUMBER);
  private final long decided = measured.event().schedule().decided(MeasuredSegment.NUMBER);
  private final Situation first =
      situation(List.of(measured.good("a"), measured.good("b")), Optional.empty());
  private final Situation second =
      situation(List.of(measured.bad("a"), measured.good("b")), Optional.empty());
  private final Situation leastBad =
      situation(List.of(measured.bad("a"), measured.bad("b")), Optional.empty());
  private final Situation settled =
      situation(List.of(measured.good("a"), measured.bad("b")), Optional.of(measured.decision()));

  private Situation situation(List<Candidate> candidates, Optional<Decision> current) {
    return new Situation(
        List.of("a", "b"), List.of(), candidates, current, due, decided, OptionalLong.empty());
  }

  @Benchmark
  public Verdict firstIsValid() {
    return SelectionRule.evaluate(first, due);
  }

  @Benchmark
  public Verdict secondIsValid() {
    return SelectionRule.evaluate(second, due);
  }

  @Benchmark
  public Verdict bothAreBad() {
    return SelectionRule.evaluate(leastBad, decided);
  }

  @Benchmark
  public Verdict winnerStays() {
    return SelectionRule.evaluate(settled, due);
  }
}
