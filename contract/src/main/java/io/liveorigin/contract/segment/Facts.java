package io.liveorigin.contract.segment;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * What is known about a segment besides its bytes: what was read from its boxes, and how it was
 * inspected. Lists are empty if nothing could be read. Boxes come from the network, so the facts
 * are bounded and printable: those of any segment fit into a record header.
 *
 * @param tracks one entry per track, in file order; the first {@link #MAX_TRACKS}
 * @param brands styp brands, the major brand first; the first {@link #MAX_BRANDS}, without the
 *     spaces that pad them, other characters outside printable ASCII replaced by {@code ?}
 * @param fragments number of moof boxes
 * @param producerTime the encoder's clock at the end of this segment's media, epoch ms, from prft
 *     (ISO/IEC 14496-12, 8.16.5)
 * @param setup the set-up of the init segment with which a media segment was inspected, or of this
 *     init segment; empty if none was known
 * @param inheritsDefaults whether a sample's duration, size or flags come from that init segment
 * @param declared whether the packager declared the defects of the segment, even if it declared
 *     none
 * @param producerTimeType what the encoder did at that time; empty if an MPD has no word for it,
 *     and for segments that were recorded before this fact was kept
 */
public record Facts(
    List<TrackFacts> tracks,
    List<String> brands,
    int fragments,
    OptionalLong producerTime,
    Optional<InitSetup> setup,
    boolean inheritsDefaults,
    boolean declared,
    Optional<ProducerTimeType> producerTimeType) {
  public static final int MAX_TRACKS = 16;
  public static final int MAX_BRANDS = 32;
  public static final Facts NONE = new Facts(List.of(), List.of(), 0);

  private static final Pattern UNPRINTABLE = Pattern.compile("[^!-~]");

  /** Brand of a segment that replaces missing media (ISO/IEC 23009-1, 6.3.4). */
  private static final String FILLER = "slat";

  /** Brand of the last segment of a representation (ISO/IEC 23009-1, 6.3.4). */
  private static final String LAST = "lmsg";

  public Facts {
    tracks = tracks.stream().limit(MAX_TRACKS).toList();
    brands =
        brands.stream().map(Facts::printable).filter(b -> !b.isEmpty()).limit(MAX_BRANDS).toList();
  }

  /** Creates the facts of a segment whose producer time, if any, has no type. */
  public Facts(
      List<TrackFacts> tracks,
      List<String> brands,
      int fragments,
      OptionalLong producerTime,
      Optional<InitSetup> setup,
      boolean inheritsDefaults,
      boolean declared) {
    this(
        tracks,
        brands,
        fragments,
        producerTime,
        setup,
        inheritsDefaults,
        declared,
        Optional.empty());
  }

  /** Creates facts from boxes alone. */
  public Facts(List<TrackFacts> tracks, List<String> brands, int fragments) {
    this(tracks, brands, fragments, OptionalLong.empty(), Optional.empty(), false, false);
  }

  /** Returns whether the segment says that it only fills a gap. */
  public boolean filler() {
    return brands.contains(FILLER);
  }

  /** Returns whether the segment says that no other follows. */
  public boolean last() {
    return brands.contains(LAST);
  }

  public Facts withDeclared(boolean whether) {
    return new Facts(
        tracks,
        brands,
        fragments,
        producerTime,
        setup,
        inheritsDefaults,
        whether,
        producerTimeType);
  }

  private static String printable(String brand) {
    return UNPRINTABLE.matcher(brand.strip()).replaceAll("?");
  }
}
