package io.liveorigin.packager.fault;

import io.liveorigin.contract.segment.Defect;
import java.time.Duration;
import java.util.List;

/** What is done to a segment on purpose. */
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
  /** It is never sent. */
  record Drop() implements Fault {}

  /** The pipeline sends nothing at all, no init segment either. */
  record Silent() implements Fault {}

  /** It is sent later; the segments behind it are not held up. */
  record Delay(Duration by) implements Fault {}

  /** Only this part of its bytes is sent, 0 to 1 exclusive, as a complete upload. */
  record Truncate(double fraction) implements Fault {}

  /** One of its boxes says a size that no box can have. */
  record Malform() implements Fault {}

  /** Its decode time is wrong by so many ticks of its track. */
  record ShiftTicks(long ticks) implements Fault {}

  /** Its decode time is wrong by that much, to the nearest tick. */
  record ShiftTime(Duration by) implements Fault {}

  /** It is sent twice, the second time with other bytes. */
  record Republish() implements Fault {}

  /** The init segment sets up another decoder; the media are unchanged. For the whole run. */
  record OtherInit() implements Fault {}

  /** It is declared to have these defects, whatever its bytes are. */
  record Declare(List<Defect> defects) implements Fault {
    public Declare {
      defects = List.copyOf(defects);
    }
  }

  /** It is declared to have none but those that the script declares, whatever its bytes are. */
  record DeclareClean() implements Fault {}
}
