package io.liveorigin.bench.pieces;

import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.wire.DecisionJson;
import org.openjdk.jmh.annotations.Benchmark;

/**
 * Writing and reading of a decision between two candidates, in the form that it has on the topic.
 */
public class DecisionCodecBenchmark extends Piece {
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
