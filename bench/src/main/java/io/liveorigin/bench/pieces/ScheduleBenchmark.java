package io.liveorigin.bench.pieces;

import io.liveorigin.contract.schedule.Schedule;
import org.openjdk.jmh.annotations.Benchmark;

/** Computation of the instants of a number, and of the number at an instant. */
public class ScheduleBenchmark extends Piece {
  private final Schedule schedule = new MeasuredSegment().event().schedule();
  private long number = MeasuredSegment.NUMBER;
  private long now = schedule.due(number);

  @Benchmark
  public long due() {
    return schedule.due(number++);
  }

  @Benchmark
  public long decided() {
    return schedule.decided(number++);
  }

  @Benchmark
  public long gone() {
    return schedule.gone(number++);
  }

  @Benchmark
  public long liveEdge() {
    return schedule.liveEdge(now++);
  }
}
