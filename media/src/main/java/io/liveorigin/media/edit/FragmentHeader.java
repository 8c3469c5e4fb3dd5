package io.liveorigin.media.edit;

/**
 * What is kept of one fragment beside its samples.
 *
 * @param before the boxes in front of its moof, as they are
 * @param movieHeader its mfhd, as it is
 * @param track its tfhd
 * @param startsAfter its decode time, counted from the end of the fragment before or from 0, ticks
 */
record FragmentHeader(byte[] before, byte[] movieHeader, TrackHeader track, long startsAfter) {

  FragmentHeader later(long ticks) {
    return new FragmentHeader(before, movieHeader, track, startsAfter + ticks);
  }
}
