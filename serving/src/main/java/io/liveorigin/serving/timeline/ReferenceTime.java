package io.liveorigin.serving.timeline;

import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.schedule.MediaTime;
import io.liveorigin.contract.schedule.SaturatingMath;
import io.liveorigin.contract.schedule.Schedule;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.Facts;
import io.liveorigin.contract.segment.ProducerTimeType;
import io.liveorigin.contract.segment.TrackFacts;
import java.util.Optional;

/**
 * A media time, and what the encoder's clock said at that time (ISO/IEC 23009-1, 5.12). Pure.
 *
 * @param number number of the segment that states it
 * @param type what the encoder did at that time
 * @param time ticks from media time zero
 * @param timescale ticks per second, at least 1
 * @param wallClock epoch ms
 * @param since when it became the one that counts, epoch ms
 */
public record ReferenceTime(
    long number, ProducerTimeType type, long time, long timescale, long wallClock, long since) {
  /**
   * A clock that is further than this from the schedule is wrong, and shaka-player would compute
   * dates from it.
   */
  private static final long MOST_OFF_MILLIS = 10_000;

  private static final long MILLIS = 1_000;

  /**
   * Returns the reference time of the copy that is served for a number: the end of its media,
   * because the clock in the facts is from there. Empty if no copy with a clock was published, or
   * its clock is implausible.
   */
  static Optional<ReferenceTime> of(Schedule schedule, long number, Decision decision) {
    Optional<Facts> facts = decision.published().map(Candidate::facts);
    if (facts.isEmpty()
        || facts.get().producerTime().isEmpty()
        || facts.get().producerTimeType().isEmpty()) {
      return Optional.empty();
    }
    ProducerTimeType type = facts.get().producerTimeType().get();
    long clock = facts.get().producerTime().getAsLong();
    return facts.get().tracks().stream()
        .findFirst()
        .filter(track -> track.timescale() > 0 && track.duration() > 0)
        .filter(track -> schedule.numberAt(track.decodeTime(), track.timescale()) == number)
        .filter(track -> plausible(schedule, number, clock))
        .map(
            track ->
                new ReferenceTime(
                    number, type, end(track), track.timescale(), clock, decision.decidedAt()));
  }

  private static long end(TrackFacts track) {
    return SaturatingMath.sum(track.decodeTime(), track.duration());
  }

  private static boolean plausible(Schedule schedule, long number, long clock) {
    long off = SaturatingMath.difference(clock, schedule.mediaEnd(number));
    return off >= -MOST_OFF_MILLIS && off <= MOST_OFF_MILLIS;
  }

  /**
   * Returns the same reference time, in force since that instant.
   *
   * @param instant epoch ms
   */
  ReferenceTime since(long instant) {
    return new ReferenceTime(number, type, time, timescale, wallClock, instant);
  }

  /**
   * Returns the same in ticks of another timescale: the last whole tick, and what the clock said at
   * that tick.
   *
   * @param other ticks per second, 1 to 10^8
   */
  public ReferenceTime in(long other) {
    long ticks = MediaTime.floor(time, timescale, other);
    long earlier =
        MediaTime.nearest(time, timescale, MILLIS) - MediaTime.nearest(ticks, other, MILLIS);
    return new ReferenceTime(number, type, ticks, other, wallClock - earlier, since);
  }
}
