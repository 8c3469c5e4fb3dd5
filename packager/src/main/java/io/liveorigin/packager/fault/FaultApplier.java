package io.liveorigin.packager.fault;

import io.liveorigin.contract.segment.Defect;
import io.liveorigin.media.edit.SegmentBoxes;
import io.liveorigin.media.retime.Retiming;
import io.liveorigin.media.retime.SegmentRetimer;
import io.liveorigin.packager.clip.ClipSegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Collects all faults of one segment, then makes the bytes. One thread. */
final class FaultApplier {
  private final ClipSegment segment;
  private final List<MediaFault> media = new ArrayList<>();
  private final List<Defect> declared = new ArrayList<>();
  private boolean claimsClean;
  private boolean malformed;
  private int republished;
  private long shift;
  private long delayMillis;
  private double fraction = 1;

  FaultApplier(ClipSegment segment) {
    this.segment = segment;
  }

  void add(Fault fault) {
    if (fault instanceof MediaFault change) {
      media.add(change);
    } else if (fault instanceof Fault.Delay later) {
      delayMillis += later.by().toMillis();
    } else if (fault instanceof Fault.Truncate cut) {
      fraction = Math.min(fraction, cut.fraction());
    } else if (fault instanceof Fault.ShiftTicks ticks) {
      shift += ticks.ticks();
    } else if (fault instanceof Fault.ShiftTime time) {
      shift += LossAmount.ticks(time.by(), segment.timescale());
    } else if (fault instanceof Fault.Declare declare) {
      declared.addAll(declare.defects());
    } else if (fault instanceof Fault.DeclareClean) {
      claimsClean = true;
    } else if (fault instanceof Fault.Malform) {
      malformed = true;
    } else if (fault instanceof Fault.Republish) {
      republished++;
    }
  }

  FaultOutcome outcome() {
    List<byte[]> uploads = new ArrayList<>();
    uploads.add(bytes());
    for (int i = 0; i < republished; i++) {
      uploads.add(SegmentBoxes.withFree(uploads.get(i)));
    }
    return new FaultOutcome.Sent(uploads, declared, claimsClean, delayMillis);
  }

  /**
   * Makes the bytes of the first upload. Steps that break the boxes come last, because the other
   * steps must be able to read them.
   */
  private byte[] bytes() {
    byte[] bytes = segment.bytes();
    for (MediaFault fault : media) {
      bytes = fault.applyTo(bytes, segment.timescale());
    }
    bytes = shifted(bytes);
    bytes = malformed ? SegmentBoxes.malformed(bytes) : bytes;
    // At least one byte: an empty body is a probe, not a segment.
    return fraction < 1
        ? Arrays.copyOf(bytes, Math.max(1, (int) (bytes.length * fraction)))
        : bytes;
  }

  private byte[] shifted(byte[] bytes) {
    // A decode time before zero cannot be written.
    long possible = Math.max(shift, -segment.decodeTime());
    return possible == 0
        ? bytes
        : new SegmentRetimer().retime(bytes, Retiming.by(possible, segment.timescale()));
  }
}
