package io.liveorigin.packager.clip;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.event.Representation;
import io.liveorigin.contract.schedule.Schedule;
import io.liveorigin.contract.schedule.SegmentDuration;
import io.liveorigin.media.inspect.InitFacts;
import io.liveorigin.media.retime.Retiming;
import io.liveorigin.media.retime.SegmentRetimer;
import java.util.List;
import java.util.OptionalLong;

/**
 * One representation of the clip. Segment N is segment (N - startNumber) mod S of the clip, moved
 * by whole loops. Because a loop is a whole number of frames of every track, decode times continue
 * without a gap for ever. Immutable; any thread.
 */
public final class ClipTrack {
  /** One segment as it is in the file, with its decode time there. */
  record Piece(byte[] bytes, long decodeTime) {}

  /** Duration of one segment of the clip, seconds. */
  static final long SEGMENT_SECONDS = 2;

  private static final long MAX_U32 = 0xffff_ffffL;

  private final Representation representation;
  private final byte[] init;
  private final InitFacts initFacts;
  private final long timescale;
  private final List<Piece> pieces;
  private final SegmentRetimer retimer = new SegmentRetimer();

  ClipTrack(Representation representation, byte[] init, InitFacts initFacts, List<Piece> pieces) {
    this.representation = representation;
    this.init = init;
    this.initFacts = initFacts;
    this.timescale = initFacts.tracks().get(0).timescale();
    this.pieces = List.copyOf(pieces);
  }

  public Representation representation() {
    return representation;
  }

  /** Returns the ticks per second. */
  public long timescale() {
    return timescale;
  }

  /** Returns a copy of the init segment. */
  public byte[] init() {
    return init.clone();
  }

  /** Returns the facts of the init segment. */
  public InitFacts initFacts() {
    return initFacts;
  }

  /** Returns the number of segments in the clip. */
  public int segments() {
    return pieces.size();
  }

  /**
   * Returns segment {@code number} of an event with that schedule. Throws {@link
   * ErrorCode#INVALID_EVENT} if the event's segments are not two seconds long, and {@link
   * ErrorCode#NUMBER_OUTSIDE_SCHEDULE} for a number before its startNumber.
   */
  public ClipSegment segment(long number, Schedule schedule) {
    requireFits(schedule);
    long decodeTime = decodeTime(number, schedule);
    Piece piece = pieces.get(Math.floorMod(number - schedule.startNumber(), pieces.size()));
    Retiming retiming =
        new Retiming(decodeTime - piece.decodeTime(), timescale, OptionalLong.of(number & MAX_U32));
    return new ClipSegment(retimer.retime(piece.bytes(), retiming), timescale, decodeTime);
  }

  /**
   * Returns the decode time of the first sample of segment {@code number}, ticks of {@link
   * #timescale()}.
   */
  public long decodeTime(long number, Schedule schedule) {
    long index = number - schedule.startNumber();
    if (index < 0) {
      throw new OriginException(
          ErrorCode.NUMBER_OUTSIDE_SCHEDULE,
          "segment number must be at least startNumber "
              + schedule.startNumber()
              + ", but is "
              + number);
    }
    long loop = pieces.size() * SEGMENT_SECONDS * timescale;
    Piece piece = pieces.get(Math.floorMod(index, pieces.size()));
    return Math.floorDiv(index, (long) pieces.size()) * loop
        + piece.decodeTime()
        - pieces.get(0).decodeTime();
  }

  static void requireFits(Schedule schedule) {
    SegmentDuration duration = schedule.duration();
    if (duration.duration() != SEGMENT_SECONDS * duration.timescale()) {
      throw new OriginException(
          ErrorCode.INVALID_EVENT,
          "segmentDuration must be "
              + SEGMENT_SECONDS
              + " s for the clip, but is "
              + duration.duration()
              + "/"
              + duration.timescale()
              + " s");
    }
  }
}
