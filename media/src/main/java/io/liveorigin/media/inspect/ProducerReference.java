package io.liveorigin.media.inspect;

import io.liveorigin.contract.segment.ProducerTimeType;
import io.liveorigin.contract.segment.TrackFacts;
import io.liveorigin.media.box.BoxFields;
import io.liveorigin.media.box.BoxMath;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A prft box: the wall clock of the producer at some media time (ISO/IEC 14496-12, 8.16.5).
 *
 * @param trackId reference_track_ID
 * @param epochMillis ntp_timestamp
 * @param mediaTime ticks of that track
 * @param wide whether mediaTime has 64 bits; otherwise it is the lower half
 * @param type what the producer did at that time; empty if an MPD has no word for it
 * @param atFragmentEnd whether the clock was read when the fragment was ready, not at mediaTime
 */
record ProducerReference(
    long trackId,
    long epochMillis,
    long mediaTime,
    boolean wide,
    Optional<ProducerTimeType> type,
    boolean atFragmentEnd) {
  /** Seconds from 1900, the epoch of NTP, to 1970 (RFC 5905, figure 4). */
  private static final long NTP_TO_UNIX_SECONDS = 2_208_988_800L;

  /** NTP's seconds start again from 0 after this number, which is in 2036 (RFC 5905, section 6). */
  private static final long ERA_SECONDS = 1L << 32;

  /** A reference that is further away from the segment than this is a mistake. */
  private static final long MAX_DISTANCE_MILLIS = 3_600_000;

  /** Flags: the clock was read when moof was finished, or written. */
  private static final int FINALIZED = 2;

  private static final int WRITTEN = 4;

  /** Reads a prft box; empty if it is too short or its clock was not set. */
  static Optional<ProducerReference> read(BoxFields prft) {
    int head = prft.s32();
    int flags = head & 0xff_ffff;
    boolean wide = head >>> 24 != 0;
    long trackId = prft.u32();
    long seconds = prft.u32();
    long fraction = prft.u32();
    long mediaTime = wide ? prft.u64() : prft.u32();
    if (!prft.ok() || seconds == 0) {
      return Optional.empty();
    }
    long since1900 = seconds >= ERA_SECONDS / 2 ? seconds : seconds + ERA_SECONDS;
    long millis = (since1900 - NTP_TO_UNIX_SECONDS) * 1000 + (fraction * 1000 >>> 32);
    boolean atEnd = flags == FINALIZED || flags == WRITTEN;
    return Optional.of(
        new ProducerReference(
            trackId, millis, mediaTime, wide, ProducerTimeType.ofFlags(flags), atEnd));
  }

  /**
   * Returns the producer's clock at the end of a segment with these tracks, epoch ms; empty if it
   * is not known.
   */
  OptionalLong atEnd(List<TrackFacts> tracks, int fragments) {
    for (TrackFacts track : tracks) {
      if (track.trackId() == trackId && track.timescale() > 0) {
        return atEnd(track, fragments);
      }
    }
    return OptionalLong.empty();
  }

  private OptionalLong atEnd(TrackFacts track, int fragments) {
    if (atFragmentEnd) {
      return fragments == 1 ? OptionalLong.of(epochMillis) : OptionalLong.empty();
    }
    long start =
        wide
            ? BoxMath.subtract(track.decodeTime(), mediaTime)
            : (int) (track.decodeTime() - mediaTime);
    long ticks = BoxMath.add(start, track.duration());
    long millis = BoxMath.multiply(ticks, 1000) / track.timescale();
    return Math.abs(Math.max(millis, -Long.MAX_VALUE)) <= MAX_DISTANCE_MILLIS
        ? OptionalLong.of(epochMillis + millis)
        : OptionalLong.empty();
  }
}
