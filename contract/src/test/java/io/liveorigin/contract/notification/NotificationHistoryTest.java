package io.liveorigin.contract.notification;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class NotificationHistoryTest {
  private static Notification said(String id, String value) {
    return new Notification(
        "acme", "derby", id, "key", value, 7, Optional.empty(), NotificationSource.OPERATOR, false);
  }

  private static NotificationHistory of(Notification... said) {
    NotificationHistory history = NotificationHistory.NONE;
    for (int i = 0; i < said.length; i++) {
      history = history.with(said[i], 100 * (i + 1));
    }
    return history;
  }

  @Test
  void whatCameLaterIsNotThereYet() {
    NotificationHistory history = of(said("a", "1"), said("b", "2"), said("a", "3"));

    assertThat(history.at(99).counting()).isEmpty();
    assertThat(history.at(100).counting()).containsExactly(said("a", "1"));
    assertThat(history.at(299).counting()).containsExactly(said("a", "1"), said("b", "2"));
    assertThat(history.at(300).counting()).containsExactly(said("a", "3"), said("b", "2"));
    assertThat(history.at(300)).isSameAs(history.now());
  }

  @Test
  void theLastChangeIsThatWhichHadComeByThen() {
    NotificationHistory history = of(said("a", "1"), said("b", "2"), said("b", "2"));

    assertThat(history.lastChange(99)).isEmpty();
    assertThat(history.lastChange(100)).hasValue(100);
    assertThat(history.lastChange(199)).hasValue(100);
    assertThat(history.lastChange(1_000)).as("saying it again is none").hasValue(200);
  }

  @Test
  void whatIsTakenBackWasThere() {
    NotificationHistory history =
        of(said("a", "1"), said("b", "2"), said("b", "2").revocation())
            .without(NotificationSource.OPERATOR, "a", 400);

    assertThat(history.at(250).counting()).containsExactly(said("a", "1"), said("b", "2"));
    assertThat(history.at(350).counting()).containsExactly(said("a", "1"));
    assertThat(history.now().counting()).isEmpty();
    assertThat(history.without(NotificationSource.OPERATOR, "b", 500).now())
        .isSameAs(NotificationSet.NONE);
  }

  /** Two ingests may publish one announcement, and a node that starts reads the later one. */
  @Test
  void whatIsSaidAgainStandsSinceItWasSaidFirst() {
    NotificationHistory history = of(said("a", "1"), said("a", "1"), said("a", "1"));

    assertThat(history.at(100).counting()).containsExactly(said("a", "1"));
    assertThat(history.at(99).counting()).isEmpty();
  }

  @Test
  void aRecordOfNoTimeWasAlwaysThere() {
    NotificationHistory history =
        NotificationHistory.NONE.with(said("a", "1"), NotificationHistory.EVER);

    assertThat(history.at(Long.MIN_VALUE).counting()).containsExactly(said("a", "1"));
  }

  @Test
  void aSpanOfChangesIsKeptAndNotAll() {
    NotificationHistory history = NotificationHistory.NONE;
    for (int i = 0; i <= NotificationHistory.MOST; i++) {
      history = history.with(said("a", "v" + i), i);
    }

    assertThat(history.at(-1).counting()).containsExactly(said("a", "v0"));
    assertThat(history.at(1).counting()).containsExactly(said("a", "v1"));
  }
}
