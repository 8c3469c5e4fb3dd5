package io.liveorigin.bench.pieces;

import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.wire.DecisionJson;
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
 * Writing and reading of a decision between two candidates, in the form that it has on the topic.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class DecisionCodecBenchmark {
  private final Decision decision = new MeasuredSegment().decision();
  private final byte[] json = DecisionJson.write(decision);

  @Benchmark
  public byte[] writeJson() {
    return DecisionJson.write(decision);
  }

  @Benchmark
  public Decision readJson() {
    return DecisionJson.read(json);
  }
}
