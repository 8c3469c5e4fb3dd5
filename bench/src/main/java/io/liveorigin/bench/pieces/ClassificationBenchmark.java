package io.liveorigin.bench.pieces;

import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.selector.SelectorReadiness;
import io.liveorigin.serving.request.RequestRule;
import io.liveorigin.serving.request.Route;
import io.liveorigin.serving.request.RouteResolver;
import io.liveorigin.serving.request.RoutingState;
import io.liveorigin.serving.response.CachePolicy;
import io.liveorigin.serving.response.MaxAges;
import java.util.Optional;
import java.util.OptionalLong;
import org.openjdk.jmh.annotations.Benchmark;

/**
 * Finding the route of a request by its path and the clock: with the path parsed each time, and
 * with paths that were parsed before.
 */
public class ClassificationBenchmark extends Piece {
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
