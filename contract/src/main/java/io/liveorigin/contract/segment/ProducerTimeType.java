package io.liveorigin.contract.segment;

import java.util.Arrays;
import java.util.Optional;

/**
 * The step at which an encoder read the clock that {@code prft} tells (ISO/IEC 14496-12, 8.16.5),
 * as far as an MPD has a word for it (ISO/IEC 23009-1, 5.12).
 */
public enum ProducerTimeType {
  /** It took the frame in. */
  ENCODER("encoder", 0),

  /** The frame was captured. */
  CAPTURED("captured", 24);

  private final String wire;
  private final int flags;

  ProducerTimeType(String wire, int flags) {
    this.wire = wire;
    this.flags = flags;
  }

  /** As in facts and in an MPD. */
  public String wire() {
    return wire;
  }

  /** Empty where this version does not know it. */
  public static Optional<ProducerTimeType> ofWire(String wire) {
    return Arrays.stream(values()).filter(type -> type.wire.equals(wire)).findFirst();
  }

  /**
   * Empty where an MPD has no word for it.
   *
   * @param flags of the box
   */
  public static Optional<ProducerTimeType> ofFlags(int flags) {
    return Arrays.stream(values()).filter(type -> type.flags == flags).findFirst();
  }
}
