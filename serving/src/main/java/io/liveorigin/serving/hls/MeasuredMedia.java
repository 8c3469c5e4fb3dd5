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
 * @param micros how long they last, as playlists say it
 */
public record MeasuredMedia(int segments, long bits, long micros) {
  /** Of no segment. */
  public static final MeasuredMedia NONE = new MeasuredMedia(0, 0, 0);

  private static final BigDecimal MICROS = BigDecimal.valueOf(1_000_000);

  /**
   * Of one segment: the bytes that are served now for what is listed. A gap does not count, nor
   * does a filler: it says nothing of the encoder. Of a text that is listed as raw WebVTT it is the
   * segment from which that is made.
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

  /** Both together. */
  public MeasuredMedia plus(MeasuredMedia other) {
    return new MeasuredMedia(segments + other.segments, bits + other.bits, micros + other.micros);
  }

  /**
   * The average segment bit rate, bit/s, rounded to the nearest.
   *
   * @param numbers of the period in which they were looked for
   * @return empty where fewer than half of them were found: that represents nothing
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
