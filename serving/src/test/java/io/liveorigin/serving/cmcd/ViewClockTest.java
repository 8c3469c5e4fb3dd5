package io.liveorigin.serving.cmcd;

import static io.liveorigin.serving.cmcd.ReportedViews.N;
import static io.liveorigin.serving.cmcd.ReportedViews.NOW;
import static io.liveorigin.serving.cmcd.ReportedViews.response;
import static io.liveorigin.serving.cmcd.ReportedViews.state;
import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.wire.ViewRecord;
import org.junit.jupiter.api.Test;

/** Clocks of players are off, reports are late, and days end; sessions continue. */
class ViewClockTest {
  private static final long DAY = 86_400_000L;

  private final ReportedViews views = new ReportedViews(ViewSettings.standard());

  /** dash.js and shaka-player send a report that failed again. */
  @Test
  void aReportThatIsLateIsNoSignOfAWrongClock() {
    views.take(NOW - 1_000, response("s", N, "", NOW - 1_040), state("s", "p", NOW - 1_000));
    views.take(NOW + 8_000, state("s", "r", NOW));
    views.take(NOW + 8_000, state("s", "p", NOW + 8_000));
    assertThat(views.kinds()).containsExactly("response", "state", "stall", "resume");
    ViewRecord stall = views.written.get(2);
    assertThat(stall.at()).isEqualTo(NOW);
    assertThat(stall.number()).hasValue(N);
    assertThat(views.last().at()).isEqualTo(NOW + 8_000);
    assertThat(views.last().stalledMillis()).hasValue(8_000L);
  }

  @Test
  void theLeastDelayCountsHoweverLateTheFirstReportIs() {
    long ahead = 300_000;
    views.take(NOW + 5_000, state("s", "p", NOW + ahead));
    views.take(NOW + 5_000, state("s", "r", NOW + ahead + 4_000));
    views.take(NOW + 5_100, state("s", "p", NOW + ahead + 5_100));
    assertThat(views.kinds()).containsExactly("state", "stall", "resume");
    assertThat(views.last().at()).isEqualTo(NOW + 5_100);
    assertThat(views.last().stalledMillis()).as("by the player's clock").hasValue(1_100L);
  }

  /** Instants of a session that are known move with its clock, so that their order is kept. */
  @Test
  void whatFollowsALateReportIsNotTakenForOlder() {
    views.take(NOW + 5_000, state("s", "p", NOW));
    views.take(NOW + 5_100, state("s", "r", NOW + 4_800));
    assertThat(views.kinds()).containsExactly("state", "stall");
    assertThat(views.last().at()).isEqualTo(NOW + 4_800);
  }

  @Test
  void oneSessionDoesNotSetTheClockOfAnother() {
    views.take(NOW, state("s", "p", NOW - 300_000), state("t", "p", NOW));
    assertThat(views.written).extracting(ViewRecord::at).containsExactly(NOW, NOW);
  }

  @Test
  void aSessionContinuesAtMidnightUnderAnotherId() {
    ReportedViews one =
        new ReportedViews(new ViewSettings(10, 100, 1_000, 1_000, 1_000, 1, 2, 60_000, 1_000));
    long midnight = (NOW / DAY + 1) * DAY;
    one.take(midnight - 900, state("s", "p", midnight - 900));
    one.take(midnight - 500, state("s", "r", midnight - 500));
    one.take(midnight + 250, state("s", "p", midnight + 250));
    assertThat(one.kinds()).containsExactly("state", "stall", "resume");
    assertThat(one.last().stalledMillis()).hasValue(750L);
    assertThat(one.written.get(1).session()).isEqualTo(one.written.get(0).session());
    assertThat(one.last().session()).isNotEqualTo(one.written.get(0).session());
    String id = one.last().session();
    one.take(midnight - 1, state("s", "p", midnight - 1));
    one.take(midnight + 300, state("s", "p", midnight + 300));
    assertThat(one.written.subList(2, 5))
        .as("a clock that is set back draws no other key")
        .extracting(ViewRecord::session)
        .containsOnly(id);
  }
}
