package io.liveorigin.media.edit;

import io.liveorigin.media.box.BoxWriter;
import io.liveorigin.media.box.FourCc;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What is kept of one fragment beside its samples. The arrays are not copied and must not be
 * changed.
 *
 * @param before the boxes in front of its moof, as they are
 * @param movieHeader its mfhd, as it is
 * @param inMovie the other boxes of its moof beside traf, as they are
 * @param track its tfhd
 * @param startsAfter its decode time, counted from the end of the fragment before or from 0, ticks
 * @param inTrack the other boxes of its traf beside tfdt and trun, as they are: what they say of
 *     single samples is not kept in step with changes
 */
public record FragmentHeader(
    byte[] before,
    byte[] movieHeader,
    byte[] inMovie,
    TrackHeader track,
    long startsAfter,
    byte[] inTrack) {

  /**
   * Of a new fragment.
   *
   * @param sequenceNumber of mfhd; its lowest 32 bits count
   * @param trackId of its only track
   * @param description sample_description_index; empty where the init segment's default holds
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
