package io.liveorigin.packager.fault;

import io.liveorigin.contract.segment.Defect;
import java.util.List;

/** The effect of a fault script on a segment. */
public sealed interface FaultOutcome {
  /**
   * The segment is sent.
   *
   * @param uploads the bytes of each upload, at least one: first the segment as the script changed
   *     it, then other bytes for each time that it is sent again
   * @param declared defects that the script declares
   * @param claimsClean whether the packager must not declare what it finds by itself
   * @param delayMillis how much later than usual it is sent
   */
  record Sent(List<byte[]> uploads, List<Defect> declared, boolean claimsClean, long delayMillis)
      implements FaultOutcome {
    public Sent {
      uploads = List.copyOf(uploads);
      declared = List.copyOf(declared);
    }

    /** Returns the bytes of the first upload. */
    public byte[] bytes() {
      return uploads.get(0);
    }
  }

  /** The segment is never sent. */
  record Withheld() implements FaultOutcome {}
}
