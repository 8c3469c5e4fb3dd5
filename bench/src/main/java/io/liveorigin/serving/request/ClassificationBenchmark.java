package io.liveorigin.serving.request;

import io.liveorigin.bench.pieces.MeasuredSegment;
import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.selector.SelectorReadiness;
import io.liveorigin.serving.response.CachePolicy;
import io.liveorigin.serving.response.MaxAges;
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
 * Finding the route of a request by its path and the clock: with the path parsed each time, and
 * with paths that were parsed before.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class ClassificationBenchmark {
  private final MeasuredSegment measured = new MeasuredSegment();
  private final long now = measured.event().schedule().due(MeasuredSegment.NUMBER) + 500;
  private final String segment = measured.path();
  private final String unknownEvent = segment.replace("/pieces/", "/others/");
  private final String early =
      segment.replace("" + MeasuredSegment.NUMBER, "" + (MeasuredSegment.NUMBER + 9));
  private final RequestRule rule =
      new RequestRule(known(measured.event()), new CachePolicy(MaxAges.standard()));

  private final RouteResolver resolver = new RouteResolver(rule);

  private static RoutingState known(LiveEvent one) {
    return new RoutingState() {
      @Override
      public Optional<LiveEvent> event(EventId id) {
        return id.equals(one.id()) ? Optional.of(one) : Optional.empty();
      }

      @Override
      public SelectorReadiness events() {
        return SelectorReadiness.READY;
      }

      @Override
      public SelectorReadiness segments() {
        return SelectorReadiness.READY;
      }

      @Override
      public boolean masked(SegmentAddress address, String pipeline) {
        return false;
      }

      @Override
      public OptionalLong largestDecided(Track track) {
        return OptionalLong.of(MeasuredSegment.NUMBER);
      }
    };
  }

  @Benchmark
  public Route liveSegment() {
    return rule.route(segment, now);
  }

  @Benchmark
  public Route knownPath() {
    return resolver.find(segment, now);
  }

  @Benchmark
  public Route unknownEvent() {
    return rule.route(unknownEvent, now);
  }

  @Benchmark
  public Route tooEarly() {
    return rule.route(early, now);
  }
}
