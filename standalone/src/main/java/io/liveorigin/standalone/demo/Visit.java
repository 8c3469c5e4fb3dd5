package io.liveorigin.standalone.demo;

import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.segment.Defect;
import java.util.List;
import java.util.Optional;

/**
 * What the viewer got for one segment.
 *
 * @param address which
 * @param statuses of all answers, in order; {@link #NO_ANSWER} where there was none
 * @param copy what was served, if it was
 */
public record Visit(SegmentAddress address, List<Integer> statuses, Optional<Copy> copy) {
  /** Stands for a request that failed without an answer. */
  public static final int NO_ANSWER = 0;

  /**
   * One 200.
   *
   * @param etag entity tag, with its quotes
   * @param pipeline whose copy it is
   * @param defects that the answer tells of
   * @param heldMillis how long the origin held the request
   */
  public record Copy(String etag, String pipeline, List<Defect> defects, long heldMillis) {
    public Copy {
      defects = List.copyOf(defects);
    }

    public boolean defective() {
      return defects.stream().anyMatch(Defect::mediaAffecting);
    }
  }

  public Visit {
    statuses = List.copyOf(statuses);
  }

  public boolean served() {
    return copy.isPresent();
  }
}
