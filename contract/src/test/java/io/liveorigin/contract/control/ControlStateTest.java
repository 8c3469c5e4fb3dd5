package io.liveorigin.contract.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.notification.Notification;
import io.liveorigin.contract.notification.NotificationHistory;
import io.liveorigin.contract.notification.NotificationSet;
import io.liveorigin.contract.support.Samples;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ControlStateTest {
  private static final EventId DERBY = new EventId("acme", "derby");
  private static final String EVENT_KEY = "event/acme/derby/definition";

  private final ControlState state = new ControlState();

  private void apply(EventDefinition event) {
    state.apply(ControlKey.event(event.id()).toString(), Optional.of(ControlJson.write(event)));
  }

  private void apply(Mask mask) {
    state.apply(
        ControlKey.mask(mask.eventId(), mask.id()).toString(),
        Optional.of(ControlJson.write(mask)));
  }

  private static Mask mask(String id, String pipeline, long from, long to) {
    return new Mask("acme", "derby", id, pipeline, Mask.ALL, from, to, "");
  }

  @Test
  void startsEmpty() {
    assertThat(state.event(DERBY)).isEmpty();
    assertThat(state.events()).isEmpty();
    assertThat(state.masks(DERBY)).isEmpty();
    assertThat(state.maskedPipelines(Samples.SEGMENT)).isEmpty();
  }

  @Test
  void theLastRecordOfAnEventCounts() {
    apply(Samples.event());
    apply(Samples.event(json -> json.put("patience", "PT5S")));
    assertThat(state.events()).hasSize(1);
    LiveEvent event = state.event(DERBY).orElseThrow();
    assertThat(event.definition().patience()).isEqualTo(Duration.ofSeconds(5));
    assertThat(event.schedule().patienceMillis()).isEqualTo(5_000);
    assertThat(event.urls().path(Samples.SEGMENT)).isEqualTo("/acme/derby/v0-895000000.m4s");
  }

  @Test
  void aRecordWithoutValueDeletes() {
    apply(Samples.event());
    apply(mask("m1", "a", 0, 10));
    assertThat(state.apply(EVENT_KEY, Optional.empty())).hasValue(ControlKey.event(DERBY));
    assertThat(state.event(DERBY)).isEmpty();
    state.apply("mask/acme/derby/m1", Optional.empty());
    assertThat(state.masks(DERBY)).isEmpty();
    state.apply("mask/acme/derby/m1", Optional.empty());
  }

  @Test
  void aTenantIsThereWhileItHasEvents() {
    Set<String> tenants = state.tenants();
    apply(Samples.event());
    apply(Samples.event(json -> json.put("patience", "PT5S")));
    apply(Samples.event(json -> json.put("event", "final")));
    assertThat(tenants).containsExactly("acme");
    state.apply(EVENT_KEY, Optional.empty());
    state.apply(EVENT_KEY, Optional.empty());
    assertThat(tenants).containsExactly("acme");
    state.apply("event/acme/final/definition", Optional.empty());
    assertThat(tenants).isEmpty();
  }

  @Test
  void masksOfAnEventAddUp() {
    apply(mask("m2", "a", 5, 10));
    apply(mask("m1", "b", 8, 20));
    apply(mask("m3", "a", 9, 9));
    assertThat(state.masks(DERBY)).extracting(Mask::id).containsExactly("m1", "m2", "m3");
    assertThat(masked(4)).isEmpty();
    assertThat(masked(5)).containsExactly("a");
    assertThat(masked(9)).containsExactlyInAnyOrder("a", "b");
    assertThat(masked(20)).containsExactly("b");
    assertThat(state.maskedPipelines(new SegmentAddress(Track.of("acme", "other", "v0"), 9)))
        .isEmpty();
  }

  private List<String> masked(long number) {
    return state.maskedPipelines(new SegmentAddress(Samples.VIDEO, number));
  }

  @Test
  void aListOnceGivenDoesNotChange() {
    apply(mask("m1", "a", 0, 10));
    List<Mask> before = state.masks(DERBY);
    apply(mask("m2", "a", 0, 10));
    assertThat(before).hasSize(1);
    assertThat(state.masks(DERBY)).hasSize(2);
  }

  private void apply(Notification notification) {
    state.apply(
        ControlKey.notification(notification).toString(),
        Optional.of(ControlJson.write(notification)));
  }

  @Test
  void notificationsOfBothSourcesAddUp() {
    apply(Samples.notification());
    apply(Samples.announcement());
    assertThat(state.notifications(DERBY).counting())
        .containsExactly(Samples.notification(), Samples.announcement());
    assertThat(state.notifications(new EventId("acme", "other"))).isSameAs(NotificationSet.NONE);
    state.apply("notification/acme/derby/ad-break.895000000", Optional.empty());
    state.apply("notification/acme/derby/programme.895000001", Optional.empty());
    assertThat(state.notifications(DERBY).counting()).containsExactly(Samples.announcement());
    state.apply("announcement/acme/derby/programme.895000001", Optional.empty());
    assertThat(state.notifications(DERBY)).isSameAs(NotificationSet.NONE);
  }

  /** Playlists list earlier notifications, even of an event that has none now. */
  @Test
  void whatWasSaidIsKnownForAWhileAndGoesWithItsEvent() {
    apply(Samples.event());
    String key = ControlKey.notification(Samples.notification()).toString();
    state.apply(key, Optional.of(ControlJson.write(Samples.notification())), 100);
    state.apply(key, Optional.empty(), 200);

    assertThat(state.notifications(DERBY)).isSameAs(NotificationSet.NONE);
    assertThat(state.notificationHistory(DERBY).at(199).counting())
        .containsExactly(Samples.notification());

    state.apply(EVENT_KEY, Optional.empty());
    assertThat(state.notificationHistory(DERBY)).isSameAs(NotificationHistory.NONE);
  }

  /**
   * The packager's record follows the operator's, both in the log and where only the last record is
   * left.
   */
  @Test
  void aPackagerThatComesLateBringsNothingBack() {
    apply(Samples.announcement());
    apply(Samples.announcement().revocation());
    assertThat(state.notifications(DERBY).counting()).isEmpty();
    apply(Samples.announcement());
    assertThat(state.notifications(DERBY).counting()).isEmpty();
  }

  @Test
  void aNotificationUnderTheKeyOfTheOtherSourceIsRefused() {
    byte[] packagers = ControlJson.write(Samples.announcement());
    assertThatThrownBy(
            () ->
                state.apply("notification/acme/derby/programme.895000001", Optional.of(packagers)))
        .isInstanceOf(OriginException.class)
        .hasMessageContaining("holds the value of announcement/acme/derby/programme.895000001");
    assertThat(state.notifications(DERBY)).isSameAs(NotificationSet.NONE);
  }

  @Test
  void kindsOfALaterVersionArePassedOver() {
    assertThat(state.apply("prophecy/acme/derby/n1", Optional.of(new byte[] {1}))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "event",
        "event/acme/derby",
        "event/acme/derby/x/y",
        "mask/acme//m1",
        "mask/acme/derby/",
        "mask/acme/derby/m 1"
      })
  void otherKeysAreRefused(String key) {
    assertThatThrownBy(() -> state.apply(key, Optional.empty()))
        .isInstanceOf(OriginException.class);
  }

  @Test
  void anUnreadableValueChangesNothing() {
    apply(Samples.event());
    apply(mask("m1", "a", 0, 10));
    byte[] junk = "{\"tenant\":\"acme\"}".getBytes(StandardCharsets.US_ASCII);
    assertThatThrownBy(() -> state.apply(EVENT_KEY, Optional.of(junk)))
        .isInstanceOf(OriginException.class);
    assertThatThrownBy(() -> state.apply("mask/acme/derby/m1", Optional.of(junk)))
        .isInstanceOf(OriginException.class);
    assertThat(state.event(DERBY)).map(LiveEvent::definition).hasValue(Samples.event());
    assertThat(state.masks(DERBY)).containsExactly(mask("m1", "a", 0, 10));
  }

  @Test
  void aValueUnderAForeignKeyIsRefused() {
    byte[] event = ControlJson.write(Samples.event());
    assertThatThrownBy(() -> state.apply("event/acme/ashes/definition", Optional.of(event)))
        .isInstanceOf(OriginException.class)
        .hasMessage("control record event/acme/ashes/definition holds the value of " + EVENT_KEY);
    assertThatThrownBy(() -> state.apply("event/acme/derby/other", Optional.of(event)))
        .isInstanceOf(OriginException.class);
    byte[] mask = ControlJson.write(mask("m1", "a", 0, 10));
    assertThatThrownBy(() -> state.apply("mask/acme/derby/m2", Optional.of(mask)))
        .isInstanceOf(OriginException.class);
    assertThat(state.events()).isEmpty();
    assertThat(state.masks(DERBY)).isEmpty();
  }

  @Test
  void theLatestInvalidationOfAnIdIsKept() {
    Invalidation first = Samples.invalidation();
    Invalidation again = first.taken(first.requestedAt() + 1, 0);
    String key = ControlKey.invalidation(DERBY, "i1").toString();
    state.apply(key, Optional.of(ControlJson.write(first)));
    state.apply(key, Optional.of(ControlJson.write(again)));
    assertThat(state.invalidations(DERBY)).containsExactly(again);
    assertThat(state.invalidations()).containsExactly(again);
    assertThat(again.token()).isNotEqualTo(first.token());
    assertThatThrownBy(
            () ->
                state.apply(
                    ControlKey.invalidation(DERBY, "i2").toString(),
                    Optional.of(ControlJson.write(first))))
        .isInstanceOf(OriginException.class);
    state.apply(key, Optional.empty());
    assertThat(state.invalidations()).isEmpty();
  }

  @Test
  void keysReadWhatTheyWrite() {
    for (ControlKey key :
        List.of(
            ControlKey.event(DERBY),
            ControlKey.mask(DERBY, "m1"),
            ControlKey.invalidation(DERBY, "i1"),
            ControlKey.notification(Samples.notification()),
            ControlKey.notification(Samples.announcement()))) {
      assertThat(ControlKey.parse(key.toString())).hasValue(key);
    }
    assertThat(ControlKey.event(DERBY)).hasToString(EVENT_KEY);
    assertThat(ControlKey.mask(DERBY, "m1")).hasToString("mask/acme/derby/m1");
    assertThatThrownBy(() -> ControlKey.mask(DERBY, "a/b"))
        .isInstanceOf(OriginException.class)
        .hasMessageStartingWith("id must be");
  }
}
