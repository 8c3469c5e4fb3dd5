package io.liveorigin.packager.fault;

import io.liveorigin.contract.segment.Defect;
import io.liveorigin.media.retime.Retiming;
import io.liveorigin.media.retime.SegmentRetimer;
import io.liveorigin.packager.clip.ClipSegment;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A fault script whose first number is known. Pure: the same arguments give the same outcome. */
public final class Faults {
  private final List<FaultRule> rules;
  private final long firstPublished;
  private final SegmentRetimer retimer = new SegmentRetimer();

  Faults(List<FaultRule> rules, long firstPublished) {
    this.rules = rules;
    this.firstPublished = firstPublished;
  }

  /**
   * What becomes of that segment. Shifts and delays of several rules add up, the smallest fraction
   * counts, declarations are joined; one rule that withholds it is enough.
   */
  public Outcome apply(String pipeline, String representation, long number, ClipSegment segment) {
    long shift = 0;
    long delay = 0;
    double fraction = 1;
    List<Defect> declared = new ArrayList<>();
    for (FaultRule rule : rules) {
      if (!rule.covers(pipeline, representation, number, firstPublished)) {
        continue;
      }
      Fault fault = rule.fault();
      if (fault instanceof Fault.Drop || fault instanceof Fault.Silent) {
        return new Outcome.Withheld();
      } else if (fault instanceof Fault.Delay later) {
        delay += later.by().toMillis();
      } else if (fault instanceof Fault.Truncate cut) {
        fraction = Math.min(fraction, cut.fraction());
      } else if (fault instanceof Fault.ShiftTicks ticks) {
        shift += ticks.ticks();
      } else if (fault instanceof Fault.ShiftTime time) {
        shift += ticks(time.by(), segment.timescale());
      } else if (fault instanceof Fault.Declare declare) {
        declared.addAll(declare.defects());
      }
    }
    return new Outcome.Sent(cut(shifted(segment, shift), fraction), declared, delay);
  }

  private byte[] shifted(ClipSegment segment, long shift) {
    // A decode time before zero cannot be written.
    long possible = Math.max(shift, -segment.decodeTime());
    return possible == 0
        ? segment.bytes()
        : retimer.retime(segment.bytes(), Retiming.by(possible, segment.timescale()));
  }

  private static byte[] cut(byte[] bytes, double fraction) {
    // At least one byte: an empty body is a probe, not a segment.
    return fraction < 1
        ? Arrays.copyOf(bytes, Math.max(1, (int) (bytes.length * fraction)))
        : bytes;
  }

  private static long ticks(Duration time, long timescale) {
    return BigDecimal.valueOf(time.getSeconds())
        .add(BigDecimal.valueOf(time.getNano(), 9))
        .multiply(BigDecimal.valueOf(timescale))
        .setScale(0, RoundingMode.HALF_UP)
        .longValueExact();
  }
}
