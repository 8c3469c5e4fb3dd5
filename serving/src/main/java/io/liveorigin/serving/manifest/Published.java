package io.liveorigin.serving.manifest;

import io.liveorigin.contract.decision.Listing;
import io.liveorigin.contract.event.Representation;
import java.util.List;
import java.util.Map;

/**
 * What a manifest is made from beside the definition: what was published, from the index. Two cells
 * that know the same write the same.
 *
 * @param listed the representations that have an init segment, in the order of the definition
 * @param initsDecided when the newest of their init segments was decided, epoch ms
 * @param listings times of published media segments by representation and number, as many as are
 *     known; only templates with {@code $Time$} depend on them
 */
record Published(
    List<Representation> listed, long initsDecided, Map<String, Map<Long, Listing>> listings) {
  Published {
    listed = List.copyOf(listed);
  }

  /** Where every segment begins where the schedule has it. */
  Published(List<Representation> listed, long initsDecided) {
    this(listed, initsDecided, Map.of());
  }

  Map<Long, Listing> listingsOf(Representation representation) {
    return listings.getOrDefault(representation.id(), Map.of());
  }
}
