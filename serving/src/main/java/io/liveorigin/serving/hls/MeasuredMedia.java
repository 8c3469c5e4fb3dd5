package io.liveorigin.serving.hls;

import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.schedule.Schedule;
import io.liveorigin.contract.segment.Candidate;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * The size and duration of some segments of a representation. Immutable.
 *
 * @param segments how many there are
 * @param bits of all of them
 * @param micros their total duration, as playlists state it
 */
public record MeasuredMedia(int segments, long bits, long micros) {
  /** No segment. */
  public static final MeasuredMedia NONE = new MeasuredMedia(0, 0, 0);

  private static final BigDecimal MICROS = BigDecimal.valueOf(1_000_000);

  /**
   * Measures one segment: the bytes that are now served for its line. Gaps and fillers do not
   * count, because a filler says nothing about the encoder. For a text that is listed as raw
   * WebVTT, the segment from which that is made is measured.
   */
  public static MeasuredMedia of(
      Schedule schedule, TargetDuration target, long number, Decision decision) {
    Optional<Candidate> served = decision.published();
    if (served.isEmpty() || decision.listing().gap()) {
      return NONE;
    }
    LineTimes times = LineTimes.of(schedule, target, number, decision.listing());
    return new MeasuredMedia(1, Byte.SIZE * (long) served.get().size(), times.micros());
  }

  /** The sum of both. */
  public MeasuredMedia plus(MeasuredMedia other) {
    return new MeasuredMedia(segments + other.segments, bits + other.bits, micros + other.micros);
  }

  /**
   * The average segment bit rate in bit/s, rounded to the nearest integer.
   *
   * @param numbers how many numbers the measured period has
   * @return empty if fewer than half of them were found, which would not be representative
   */
  public Optional<Long> rate(long numbers) {
    return segments == 0 || 2L * segments < numbers
        ? Optional.empty()
        : Optional.of(
            BigDecimal.valueOf(bits)
                .multiply(MICROS)
                .divide(BigDecimal.valueOf(micros), 0, RoundingMode.HALF_UP)
                .longValueExact());
  }
}
