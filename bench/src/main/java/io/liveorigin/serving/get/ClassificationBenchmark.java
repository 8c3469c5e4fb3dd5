package io.liveorigin.serving.get;

import io.liveorigin.bench.pieces.Pieces;
import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.selector.Readiness;
import io.liveorigin.serving.answer.CachePolicy;
import io.liveorigin.serving.answer.MaxAges;
import java.util.Optional;
import java.util.OptionalLong;
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
 * The class of a request by its path and the clock. It stands in the rule's package, because what
 * the rule knows is given to it there alone.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class ClassificationBenchmark {
  private final Pieces pieces = new Pieces();
  private final long now = pieces.event().schedule().due(Pieces.NUMBER) + 500;
  private final String segment = pieces.path();
  private final String unknownEvent = segment.replace("/pieces/", "/others/");
  private final String early = segment.replace("" + Pieces.NUMBER, "" + (Pieces.NUMBER + 9));
  private final RequestRule rule =
      new RequestRule(known(pieces.event()), new CachePolicy(MaxAges.standard()));

  private static Known known(LiveEvent one) {
    return new Known() {
      @Override
      public Optional<LiveEvent> event(EventId id) {
        return id.equals(one.id()) ? Optional.of(one) : Optional.empty();
      }

      @Override
      public Readiness events() {
        return Readiness.READY;
      }

      @Override
      public Readiness segments() {
        return Readiness.READY;
      }

      @Override
      public OptionalLong largestDecided(Track track) {
        return OptionalLong.of(Pieces.NUMBER);
      }
    };
  }

  @Benchmark
  public Classified liveSegment() {
    return rule.classify(segment, now);
  }

  @Benchmark
  public Classified unknownEvent() {
    return rule.classify(unknownEvent, now);
  }

  @Benchmark
  public Classified tooEarly() {
    return rule.classify(early, now);
  }
}
