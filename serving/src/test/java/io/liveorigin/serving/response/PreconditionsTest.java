package io.liveorigin.serving.response;

import static io.liveorigin.serving.response.Preconditions.Verdict.FAILED;
import static io.liveorigin.serving.response.Preconditions.Verdict.NOT_MODIFIED;
import static io.liveorigin.serving.response.Preconditions.Verdict.PROCEED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreconditionsTest {
  private static final String TAG = "\"abc\"";
  private static final List<String> NONE = List.of();

  /** 1 s before, at and after the modification. */
  private static final String BEFORE = "Tue, 14 Nov 2023 22:13:19 GMT";

  private static final String AT = "Tue, 14 Nov 2023 22:13:20 GMT";
  private static final String AFTER = "Tue, 14 Nov 2023 22:13:21 GMT";
  private static final OptionalLong MODIFIED = OptionalLong.of(1_700_000_000L);
  private static final long NOW = 1_700_000_100L;

  private static Preconditions.Verdict tags(List<String> ifMatch, List<String> ifNoneMatch) {
    return new Preconditions(ifMatch, ifNoneMatch, NONE, NONE)
        .evaluate(TAG, OptionalLong.empty(), NOW);
  }

  @Test
  void ifNoneMatchComparesWeakly() {
    assertThat(tags(NONE, List.of(TAG))).isEqualTo(NOT_MODIFIED);
    assertThat(tags(NONE, List.of("W/" + TAG))).isEqualTo(NOT_MODIFIED);
    assertThat(tags(NONE, List.of("*"))).isEqualTo(NOT_MODIFIED);
    assertThat(tags(NONE, List.of("\"x\" , \"abc\""))).isEqualTo(NOT_MODIFIED);
    assertThat(tags(NONE, List.of("\"x\"", TAG))).isEqualTo(NOT_MODIFIED);
    assertThat(tags(NONE, List.of("\"x\""))).isEqualTo(PROCEED);
    assertThat(tags(NONE, List.of("abc"))).isEqualTo(PROCEED);
  }

  @Test
  void aCommaInsideATagDoesNotEndIt() {
    assertThat(tags(NONE, List.of("\"x,\"abc\"\""))).isEqualTo(PROCEED);
  }

  @Test
  void ifMatchComparesStrongly() {
    assertThat(tags(List.of(TAG), NONE)).isEqualTo(PROCEED);
    assertThat(tags(List.of("*"), NONE)).isEqualTo(PROCEED);
    assertThat(tags(List.of("W/" + TAG), NONE)).isEqualTo(FAILED);
    assertThat(tags(List.of("\"x\""), NONE)).isEqualTo(FAILED);
  }

  @ParameterizedTest(name = "If-Match {0}, If-Unmodified-Since {1}, If-None-Match {2}, {3}: {4}")
  @CsvSource(
      quoteCharacter = '`',
      value = {
        // Steps 1 and 2 of section 13.2.2: the date counts only where there is no If-Match.
        "`\"x\"`,   -,        `\"abc\"`, -,      FAILED",
        "`\"abc\"`, -,        `\"abc\"`, -,      NOT_MODIFIED",
        "`\"abc\"`, BEFORE,   -,         -,      PROCEED",
        "-,         BEFORE,   -,         -,      FAILED",
        "-,         AT,       -,         -,      PROCEED",
        "-,         AFTER,    -,         -,      PROCEED",
        "-,         BEFORE,   `\"abc\"`, -,      FAILED",
        // Steps 3 and 4: the date counts only where there is no If-None-Match.
        "-,         -,        -,         BEFORE, PROCEED",
        "-,         -,        -,         AT,     NOT_MODIFIED",
        "-,         -,        -,         AFTER,  NOT_MODIFIED",
        "-,         -,        `\"x\"`,   AFTER,  PROCEED",
        "-,         -,        `\"abc\"`, BEFORE, NOT_MODIFIED",
        // What cannot be read does not count.
        "-,         rubbish,  -,         -,      PROCEED",
        "-,         -,        -,         rubbish, PROCEED",
      })
  void conditionsCountInTheirOrder(
      String ifMatch, String ifUnmodified, String ifNoneMatch, String ifModified, String verdict) {
    Preconditions conditions =
        new Preconditions(
            lines(ifMatch), lines(ifNoneMatch), lines(ifModified), lines(ifUnmodified));

    assertThat(conditions.evaluate(TAG, MODIFIED, NOW))
        .isEqualTo(Preconditions.Verdict.valueOf(verdict));
  }

  private static List<String> lines(String text) {
    return switch (text) {
      case "-" -> NONE;
      case "BEFORE" -> List.of(BEFORE);
      case "AT" -> List.of(AT);
      case "AFTER" -> List.of(AFTER);
      default -> List.of(text);
    };
  }

  @Test
  void whatHasNoDateIsNotHeldAgainstOne() {
    Preconditions since = new Preconditions(NONE, NONE, List.of(AFTER), NONE);
    Preconditions unmodified = new Preconditions(NONE, NONE, NONE, List.of(BEFORE));

    assertThat(since.evaluate(TAG, OptionalLong.empty(), NOW)).isEqualTo(PROCEED);
    assertThat(unmodified.evaluate(TAG, OptionalLong.empty(), NOW)).isEqualTo(PROCEED);
    assertThat(
            new Preconditions(NONE, NONE, List.of(AFTER, AFTER), NONE).evaluate(TAG, MODIFIED, NOW))
        .as("twice")
        .isEqualTo(PROCEED);
  }

  private static boolean applies(String ifRange, OptionalLong modified) {
    return Preconditions.rangeApplies(Optional.of(ifRange), TAG, modified, NOW);
  }

  @Test
  void aRangeCountsWithoutIfRangeOrWithOurTagOrDate() {
    assertThat(Preconditions.rangeApplies(Optional.empty(), TAG, MODIFIED, NOW)).isTrue();
    assertThat(applies(TAG, MODIFIED)).isTrue();
    assertThat(applies("W/" + TAG, MODIFIED)).isFalse();
    assertThat(applies("\"x\"", MODIFIED)).isFalse();
    assertThat(applies(AT, MODIFIED)).isTrue();
    assertThat(applies(BEFORE, MODIFIED)).isFalse();
    assertThat(applies(AFTER, MODIFIED)).as("exact, not earlier or equal").isFalse();
    assertThat(applies(AT, OptionalLong.empty())).as("no strong date").isFalse();
    assertThat(applies("rubbish", MODIFIED)).isFalse();
  }
}
