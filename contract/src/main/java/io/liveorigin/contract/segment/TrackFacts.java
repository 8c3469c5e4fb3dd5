package io.liveorigin.contract.segment;

/**
 * The facts of one track of a segment, from its track fragments (ISO/IEC 14496-12, 8.8).
 *
 * @param trackId tfhd track_ID
 * @param timescale ticks per second from the init segment's mdhd; 0 if the init segment is not
 *     known
 * @param decodeTime baseMediaDecodeTime of the first fragment, ticks
 * @param samples number of samples in all fragments
 * @param duration sum of sample durations, ticks
 * @param sampleDuration the duration of most samples, ticks; 0 if there are none
 * @param startsWithSync whether the first sample is a sync sample
 * @param presentationOffset how long after {@code decodeTime} the earliest of its samples is
 *     presented, ticks: by its composition offset (8.6.1.4) and, if the init segment is known, its
 *     edit list (8.6.6); may be negative
 */
public record TrackFacts(
    long trackId,
    long timescale,
    long decodeTime,
    long samples,
    long duration,
    long sampleDuration,
    boolean startsWithSync,
    long presentationOffset) {

  /** Creates the facts of a track whose presentation begins at {@code decodeTime}. */
  public TrackFacts(
      long trackId,
      long timescale,
      long decodeTime,
      long samples,
      long duration,
      long sampleDuration,
      boolean startsWithSync) {
    this(trackId, timescale, decodeTime, samples, duration, sampleDuration, startsWithSync, 0);
  }
}
