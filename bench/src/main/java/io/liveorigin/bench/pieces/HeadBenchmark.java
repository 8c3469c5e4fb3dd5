package io.liveorigin.bench.pieces;

import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.control.ControlState;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.serving.notifications.EventNotifications;
import io.liveorigin.serving.response.CachePolicy;
import io.liveorigin.serving.response.CmsdDynamic;
import io.liveorigin.serving.response.HeaderBlock;
import io.liveorigin.serving.response.MaxAges;
import io.liveorigin.serving.response.RequestTimings;
import io.liveorigin.serving.response.ResponseFactory;
import io.liveorigin.serving.response.SegmentContent;
import io.liveorigin.serving.response.SegmentHead;
import org.openjdk.jmh.annotations.Benchmark;

/**
 * The response head of a segment in memory: again in the same second, in a new second, and for a
 * new decision.
 */
public class HeadBenchmark extends Piece {
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
