package io.liveorigin.bench.pieces;

import io.liveorigin.contract.schedule.Schedule;
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

/** Computation of the instants of a number, and of the number at an instant. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class ScheduleBenchmark {
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
