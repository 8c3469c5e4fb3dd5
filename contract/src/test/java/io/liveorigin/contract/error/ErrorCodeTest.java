package io.liveorigin.contract.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ErrorCodeTest {
  @Test
  void codesAndTitlesAreUnique() {
    assertThat(Arrays.stream(ErrorCode.values()).map(ErrorCode::code)).doesNotHaveDuplicates();
    assertThat(Arrays.stream(ErrorCode.values()).map(ErrorCode::title)).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @EnumSource(ErrorCode.class)
  void everyCodeIsAnErrorAndReadable(ErrorCode code) {
    assertThat(code.status()).isBetween(400, 599);
    assertThat(code.code()).matches("[a-z]+(-[a-z]+)*");
    assertThat(code.title()).matches("[A-Z].*[^.]");
  }

  /** Too early, missing and expired are three different responses. */
  @Test
  void absenceHasThreeAnswers() {
    assertThat(ErrorCode.NOT_YET.status()).isEqualTo(404);
    assertThat(ErrorCode.NEVER_PUBLISHED.status()).isEqualTo(410);
    assertThat(ErrorCode.EXPIRED.status()).isEqualTo(410);
    assertThat(ErrorCode.NOT_READY.status()).isEqualTo(503);
  }

  @Test
  void aProblemIsWhatRfc9457Wants() {
    Problem problem = new OriginException(ErrorCode.TOO_LARGE, "cap is 16 MiB").problem();
    assertThat(problem)
        .isEqualTo(
            new Problem(
                "urn:live-origin:error:too-large",
                "The body is larger than allowed",
                413,
                "cap is 16 MiB",
                "too-large"));
  }
}
