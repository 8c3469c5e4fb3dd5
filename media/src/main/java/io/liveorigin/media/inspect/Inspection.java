package io.liveorigin.media.inspect;

import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.Facts;
import java.util.List;

/**
 * The result of reading a media segment.
 *
 * @param facts its facts, as far as the boxes could be read
 * @param defects its defects, at most one of a kind, in the order of the checks
 */
public record Inspection(Facts facts, List<Defect> defects) {
  public Inspection {
    defects = List.copyOf(defects);
  }
}
