package io.liveorigin.media.inspect;

import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.Facts;
import java.util.List;

/**
 * What was read out of a media segment.
 *
 * @param facts as far as the boxes could be read
 * @param defects found, at most one of a kind, in the order of the checks
 */
public record Inspection(Facts facts, List<Defect> defects) {
  public Inspection {
    defects = List.copyOf(defects);
  }
}
