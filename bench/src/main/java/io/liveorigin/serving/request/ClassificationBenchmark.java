package io.liveorigin.serving.request;

import io.liveorigin.bench.pieces.Pieces;
import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.selector.Readiness;
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

/** The route of a request by its path and the clock: parsed, and with what was parsed before. */
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

  private final Routes routes = new Routes(rule);

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
      public boolean masked(SegmentAddress address, String pipeline) {
        return false;
      }

      @Override
      public OptionalLong largestDecided(Track track) {
        return OptionalLong.of(Pieces.NUMBER);
      }
    };
  }

  @Benchmark
  public Route liveSegment() {
    return rule.route(segment, now);
  }

  @Benchmark
  public Route knownPath() {
    return routes.find(segment, now);
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
