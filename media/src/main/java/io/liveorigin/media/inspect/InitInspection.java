package io.liveorigin.media.inspect;

import io.liveorigin.contract.segment.Defect;
import java.util.List;
import java.util.Optional;

/**
 * What was read out of an init segment. Either facts or at least one defect.
 *
 * @param facts empty where the structure is not that of an init segment
 * @param defects {@code truncated} or {@code malformed}, with the reason
 */
public record InitInspection(Optional<InitFacts> facts, List<Defect> defects) {
  public InitInspection {
    defects = List.copyOf(defects);
  }
}
