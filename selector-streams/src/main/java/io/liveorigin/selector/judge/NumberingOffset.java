package io.liveorigin.selector.judge;

import io.liveorigin.contract.schedule.SegmentDuration;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.DefectKind;
import io.liveorigin.contract.segment.DefectSource;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/**
 * Whether a pipeline's numbers are off by whole segments: each segment is good media of another
 * number. It is said once, with the second segment of a run that is off by the same number, because
 * the fault lies with the packager's numbering and not with any of these segments. Pure, and only
 * of recorded copies.
 */
final class NumberingOffset {
  /** A shift counts as whole segments where it is off by at most this part of a segment. */
  private static final int TOLERATED = 20;

  private NumberingOffset() {}

  /**
   * Reports {@code numbering-offset} with {@code segments}: by how many numbers the media are late
   * (early where negative).
   *
   * @param before the pipeline's copies of the number before
   * @param beforeThat its copies of the number before that one
   */
  static List<Defect> check(
      SegmentDuration duration, Candidate now, List<Candidate> before, List<Candidate> beforeThat) {
    long offset = segments(duration, now);
    boolean second =
        offset != 0
            && before.stream().anyMatch(c -> segments(duration, c) == offset)
            && beforeThat.stream().noneMatch(c -> segments(duration, c) == offset);
    return second
        ? List.of(
            Defect.of(
                DefectKind.NUMBERING_OFFSET, DefectSource.SELECTOR, Map.of("segments", offset)))
        : List.of();
  }

  /** By how many whole segments the copy is off the schedule; 0 where it is not. */
  private static long segments(SegmentDuration duration, Candidate candidate) {
    return candidate.defects().stream()
        .filter(d -> d.kind() == DefectKind.DECODE_TIME_MISMATCH)
        .mapToLong(d -> segments(duration, d.parameters()))
        .filter(offset -> offset != 0)
        .findFirst()
        .orElse(0);
  }

  private static long segments(SegmentDuration duration, Map<String, Object> parameters) {
    if (!(parameters.get("delta") instanceof Number delta)
        || !(parameters.get("timescale") instanceof Number timescale)
        || timescale.longValue() <= 0) {
      return 0;
    }
    // Parameters come from the network: in 64 bits this may overflow.
    BigInteger shift =
        BigInteger.valueOf(delta.longValue()).multiply(BigInteger.valueOf(duration.timescale()));
    BigInteger segment =
        BigInteger.valueOf(duration.duration()).multiply(BigInteger.valueOf(timescale.longValue()));
    BigInteger half = segment.shiftRight(1);
    BigInteger whole = floorDivide(shift.add(half), segment);
    BigInteger rest = shift.subtract(whole.multiply(segment)).abs();
    boolean exact = rest.multiply(BigInteger.valueOf(TOLERATED)).compareTo(segment) <= 0;
    return exact && whole.abs().bitLength() < 40 ? whole.longValueExact() : 0;
  }

  private static BigInteger floorDivide(BigInteger a, BigInteger b) {
    BigInteger[] parts = a.divideAndRemainder(b);
    return parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0];
  }
}
