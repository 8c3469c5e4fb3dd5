package io.liveorigin.bench.pieces;

import io.liveorigin.contract.address.Resource;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.SegmentUrls;
import java.util.Optional;
import org.openjdk.jmh.annotations.Benchmark;

/** Conversion of the path of a media segment to its address, and back. */
public class AddressBenchmark extends Piece {
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
