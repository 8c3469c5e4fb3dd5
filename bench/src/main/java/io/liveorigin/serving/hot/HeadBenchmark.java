package io.liveorigin.serving.hot;

import io.liveorigin.bench.pieces.Pieces;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.serving.answer.CachePolicy;
import io.liveorigin.serving.answer.CmsdDynamic;
import io.liveorigin.serving.answer.MaxAges;
import io.liveorigin.serving.get.SegmentContent;
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

/**
 * The header lines of a segment in memory: within a second, in a new one, and of a new decision. It
 * stands in the package of what it measures, which nobody else may see.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class HeadBenchmark {
  private static final String OPEN = "Access-Control-Allow-Origin: *\r\n";

  private final Pieces pieces = new Pieces();
  private final CachePolicy policy = new CachePolicy(MaxAges.standard());
  private final SegmentContent contents = new SegmentContent(policy, "origin-1");
  private final CmsdDynamic dynamic = new CmsdDynamic("origin-1", () -> false);
  private final Decision decision = pieces.decision();
  private final HotHead head = made(decision);
  private final long now = pieces.event().schedule().due(Pieces.NUMBER);
  private long later = now;

  private HotHead made(Decision of) {
    return new HotHead(
        contents.head(pieces.event(), of, of.winner().orElseThrow()),
        true,
        policy,
        pieces.event().schedule().expires(Pieces.NUMBER),
        dynamic,
        OPEN);
  }

  /** What is known of a decision is kept by its identity. */
  private static Decision copy(Decision d) {
    return new Decision(
        d.address(),
        d.revision(),
        d.winner(),
        d.reason(),
        d.candidates(),
        d.masked(),
        d.due(),
        d.decidedAt(),
        d.cell());
  }

  @Benchmark
  public byte[] sameSecond() {
    return head.lines(Pieces.NUMBER, Optional.empty(), now);
  }

  @Benchmark
  public byte[] nextSecond() {
    later += 1_000;
    return head.lines(Pieces.NUMBER, Optional.empty(), later);
  }

  @Benchmark
  public HotHead newDecision() {
    return made(copy(decision));
  }
}
