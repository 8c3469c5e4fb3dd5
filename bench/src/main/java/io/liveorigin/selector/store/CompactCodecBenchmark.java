package io.liveorigin.selector.store;

import io.liveorigin.bench.pieces.MeasuredSegment;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.segment.Candidate;
import java.util.List;
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

/**
 * Writing and reading, in the compact form of the stores, of a decision between two candidates and
 * of these candidates.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class CompactCodecBenchmark {
  private final Decision decision = new MeasuredSegment().decision();
  private final byte[] value = CompactDecision.write(decision);
  private final byte[] candidates = CompactCandidates.write(decision.candidates());

  @Benchmark
  public byte[] writeDecision() {
    return CompactDecision.write(decision);
  }

  @Benchmark
  public Decision readDecision() {
    return CompactDecision.read(decision.address(), value);
  }

  @Benchmark
  public byte[] writeCandidates() {
    return CompactCandidates.write(decision.candidates());
  }

  @Benchmark
  public List<Candidate> readCandidates() {
    return CompactCandidates.read(candidates);
  }
}
