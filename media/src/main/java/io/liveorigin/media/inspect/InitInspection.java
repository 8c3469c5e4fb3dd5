package io.liveorigin.media.inspect;

import io.liveorigin.contract.segment.Defect;
import java.util.List;
import java.util.Optional;

/**
 * The result of reading an init segment: facts, or a defect that explains why there are none.
 *
 * @param facts empty if the structure is not that of an init segment
 * @param defects {@code truncated} or {@code malformed}, without facts; {@code codec-mismatch} or
 *     {@code declaration-mismatch}, with them
 */
public record InitInspection(Optional<InitFacts> facts, List<Defect> defects) {
  public InitInspection {
    defects = List.copyOf(defects);
  }
}
