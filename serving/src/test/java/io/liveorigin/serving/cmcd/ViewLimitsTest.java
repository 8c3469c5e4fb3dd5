package io.liveorigin.serving.cmcd;

import static io.liveorigin.serving.cmcd.ReportedViews.N;
import static io.liveorigin.serving.cmcd.ReportedViews.NOW;
import static io.liveorigin.serving.cmcd.ReportedViews.interval;
import static io.liveorigin.serving.cmcd.ReportedViews.response;
import static io.liveorigin.serving.cmcd.ReportedViews.state;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** No tenant and no event can take the sessions of others, and responses leave room for stalls. */
class ViewLimitsTest {
  /** 8 sessions: 4 of a tenant, 3 of an event. */
  private final ReportedViews views =
      new ReportedViews(new ViewSettings(10, 100, 1_000, 1_000, 1_000, 3, 8, 60_000, 1_000));

  ViewLimitsTest() {
    views.declare("acme", "sport");
    views.declare("rival", "news");
    views.declare("rival", "sport");
  }

  private void sessions(String event, int from, int to) {
    for (int i = from; i < to; i++) {
      views.take(NOW, interval(event + i, event));
    }
  }

  @Test
  void aTenantHasAtMostHalfOfAllSessions() {
    sessions("acme/news", 0, 3);
    sessions("acme/sport", 0, 3);
    assertThat(views.written).hasSize(4);
    assertThat(views.counted(ViewOutcome.SESSIONS)).isEqualTo(2);
    sessions("rival/news", 0, 3);
    sessions("rival/sport", 0, 3);
    assertThat(views.written).hasSize(8);
    assertThat(views.counted(ViewOutcome.SESSIONS)).isEqualTo(4);
  }

  @Test
  void aLineThatBecomesNoRecordBeginsNoSession() {
    for (int i = 0; i < 50; i++) {
      views.take(
          NOW,
          "e=rr,sid=\"s" + i + "\",url=\"/acme/news/manifest.mpd\",rc=200,sta=p",
          "e=bc,sid=\"t" + i + "\",cid=\"acme/news\"",
          "e=ps,sta=zz,sid=\"u" + i + "\",cid=\"acme/news\"");
    }
    assertThat(views.counted(ViewOutcome.UNUSED)).isEqualTo(150);
    sessions("acme/news", 0, 3);
    assertThat(views.written).hasSize(3);
  }

  @Test
  void aSessionThatMovesIsWithinTheLimitsOfItsNewEvent() {
    sessions("acme/news", 0, 3);
    sessions("rival/news", 0, 1);
    views.take(NOW, interval("rival/news0", "acme/news"));
    assertThat(views.written).as("the event is full").hasSize(4);
    assertThat(views.counted(ViewOutcome.SESSIONS)).isEqualTo(1);
    sessions("acme/sport", 0, 1);
    views.take(NOW, interval("rival/news0", "acme/sport"));
    assertThat(views.written).as("the tenant is full").hasSize(5);
    views.take(NOW, interval("acme/news0", "acme/sport"));
    assertThat(views.last().event()).as("it leaves its own place").isEqualTo("sport");
    views.take(NOW, interval("acme/news0", "rival/news"));
    views.take(NOW, interval("rival/news0", "acme/news"));
    assertThat(views.last().key()).as("places that were left").isEqualTo("acme/news");
    assertThat(views.written).hasSize(8);
    sessions("acme/sport", 1, 2);
    assertThat(views.written).as("four sessions are acme's again").hasSize(8);
  }

  @Test
  void aQuarterOfTheBurstOfASessionIsForOthersThanResponses() {
    ReportedViews small =
        new ReportedViews(new ViewSettings(1, 8, 1_000, 1_000, 1_000, 10, 20, 60_000, 1_000));
    for (int i = 0; i < 20; i++) {
      small.take(NOW, response("s", N + i, "", NOW));
    }
    assertThat(small.written).hasSize(6);
    small.take(NOW, state("s", "p", NOW), state("s", "r", NOW), state("s", "p", NOW));
    assertThat(small.kinds().subList(6, 8)).containsExactly("state", "stall");
    assertThat(small.written).hasSize(8);
  }
}
