package io.liveorigin.standalone.demo;

import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.segment.Defect;
import java.util.List;
import java.util.Optional;

/**
 * What the viewer got for one segment.
 *
 * @param address address of the segment
 * @param statuses statuses of all responses, in order; {@link #NO_ANSWER} for a missing one
 * @param copy the copy that was served, if any
 */
public record Visit(SegmentAddress address, List<Integer> statuses, Optional<Copy> copy) {
  /** Stands for a request that failed without a response. */
  public static final int NO_ANSWER = 0;

  /**
   * The copy in a 200.
   *
   * @param etag entity tag, with its quotes
   * @param pipeline pipeline of the copy
   * @param defects defects that the response states
   * @param heldMillis how long the origin held the request, ms
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
