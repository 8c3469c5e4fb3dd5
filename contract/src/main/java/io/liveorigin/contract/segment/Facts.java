package io.liveorigin.contract.segment;

import java.util.List;

/**
 * What inspection read out of a segment's boxes. Empty lists where nothing could be read.
 *
 * @param tracks one entry a track, in file order
 * @param brands styp brands, the major brand first
 * @param fragments number of moof boxes
 */
public record Facts(List<TrackFacts> tracks, List<String> brands, int fragments) {
  public static final Facts NONE = new Facts(List.of(), List.of(), 0);

  public Facts {
    tracks = List.copyOf(tracks);
    brands = List.copyOf(brands);
  }
}
