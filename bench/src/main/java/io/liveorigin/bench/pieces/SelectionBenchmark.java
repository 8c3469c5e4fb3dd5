package io.liveorigin.bench.pieces;

import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.selector.rule.SelectionRule;
import io.liveorigin.selector.rule.SelectionRule.Situation;
import io.liveorigin.selector.rule.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The selection rule with two candidates. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class SelectionBenchmark {
  private final Pieces pieces = new Pieces();
  private final long due = pieces.event().schedule().due(Pieces.NUMBER);
  private final long decided = pieces.event().schedule().decided(Pieces.NUMBER);
  private final Situation first =
      situation(List.of(pieces.good("a"), pieces.good("b")), Optional.empty());
  private final Situation second =
      situation(List.of(pieces.bad("a"), pieces.good("b")), Optional.empty());
  private final Situation leastBad =
      situation(List.of(pieces.bad("a"), pieces.bad("b")), Optional.empty());
  private final Situation settled =
      situation(List.of(pieces.good("a"), pieces.bad("b")), Optional.of(pieces.decision()));

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
