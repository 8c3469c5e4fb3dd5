package io.liveorigin.packager.fault;

import io.liveorigin.contract.segment.Defect;
import java.util.List;

/** What becomes of a segment under a fault script. */
public sealed interface Outcome {
  /**
   * It is sent.
   *
   * @param bytes as the script leaves them
   * @param declared defects that the script declares
   * @param delayMillis later than usual
   */
  record Sent(byte[] bytes, List<Defect> declared, long delayMillis) implements Outcome {
    public Sent {
      declared = List.copyOf(declared);
    }
  }

  /** It is never sent. */
  record Withheld() implements Outcome {}
}
