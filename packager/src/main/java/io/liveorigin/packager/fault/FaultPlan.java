package io.liveorigin.packager.fault;

import io.liveorigin.media.edit.InitBoxes;
import io.liveorigin.packager.clip.ClipSegment;
import java.util.List;

/** A fault script whose first number is known. Pure: the same arguments give the same outcome. */
public final class FaultPlan {
  private final List<FaultRule> rules;
  private final long firstPublished;

  FaultPlan(List<FaultRule> rules, long firstPublished) {
    this.rules = rules;
    this.firstPublished = firstPublished;
  }

  /**
   * Applies the script to a segment. Media faults apply in the order of the script. Shifts and
   * delays of several rules add up, the smallest fraction counts, and declarations are joined. One
   * rule that withholds the segment is enough.
   */
  public FaultOutcome apply(
      String pipeline, String representation, long number, ClipSegment segment) {
    FaultApplier spoiling = new FaultApplier(segment);
    for (FaultRule rule : rules) {
      if (rule.covers(pipeline, representation, number, firstPublished)) {
        Fault fault = rule.fault();
        if (fault instanceof Fault.Drop || fault instanceof Fault.Silent) {
          return new FaultOutcome.Withheld();
        }
        spoiling.add(fault);
      }
    }
    return spoiling.outcome();
  }

  /** Applies the script to an init segment, whatever the number of the media that follow it. */
  public byte[] applyToInit(String pipeline, String representation, byte[] init) {
    boolean other =
        rules.stream()
            .filter(rule -> rule.fault() instanceof Fault.OtherInit)
            .anyMatch(rule -> rule.covers(pipeline, representation, 0, firstPublished));
    return other ? InitBoxes.otherDecoder(init) : init;
  }
}
