package io.liveorigin.selector.judge;

import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.DefectKind;
import io.liveorigin.contract.segment.DefectSource;
import java.util.List;
import java.util.Map;

/**
 * Checks whether a pipeline's numbers are off by whole segments: each segment is good media of
 * another number. This is reported once, with the second segment of a run that is off by the same
 * number, because the fault lies with the packager's numbering and not with any of these segments.
 * Inspection has already determined the offset in whole segments ({@code segments} of {@code
 * decode-time-mismatch}), so the two cannot contradict each other. Pure, and depends only on
 * recorded copies.
 */
final class NumberingOffset {
  private NumberingOffset() {}

  /**
   * Reports {@code numbering-offset} with {@code segments}: the number of segments by which the
   * media are late (negative if early).
   *
   * @param before the pipeline's copies of the previous number
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

  /** The number of whole segments by which the copy is off the schedule; 0 if it is not. */
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
