package io.liveorigin.serving.cmcd;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.schedule.Schedule;
import io.liveorigin.contract.wire.ViewRecord.Located;
import io.liveorigin.serving.cmcd.PlayheadRule.Position;
import io.liveorigin.serving.support.Samples;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlayheadRuleTest {
  private static final Schedule SCHEDULE = Samples.news().schedule();
  private static final long N = 850_000_000L;
  private static final long START = SCHEDULE.mediaStart(N);
  private static final long SHIFT = SCHEDULE.expectedLatencyMillis();

  private static Position of(String line, long at, OptionalLong newest) {
    return PlayheadRule.of(SCHEDULE, PlayerReport.read(line).orElseThrow(), at, newest, false)
        .orElse(new Position(-1, Located.URL));
  }

  /** DASH players take the media for later by expectedLatency, HLS players do not. */
  @ParameterizedTest
  @CsvSource({"sf=d,true", "st=l,true", "sf=h,false"})
  void latencyIsMeasuredFromTheTimesInTheManifest(String format, boolean shifted) {
    long media = START + (shifted ? SHIFT : 0);
    for (long played : new long[] {0, 1_000, 1_899}) {
      assertThat(of(format + ",ltc=7000", media + played + 7_000, OptionalLong.empty()))
          .isEqualTo(new Position(N, Located.LATENCY));
    }
    assertThat(of(format + ",ltc=7000", media + 1_900 + 7_000, OptionalLong.empty()).number())
        .as("a stall at the end of a segment is because of the next one")
        .isEqualTo(N + 1);
  }

  @Test
  void thePlayheadItselfIsPreferred() {
    long at = START + 60_000;
    assertThat(of("sf=d,ltc=1,pt=" + (START + SHIFT + 500), at, OptionalLong.of(3)))
        .isEqualTo(new Position(N, Located.PLAYHEAD));
  }

  /** An offset from the start, as for video on demand, and what a player does not know yet. */
  @ParameterizedTest
  @CsvSource({"pt=7000", "ltc=0", "ltc=86400000", "bl=101"})
  void whatIsNoPositionIsNotTakenForOne(String member) {
    assertThat(of(member, START + 60_000, OptionalLong.of(N)))
        .isEqualTo(new Position(N, Located.RECEIVED));
    assertThat(of(member, START + 60_000, OptionalLong.empty()).number()).isEqualTo(-1);
  }
}
