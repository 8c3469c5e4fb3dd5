package io.liveorigin.bench.pieces;

import io.liveorigin.media.inspect.Inspection;
import io.liveorigin.media.inspect.SegmentInspector;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** The time that the inspection of one segment takes, without its digest. */
public class InspectionBenchmark extends Piece {
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
