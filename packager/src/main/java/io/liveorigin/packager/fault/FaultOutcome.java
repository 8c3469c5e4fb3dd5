package io.liveorigin.packager.fault;

import io.liveorigin.contract.segment.Defect;
import java.util.List;

/** What becomes of a segment under a fault script. */
public sealed interface FaultOutcome {
  /**
   * It is sent.
   *
   * @param uploads its bytes as the script leaves them, at least once; other bytes behind that for
   *     each time that it is sent again
   * @param declared defects that the script declares
   * @param claimsClean whether the packager must not declare what it finds by itself
   * @param delayMillis later than usual
   */
  record Sent(List<byte[]> uploads, List<Defect> declared, boolean claimsClean, long delayMillis)
      implements FaultOutcome {
    public Sent {
      uploads = List.copyOf(uploads);
      declared = List.copyOf(declared);
    }

    /** Of the first upload. */
    public byte[] bytes() {
      return uploads.get(0);
    }
  }

  /** It is never sent. */
  record Withheld() implements FaultOutcome {}
}
