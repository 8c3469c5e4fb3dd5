package io.liveorigin.serving.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.liveorigin.contract.address.View;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.notification.Notification;
import io.liveorigin.contract.notification.NotificationHistory;
import io.liveorigin.contract.segment.ProducerTimeType;
import io.liveorigin.serving.manifest.ManifestCache.Basis;
import io.liveorigin.serving.request.Route;
import io.liveorigin.serving.segment.EventInits;
import io.liveorigin.serving.support.Samples;
import io.liveorigin.serving.timeline.PublicationGap;
import io.liveorigin.serving.timeline.ReferenceTime;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ManifestCacheTest {
  private static final LiveEvent EVENT = Samples.news();
  private static final EventInits INITS = WrittenMpd.inits(EVENT.definition().representations());
  private static final NotificationHistory SAID = NotificationHistory.NONE;
  private static final Notification NEWS =
      Notification.announced(EVENT.id(), "programme", "News", 7, Optional.empty());
  private static final Failover ALL = Failover.NONE;
  private static final Basis BASIS =
      new Basis(EVENT, INITS, 1, 30, false, List.of(7L), Map.of(), Map.of(), SAID, ALL);

  private static final ReferenceTime TIME =
      new ReferenceTime(8, ProducerTimeType.ENCODER, 18, 1, 18_300, 40_000);

  private final ManifestCache cache = new ManifestCache();
  private int written;

  private static Route.Manifest route(Route.Manifest.Kind kind) {
    return new Route.Manifest(EVENT, kind, View.WHOLE, false);
  }

  private ManifestCache.Text get(Route.Manifest.Kind kind, Basis basis) {
    return cache.get(
        route(kind), basis, () -> (kind + " " + ++written).getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void itIsWrittenOnceForAllWhoAsk() {
    ManifestCache.Text first = get(Route.Manifest.Kind.MPD, BASIS);
    assertThat(get(Route.Manifest.Kind.MPD, BASIS)).isSameAs(first);
    assertThat(get(Route.Manifest.Kind.MASTER, BASIS).etag()).isNotEqualTo(first.etag());
    assertThat(get(Route.Manifest.Kind.MPD, BASIS)).isSameAs(first);
    assertThat(written).isEqualTo(2);
  }

  static Stream<Basis> others() {
    return Stream.of(
        new Basis(Samples.news(), INITS, 1, 30, false, List.of(7L), Map.of(), Map.of(), SAID, ALL),
        new Basis(
            EVENT,
            WrittenMpd.inits(EVENT.definition().representations()),
            1,
            30,
            false,
            List.of(7L),
            Map.of(),
            Map.of(),
            SAID,
            ALL),
        new Basis(EVENT, INITS, 2, 30, false, List.of(7L), Map.of(), Map.of(), SAID, ALL),
        new Basis(EVENT, INITS, 1, 31, false, List.of(7L), Map.of(), Map.of(), SAID, ALL),
        new Basis(EVENT, INITS, 1, 30, true, List.of(7L), Map.of(), Map.of(), SAID, ALL),
        new Basis(EVENT, INITS, 1, 30, false, List.of(8L), Map.of(), Map.of(), SAID, ALL),
        new Basis(
            EVENT, INITS, 1, 30, false, List.of(7L), Map.of("v0", 900_000L), Map.of(), SAID, ALL),
        new Basis(EVENT, INITS, 1, 30, false, List.of(7L), Map.of(), Map.of("v0", TIME), SAID, ALL),
        saying(NotificationHistory.NONE.with(NEWS, 5), ALL),
        saying(SAID, lacking(PublicationGap.State.FILLED)));
  }

  @ParameterizedTest
  @MethodSource("others")
  void itIsWrittenAnewWhenAnythingChanges(Basis other) {
    ManifestCache.Text first = get(Route.Manifest.Kind.MPD, BASIS);
    assertThat(get(Route.Manifest.Kind.MPD, other).etag()).isNotEqualTo(first.etag());
  }

  private static Failover lacking(PublicationGap.State state) {
    return new Failover(
        20, 14, Map.of("v0", new TreeMap<>(Map.of(25L, new PublicationGap(state, 5)))), 7);
  }

  private static Basis saying(NotificationHistory said, Failover failover) {
    return new Basis(EVENT, INITS, 1, 30, false, List.of(7L), Map.of(), Map.of(), said, failover);
  }

  @Test
  void whatWasNotPublishedIsTheSameWhereItSaysTheSame() {
    ManifestCache.Text first =
        get(Route.Manifest.Kind.MPD, saying(SAID, lacking(PublicationGap.State.GAP)));
    assertThat(get(Route.Manifest.Kind.MPD, saying(SAID, lacking(PublicationGap.State.GAP))))
        .isSameAs(first);
    assertThat(
            get(Route.Manifest.Kind.MPD, saying(SAID, lacking(PublicationGap.State.FILLED))).etag())
        .isNotEqualTo(first.etag());
  }

  @Test
  void aFailureIsNotKept() {
    assertThatThrownBy(
            () ->
                cache.get(
                    route(Route.Manifest.Kind.MPD),
                    BASIS,
                    () -> {
                      throw new IllegalStateException("no");
                    }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(get(Route.Manifest.Kind.MPD, BASIS).bytes()).isNotEmpty();
  }
}
