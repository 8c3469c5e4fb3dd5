package io.liveorigin.selector.judge;

import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.DefectKind;
import io.liveorigin.contract.segment.DefectSource;
import java.util.List;
import java.util.Map;

/**
 * Whether a pipeline's numbers are off by whole segments: each segment is good media of another
 * number. It is said once, with the second segment of a run that is off by the same number, because
 * the fault lies with the packager's numbering and not with any of these segments. What is off by
 * whole segments inspection has said already ({@code segments} of {@code decode-time-mismatch}), so
 * the two cannot contradict each other. Pure, and only of recorded copies.
 */
final class NumberingOffset {
  private NumberingOffset() {}

  /**
   * Reports {@code numbering-offset} with {@code segments}: by how many numbers the media are late
   * (early where negative).
   *
   * @param before the pipeline's copies of the number before
   * @param beforeThat its copies of the number before that one
   */
  static List<Defect> check(Candidate now, List<Candidate> before, List<Candidate> beforeThat) {
    long offset = segments(now);
    boolean second =
        offset != 0
            && before.stream().anyMatch(c -> segments(c) == offset)
            && beforeThat.stream().noneMatch(c -> segments(c) == offset);
    return second
        ? List.of(
            Defect.of(
                DefectKind.NUMBERING_OFFSET, DefectSource.SELECTOR, Map.of("segments", offset)))
        : List.of();
  }

  /** By how many whole segments the copy is off the schedule; 0 where it is not. */
  private static long segments(Candidate candidate) {
    return candidate.defects().stream()
        .filter(d -> d.kind() == DefectKind.DECODE_TIME_MISMATCH)
        .map(d -> d.parameters().get("segments"))
        .filter(Number.class::isInstance)
        .mapToLong(segments -> ((Number) segments).longValue())
        .filter(offset -> offset != 0)
        .findFirst()
        .orElse(0);
  }
}
