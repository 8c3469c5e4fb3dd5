package io.liveorigin.contract.segment;

import java.util.List;

/**
 * What inspection read out of a segment's boxes. Empty lists where nothing could be read. Boxes
 * come from the network, so what is kept of them is bounded and printable: the facts of any segment
 * fit into a record header.
 *
 * @param tracks one entry a track, in file order; the first {@link #MAX_TRACKS}
 * @param brands styp brands, the major brand first; the first {@link #MAX_BRANDS}, without the
 *     spaces that pad them, other characters outside printable ASCII replaced by {@code ?}
 * @param fragments number of moof boxes
 */
public record Facts(List<TrackFacts> tracks, List<String> brands, int fragments) {
  public static final int MAX_TRACKS = 16;
  public static final int MAX_BRANDS = 32;
  public static final Facts NONE = new Facts(List.of(), List.of(), 0);

  public Facts {
    tracks = tracks.stream().limit(MAX_TRACKS).toList();
    brands =
        brands.stream().map(Facts::printable).filter(b -> !b.isEmpty()).limit(MAX_BRANDS).toList();
  }

  private static String printable(String brand) {
    return brand.strip().replaceAll("[^!-~]", "?");
  }
}
