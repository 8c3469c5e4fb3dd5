package io.liveorigin.serving.response;

import io.liveorigin.bench.pieces.MeasuredSegment;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.control.ControlState;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.serving.notifications.EventNotifications;
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
 * The response head of a segment in memory: again in the same second, in a new second, and for a
 * new decision.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class HeadBenchmark {
  private final MeasuredSegment measured = new MeasuredSegment();
  private final CachePolicy policy = new CachePolicy(MaxAges.standard());
  private final ResponseFactory responses =
      new ResponseFactory(
          policy,
          new CmsdDynamic("origin-1", () -> false),
          new EventNotifications(new ControlState(), (event, now) -> MeasuredSegment.NUMBER));
  private final SegmentContent contents = new SegmentContent(policy, responses, "origin-1");
  private final Decision decision = measured.decision();
  private final SegmentHead head = made(decision);
  private final long now = measured.event().schedule().due(MeasuredSegment.NUMBER);
  private long later = now;

  private SegmentHead made(Decision of) {
    return contents.segment(
        measured.event(), (SegmentAddress) of.address(), of, of.winner().orElseThrow());
  }

  @Benchmark
  public HeaderBlock sameSecond() {
    return head.moving(MeasuredSegment.NUMBER, RequestTimings.NONE, now, false);
  }

  @Benchmark
  public HeaderBlock nextSecond() {
    later += 1_000;
    return head.moving(MeasuredSegment.NUMBER, RequestTimings.NONE, later, false);
  }

  @Benchmark
  public SegmentHead newDecision() {
    return made(decision);
  }
}
