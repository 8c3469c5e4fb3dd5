package io.liveorigin.serving.cmcd;

import static io.liveorigin.serving.cmcd.ReportedViews.N;
import static io.liveorigin.serving.cmcd.ReportedViews.NOW;
import static io.liveorigin.serving.cmcd.ReportedViews.response;
import static io.liveorigin.serving.cmcd.ReportedViews.state;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When stalls begin and end, whichever of their lines is lost or comes in another order. */
class ViewStallsTest {
  private final ReportedViews views = new ReportedViews(ViewSettings.standard());

  private void stall() {
    views.take(NOW - 500, state("s", "p", NOW - 500));
    views.take(NOW, state("s", "r", NOW));
    views.written.clear();
  }

  private void interval(String sta, long at) {
    views.take(at, "e=t,sid=\"s\",sta=" + sta + ",ts=" + at);
  }

  @Test
  void anyLineSaysThatAStallIsOverIfItsEndWasLost() {
    stall();
    interval("r", NOW + 1_000);
    assertThat(views.kinds()).containsExactly("interval");
    interval("p", NOW + 30_000);
    assertThat(views.kinds()).containsExactly("interval", "resume", "interval");
    assertThat(views.written.get(1).stalledMillis()).hasValue(30_000L);
    assertThat(views.written.get(1).number()).as("that of the stall").hasValue(N);
  }

  @Test
  void howLongItWasIsNotGuessedFromALineThatComesMuchLater() {
    stall();
    interval("p", NOW + 60_000);
    assertThat(views.kinds()).containsExactly("resume", "interval");
    assertThat(views.written.get(0).stalledMillis()).isEmpty();
    views.take(NOW + 7_200_000, state("s", "a", NOW + 7_200_000));
    assertThat(views.last().kind()).isEqualTo("state");
  }

  @Test
  void aLineFromBeforeAStallDoesNotEndIt() {
    stall();
    views.take(NOW + 400, "e=t,sid=\"s\",sta=p,ts=" + (NOW - 100));
    views.take(NOW + 500, state("s", "p", NOW - 200));
    assertThat(views.kinds()).containsExactly("interval", "state");
    views.take(NOW + 700, state("s", "p", NOW + 700));
    assertThat(views.last().kind()).isEqualTo("resume");
    assertThat(views.last().stalledMillis()).hasValue(700L);
  }

  @Test
  void aLineThatIsOlderThanTheLastStateBeginsNoStall() {
    views.take(NOW, state("s", "p", NOW));
    views.take(NOW + 100, state("s", "r", NOW - 3_000));
    views.take(NOW + 5_000, state("s", "a", NOW + 5_000));
    assertThat(views.kinds()).containsExactly("state", "state", "state");
  }

  @Test
  void noStallIsLongerThanTenMinutes() {
    stall();
    views.take(NOW + 600_001, state("s", "p", NOW + 600_001));
    assertThat(views.last().kind()).isEqualTo("resume");
    assertThat(views.last().stalledMillis()).isEmpty();
    views.take(NOW, response("t", N, "", NOW) + ",bsd=600001");
    assertThat(views.last().kind()).isEqualTo("stall");
    assertThat(views.last().stalledMillis()).isEmpty();
  }

  /** The newest segment that the session received is N: what comes next is 100 ms further on. */
  @ParameterizedTest
  @CsvSource({
    "'e=ps,sta=r',1", "'e=ps,sta=r,bl=0',1", "'e=ps,sta=r,bl=99',1", "'e=ps,sta=r,bl=101',0",
    "'e=ps,sta=r,bl=2100',0", "'e=ps,sta=r,bl=2101',-1", "'e=t,sta=p',0", "'e=t,sta=p,bl=0',1"
  })
  void withoutPositionTheBufferSaysWhereAStallIs(String line, int further) {
    views.take(NOW - 10, response("s", N, "", NOW - 10), state("s", "p", NOW - 10));
    views.take(NOW, line + ",sid=\"s\"");
    assertThat(views.last().located()).hasValue("received");
    assertThat(views.last().number()).hasValue(N + further);
  }
}
