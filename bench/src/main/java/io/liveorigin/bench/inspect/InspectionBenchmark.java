package io.liveorigin.bench.inspect;

import io.liveorigin.media.inspect.Inspection;
import io.liveorigin.media.inspect.SegmentInspector;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The time that the inspection of one segment takes, without its digest. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class InspectionBenchmark {
  @Param({
    "v360",
    "a96",
    "1MB-100-samples",
    "unsteady-100",
    "cut",
    "bad-trun",
    "16MB-boxes",
    "16MB-samples"
  })
  public String segment;

  private final SegmentInspector inspector = new SegmentInspector();
  private InspectedSegments.Case inspected;

  @Setup
  public void prepare() {
    inspected = InspectedSegments.of(segment);
  }

  @Benchmark
  public Inspection inspect() {
    return inspector.inspect(inspected.bytes(), inspected.context());
  }
}
