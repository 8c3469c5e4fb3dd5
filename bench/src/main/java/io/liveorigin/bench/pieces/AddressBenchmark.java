package io.liveorigin.bench.pieces;

import io.liveorigin.contract.address.Resource;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.SegmentUrls;
import java.util.Optional;
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

/** Conversion of the path of a media segment to its address, and back. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class AddressBenchmark {
  private final MeasuredSegment measured = new MeasuredSegment();
  private final SegmentUrls urls = measured.event().urls();
  private final SegmentAddress address = measured.address();
  private final String path = measured.path();
  private final String rest = SegmentUrls.split(path).orElseThrow().rest();

  @Benchmark
  public Optional<SegmentUrls.Split> split() {
    return SegmentUrls.split(path);
  }

  @Benchmark
  public Resource resolve() {
    return urls.resolve(rest);
  }

  @Benchmark
  public String write() {
    return urls.path(address);
  }
}
