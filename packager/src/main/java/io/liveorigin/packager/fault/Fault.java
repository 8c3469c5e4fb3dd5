package io.liveorigin.packager.fault;

import io.liveorigin.contract.segment.Defect;
import java.time.Duration;
import java.util.List;

/** Something wrong that is done to a segment on purpose. */
public sealed interface Fault
    permits MediaFault,
        Fault.Drop,
        Fault.Silent,
        Fault.Delay,
        Fault.Truncate,
        Fault.Malform,
        Fault.ShiftTicks,
        Fault.ShiftTime,
        Fault.Republish,
        Fault.OtherInit,
        Fault.Declare,
        Fault.DeclareClean {
  /** The segment is never sent. */
  record Drop() implements Fault {}

  /** The pipeline sends nothing at all, not even an init segment. */
  record Silent() implements Fault {}

  /** The segment is sent later; the segments after it are not delayed. */
  record Delay(Duration by) implements Fault {}

  /**
   * Only this part of the bytes is sent, between 0 and 1 (both exclusive), as a complete upload.
   */
  record Truncate(double fraction) implements Fault {}

  /** One of the segment's boxes states a size that no box can have. */
  record Malform() implements Fault {}

  /** The decode time is wrong by this number of ticks of the track. */
  record ShiftTicks(long ticks) implements Fault {}

  /** The decode time is wrong by this duration, to the nearest tick. */
  record ShiftTime(Duration by) implements Fault {}

  /** The segment is sent twice, the second time with other bytes. */
  record Republish() implements Fault {}

  /** The init segment sets up another decoder; the media are unchanged. For the whole run. */
  record OtherInit() implements Fault {}

  /** The segment is declared to have these defects, whatever its bytes are. */
  record Declare(List<Defect> defects) implements Fault {
    public Declare {
      defects = List.copyOf(defects);
    }
  }

  /**
   * The segment is declared to have no defects except those in the script, whatever its bytes are.
   */
  record DeclareClean() implements Fault {}
}
