package io.liveorigin.serving.response;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.schedule.SegmentDuration;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CachePolicyTest {
  private final CachePolicy policy = new CachePolicy(MaxAges.standard());

  @ParameterizedTest(name = "{0} ms left: {1} s")
  @CsvSource({"60000, 60", "59999, 59", "1000, 1", "999, 1", "1, 1"})
  void aPinnedWinnerLivesAsLongAsItsWindow(long left, long seconds) {
    assertThat(policy.pinned(5_000, 5_000 + left))
        .isEqualTo("public, max-age=" + seconds + ", immutable");
  }

  @ParameterizedTest(name = "{0} ms until it is held: {1}")
  @CsvSource({
    "10000, 'public, max-age=10'",
    "9999,  'public, max-age=9'",
    "1000,  'public, max-age=1'",
    "999,   no-store",
    "0,     no-store",
    "-5,    no-store",
  })
  void aSegmentOfTheFutureIsRefusedNoLongerThanItCannotBeHeld(long left, String expected) {
    assertThat(policy.notYet(5_000, 5_000 + left)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "due in {0} ms: {1} s")
  @CsvSource({"30000, 30", "1999, 1", "999, 3600", "-1, 3600", "99999999, 3600"})
  void anEndMayStillBeMovedUntilTheSegmentIsDue(long left, long seconds) {
    assertThat(policy.ended(5_000, 5_000 + left)).isEqualTo("public, max-age=" + seconds);
  }

  @Test
  void theOthersAreSettings() {
    assertThat(policy.provisional()).isEqualTo("public, max-age=1");
    assertThat(policy.missing()).isEqualTo("public, max-age=2");
    assertThat(policy.unknown()).isEqualTo("public, max-age=5");
    assertThat(policy.gone()).isEqualTo("public, max-age=3600");
    assertThat(policy.init(false)).isEqualTo("public, max-age=60");
    assertThat(policy.init(true)).as("of a node that lags").isEqualTo("public, max-age=1");
  }

  @Test
  void aManifestLivesForHalfASegment() {
    assertThat(policy.manifest(new SegmentDuration(4, 1))).isEqualTo("public, max-age=2");
    assertThat(policy.manifest(new SegmentDuration(60060, 30000))).isEqualTo("public, max-age=1");
    assertThat(policy.manifest(new SegmentDuration(1, 2))).isEqualTo("public, max-age=1");
  }

  @Test
  void cdnsServeNothingStaleThatMayHaveBeenReplaced() {
    assertThat(policy.provisionalInCdn()).isEqualTo("public, max-age=1, must-revalidate");
    assertThat(policy.initInCdn(false))
        .isEqualTo("public, max-age=60, stale-while-revalidate=10, stale-if-error=600");
    assertThat(policy.manifestInCdn(new SegmentDuration(4, 1)))
        .isEqualTo("public, max-age=2, stale-while-revalidate=2, stale-if-error=60");
  }

  @ParameterizedTest
  @EnumSource(ErrorCode.class)
  void noServerErrorIsStoredAndEveryErrorHasAPolicy(ErrorCode code) {
    assertThat(policy.error(code)).isNotEmpty();
    if (code.status() >= 500 || code == ErrorCode.NOT_YET) {
      assertThat(policy.error(code)).isEqualTo("no-store");
    }
  }

  @Test
  void agesAreWholeSeconds() {
    Duration s = Duration.ofSeconds(1);
    Duration bad = Duration.ofMillis(1500);
    assertThatThrownBy(() -> new MaxAges(bad, s, s, s, s)).hasMessageContaining("defective");
    assertThatThrownBy(() -> new MaxAges(s, bad, s, s, s)).hasMessageContaining("missing");
    assertThatThrownBy(() -> new MaxAges(s, s, bad, s, s)).hasMessageContaining("unknown");
    assertThatThrownBy(() -> new MaxAges(s, s, s, bad, s)).hasMessageContaining("gone");
    assertThatThrownBy(() -> new MaxAges(s, s, s, s, Duration.ZERO))
        .isInstanceOf(OriginException.class)
        .hasMessageContaining("maxAges.init must be whole seconds, at least 1");
  }
}
