package io.liveorigin.serving.answer;

import static io.liveorigin.serving.answer.Preconditions.Verdict.FAILED;
import static io.liveorigin.serving.answer.Preconditions.Verdict.NOT_MODIFIED;
import static io.liveorigin.serving.answer.Preconditions.Verdict.PROCEED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PreconditionsTest {
  private static final String TAG = "\"abc\"";
  private static final List<String> NONE = List.of();

  @Test
  void ifNoneMatchComparesWeakly() {
    assertThat(Preconditions.evaluate(NONE, List.of(TAG), TAG)).isEqualTo(NOT_MODIFIED);
    assertThat(Preconditions.evaluate(NONE, List.of("W/" + TAG), TAG)).isEqualTo(NOT_MODIFIED);
    assertThat(Preconditions.evaluate(NONE, List.of("*"), TAG)).isEqualTo(NOT_MODIFIED);
    assertThat(Preconditions.evaluate(NONE, List.of("\"x\" , \"abc\""), TAG))
        .isEqualTo(NOT_MODIFIED);
    assertThat(Preconditions.evaluate(NONE, List.of("\"x\"", TAG), TAG)).isEqualTo(NOT_MODIFIED);
    assertThat(Preconditions.evaluate(NONE, List.of("\"x\""), TAG)).isEqualTo(PROCEED);
    assertThat(Preconditions.evaluate(NONE, List.of("abc"), TAG)).isEqualTo(PROCEED);
  }

  @Test
  void aCommaInsideATagDoesNotEndIt() {
    assertThat(Preconditions.evaluate(NONE, List.of("\"x,\"abc\"\""), TAG)).isEqualTo(PROCEED);
  }

  @Test
  void ifMatchComparesStrongly() {
    assertThat(Preconditions.evaluate(List.of(TAG), NONE, TAG)).isEqualTo(PROCEED);
    assertThat(Preconditions.evaluate(List.of("*"), NONE, TAG)).isEqualTo(PROCEED);
    assertThat(Preconditions.evaluate(List.of("W/" + TAG), NONE, TAG)).isEqualTo(FAILED);
    assertThat(Preconditions.evaluate(List.of("\"x\""), NONE, TAG)).isEqualTo(FAILED);
  }

  @Test
  void ifMatchComesFirst() {
    assertThat(Preconditions.evaluate(List.of("\"x\""), List.of(TAG), TAG)).isEqualTo(FAILED);
    assertThat(Preconditions.evaluate(List.of(TAG), List.of(TAG), TAG)).isEqualTo(NOT_MODIFIED);
  }

  @Test
  void aRangeCountsWithoutIfRangeOrWithOurTag() {
    assertThat(Preconditions.rangeApplies(Optional.empty(), TAG)).isTrue();
    assertThat(Preconditions.rangeApplies(Optional.of(TAG), TAG)).isTrue();
    assertThat(Preconditions.rangeApplies(Optional.of("W/" + TAG), TAG)).isFalse();
    assertThat(Preconditions.rangeApplies(Optional.of("\"x\""), TAG)).isFalse();
    assertThat(Preconditions.rangeApplies(Optional.of("Sat, 29 Oct 1994 19:43:31 GMT"), TAG))
        .isFalse();
  }
}
