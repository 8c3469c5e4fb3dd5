package io.liveorigin.media.inspect;

import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.Facts;
import java.util.function.Consumer;

/**
 * One thing that can be wrong with a media segment. A check is started for each segment, is shown
 * every run of samples in file order during the one pass over the boxes, and is asked at the end.
 * It must not throw, whatever the values, and it must not keep more than a bounded amount per
 * track. Used by one thread.
 */
public interface SegmentCheck {
  /** Starts the check for one segment. */
  interface Start {
    SegmentCheck start(InspectionContext context);
  }

  /** A run of samples of one of at most {@link SegmentInspector#MAX_TRACKS} tracks. */
  void run(TrackRun run);

  /** The pass is over; reports what was found. Not called for a malformed segment. */
  void end(Facts facts, Consumer<Defect> found);
}
