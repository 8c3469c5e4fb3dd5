package io.liveorigin.bench.pieces;

import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.selector.store.CompactCandidates;
import io.liveorigin.selector.store.CompactDecision;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;

/**
 * Writing and reading, in the compact form of the stores, of a decision between two candidates and
 * of these candidates.
 */
public class CompactCodecBenchmark extends Piece {
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
