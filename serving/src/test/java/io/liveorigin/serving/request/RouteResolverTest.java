package io.liveorigin.serving.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.selector.SelectorReadiness;
import io.liveorigin.serving.response.CachePolicy;
import io.liveorigin.serving.response.MaxAges;
import io.liveorigin.serving.support.Samples;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What is remembered of a path changes no route. */
class RouteResolverTest {
  private static final long NOW = 1_700_000_000_000L;

  /** A node that is told what it knows. */
  private static final class Told implements RoutingState {
    private Optional<LiveEvent> event = Optional.of(Samples.news());
    private SelectorReadiness segments = SelectorReadiness.READY;

    @Override
    public Optional<LiveEvent> event(EventId id) {
      return event.filter(known -> known.id().equals(id));
    }

    @Override
    public SelectorReadiness events() {
      return SelectorReadiness.READY;
    }

    @Override
    public SelectorReadiness segments() {
      return segments;
    }

    @Override
    public boolean masked(SegmentAddress address, String pipeline) {
      return false;
    }

    @Override
    public OptionalLong largestDecided(Track track) {
      return OptionalLong.empty();
    }
  }

  private final Told known = new Told();
  private final RouteResolver resolver =
      new RouteResolver(new RequestRule(known, new CachePolicy(MaxAges.standard())));
  private final String path = "/acme/news/v0-" + Samples.news().schedule().liveEdge(NOW) + ".m4s";

  private RequestClass at(long now) {
    return resolver.find(path, now).requestClass();
  }

  @Test
  void aPathThatIsKnownHasTheRouteOfTheInstant() {
    assertThat(at(NOW)).isEqualTo(RequestClass.DUE);
    assertThat(at(NOW)).isEqualTo(RequestClass.DUE);
    assertThat(at(NOW + 20_000)).isEqualTo(RequestClass.PAST_GONE);
    assertThat(at(NOW + 90_000)).isEqualTo(RequestClass.EXPIRED);
    assertThat(at(NOW)).isEqualTo(RequestClass.DUE);
  }

  /** A segment has two paths, and each has its form also when it is remembered. */
  @Test
  void aPathThatIsKnownHasItsForm() {
    known.event =
        Optional.of(
            LiveEvent.of(
                Samples.definition(
                    Samples.NEWS.replace(
                        "\"representations\":[",
                        "\"representations\":[{\"id\":\"t0\",\"contentType\":\"text\","
                            + "\"codecs\":\"wvtt\",\"bandwidth\":1000},"))));
    String segment = path.replace("v0", "t0");
    for (int i = 0; i < 2; i++) {
      assertThat(((Route.Segment) resolver.find(segment + ".vtt", NOW)).form())
          .isEqualTo(Route.Segment.Form.WEBVTT);
      assertThat(((Route.Segment) resolver.find(segment, NOW)).form())
          .isEqualTo(Route.Segment.Form.PUBLISHED);
    }
  }

  @Test
  void aNodeThatIsNotReadySaysSo() {
    assertThat(at(NOW)).isEqualTo(RequestClass.DUE);
    known.segments = SelectorReadiness.not("restoring");
    assertThat(at(NOW)).isEqualTo(RequestClass.NOT_READY);
  }

  @Test
  void anotherDefinitionCounts() {
    assertThat(at(NOW)).isEqualTo(RequestClass.DUE);
    known.event =
        Optional.of(LiveEvent.of(Samples.definition(Samples.NEWS.replace("\"v0\"", "\"v1\""))));
    assertThat(at(NOW)).isEqualTo(RequestClass.UNKNOWN_REPRESENTATION);
  }

  @Test
  void anEventThatHasEndedIsUnknown() {
    assertThat(at(NOW)).isEqualTo(RequestClass.DUE);
    known.event = Optional.empty();
    assertThat(at(NOW)).isEqualTo(RequestClass.UNKNOWN_EVENT);
  }
}
