package io.liveorigin.media.edit;

import io.liveorigin.media.box.BoxWriter;
import io.liveorigin.media.box.FourCc;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The parts of one fragment other than its samples. The arrays are not copied and must not be
 * changed.
 *
 * @param before the boxes before its moof, unchanged
 * @param movieHeader its mfhd, unchanged
 * @param inMovie the other boxes of its moof except traf, unchanged
 * @param track its tfhd
 * @param startsAfter its decode time, counted from the end of the previous fragment or from 0,
 *     ticks
 * @param inTrack the other boxes of its traf except tfdt and trun, unchanged: data in them about
 *     single samples is not adapted to changes
 */
public record FragmentHeader(
    byte[] before,
    byte[] movieHeader,
    byte[] inMovie,
    TrackHeader track,
    long startsAfter,
    byte[] inTrack) {

  /**
   * Returns the header of a new fragment.
   *
   * @param sequenceNumber sequence_number of its mfhd; only the lowest 32 bits are written
   * @param trackId id of its only track
   * @param description sample_description_index; empty if the default of the init segment applies
   */
  public static FragmentHeader of(
      byte[] before,
      long sequenceNumber,
      long trackId,
      OptionalLong description,
      long decodeTime,
      byte[] inMovie,
      byte[] inTrack) {
    TrackHeader track =
        new TrackHeader(
            trackId,
            0,
            description,
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalInt.empty());
    byte[] header = BoxWriter.fullBox(FourCc.MFHD, 0, 0, BoxWriter.u32(sequenceNumber));
    return new FragmentHeader(before, header, inMovie, track, decodeTime, inTrack);
  }

  FragmentHeader later(long ticks) {
    return new FragmentHeader(before, movieHeader, inMovie, track, startsAfter + ticks, inTrack);
  }
}
