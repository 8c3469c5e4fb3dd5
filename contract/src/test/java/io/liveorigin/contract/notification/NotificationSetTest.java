package io.liveorigin.contract.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * All notifications of an event: which one overrides which, which are past, and how many there may
 * be.
 */
class NotificationSetTest {
  private static final EventId DERBY = new EventId("acme", "derby");

  private static Notification packager(String key, long from) {
    return Notification.announced(DERBY, key, "packager", from, Optional.empty());
  }

  private static Notification operator(String id, String key, long from, long to) {
    return new Notification(
        "acme",
        "derby",
        id,
        key,
        "operator",
        from,
        to < 0 ? Optional.empty() : Optional.of(to),
        NotificationSource.OPERATOR,
        false);
  }

  @Test
  void underOneIdAnOperatorsWordStandsOverAPackagers() {
    Notification changed = operator("ad.7", "ad", 7, 9);
    NotificationSet both = NotificationSet.NONE.with(packager("ad", 7)).with(changed);
    assertThat(both.counting()).containsExactly(changed);
    assertThat(both.find("ad.7")).hasValue(changed);
    assertThat(NotificationSet.NONE.with(changed).with(packager("ad", 7)).counting())
        .as("in whatever order they come")
        .containsExactly(changed);
    assertThat(both.without(NotificationSource.OPERATOR, "ad.7").counting())
        .containsExactly(packager("ad", 7));
  }

  @Test
  void whatIsRevokedDoesNotCountAndIsRemembered() {
    NotificationSet revoked =
        NotificationSet.NONE.with(packager("ad", 7)).with(packager("ad", 7).revocation());
    assertThat(revoked.counting()).isEmpty();
    assertThat(revoked.find("ad.7")).isEmpty();
    assertThat(revoked.latest("ad.7")).map(Notification::revoked).hasValue(true);
    assertThat(revoked.timeline().field(7)).isEmpty();
    assertThat(revoked.with(packager("ad", 7)).counting()).as("repeated").isEmpty();
    assertThat(revoked.with(operator("ad.7", "ad", 7, -1)).counting())
        .as("an operator may say it again")
        .hasSize(1);
  }

  @Test
  void pastIsWhatNoServedNumberNeeds() {
    Notification ended = operator("ended", "a", 1, 9);
    Notification replaced = packager("b", 2);
    Notification replacing = packager("b", 8);
    Notification hidden = packager("c", 3);
    Notification hiding = operator("hiding", "c", 5, 50);
    Notification coming = packager("d", 90);
    NotificationSet all =
        NotificationSet.NONE
            .with(ended)
            .with(replaced)
            .with(replacing)
            .with(hidden)
            .with(hiding)
            .with(coming);
    assertThat(all.past(1)).isEmpty();
    assertThat(all.past(8)).containsExactly(replaced);
    assertThat(all.past(9)).as("still in force at 9").containsExactly(replaced);
    assertThat(all.past(10)).containsExactlyInAnyOrder(ended, replaced);
    assertThat(all.past(51))
        .as("what was hidden is needed again")
        .contains(hiding)
        .doesNotContain(hidden);
    assertThat(all.dispensable(51)).as("few are kept").isEmpty();
  }

  /** Otherwise a late packager would bring back a notification that an operator revoked. */
  @Test
  void aRevokedOneIsKeptForAsLongAsAPackagerMayRepeatIt() {
    Notification revoked = packager("ad", 7).revocation();
    NotificationSet all = NotificationSet.NONE.with(packager("ad", 7)).with(revoked);
    assertThat(all.past(7)).isEmpty();
    assertThat(all.past(8))
        .as("the packager's first: deleted in this order nothing is uncovered")
        .containsExactly(packager("ad", 7), revoked);
    Notification moved = operator("ad.7", "other", 2, 3).revocation();
    assertThat(NotificationSet.NONE.with(moved).past(5)).as("its id may still come").isEmpty();
    assertThat(NotificationSet.NONE.with(moved).past(8)).containsExactly(moved);
  }

  @Test
  void anEventHasABoundedNumber() {
    NotificationSet full = NotificationSet.NONE;
    for (int i = 0; i < NotificationSet.MAX; i++) {
      full = full.with(operator("n" + i, "k", 1_000 + i, 1_000 + i));
    }
    NotificationSet all = full;
    assertThatThrownBy(() -> all.requireRoom(operator("more", "k", 2_000, -1), 0))
        .isInstanceOfSatisfying(
            OriginException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.TOO_MANY_NOTIFICATIONS))
        .hasMessage(
            "an event has at most 512 notifications that are not past, but this would be number"
                + " 513; set 'to' on some of them, or revoke some");
    assertThatCode(() -> all.requireRoom(operator("n3", "k", 2_000, -1), 0))
        .as("one that replaces another")
        .doesNotThrowAnyException();
    assertThatCode(() -> all.requireRoom(operator("more", "k", 2_000, -1), 1_001))
        .as("what is past does not count")
        .doesNotThrowAnyException();
    assertThat(all.dispensable(1_003)).hasSize(3);
  }

  @Test
  void whatIsInForceAtOneNumberIsBounded() {
    NotificationSet full = NotificationSet.NONE;
    String value = "v".repeat(256);
    for (int i = 0; i < 14; i++) {
      full =
          full.with(
              new Notification(
                  "acme",
                  "derby",
                  "n" + i,
                  "k" + i,
                  value,
                  100 + i,
                  Optional.of(200L),
                  NotificationSource.OPERATOR,
                  false));
    }
    NotificationSet all = full;
    Notification fresh =
        new Notification(
            "acme",
            "derby",
            "more",
            "more",
            value,
            150,
            Optional.empty(),
            NotificationSource.OPERATOR,
            false);
    assertThatThrownBy(() -> all.requireRoom(fresh, 0))
        .isInstanceOf(OriginException.class)
        .hasMessageContaining(
            "at most 4096 characters in Event-Notifications, but with this one they would have 4");
    assertThatCode(() -> all.requireRoom(fresh, 201))
        .as("the worst number has left the window")
        .doesNotThrowAnyException();
  }
}
