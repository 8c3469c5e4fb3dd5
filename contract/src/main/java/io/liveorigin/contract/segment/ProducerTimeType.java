package io.liveorigin.contract.segment;

import java.util.Arrays;
import java.util.Optional;

/**
 * The step at which an encoder read the clock whose time is in {@code prft} (ISO/IEC 14496-12,
 * 8.16.5), as far as an MPD has a word for it (ISO/IEC 23009-1, 5.12).
 */
public enum ProducerTimeType {
  /** The frame entered the encoder. */
  ENCODER("encoder", 0),

  /** The frame was captured. */
  CAPTURED("captured", 24);

  private final String wire;
  private final int flags;

  ProducerTimeType(String wire, int flags) {
    this.wire = wire;
    this.flags = flags;
  }

  /** The word in facts and in an MPD. */
  public String wire() {
    return wire;
  }

  /** Returns the type of a word; empty if this version does not know it. */
  public static Optional<ProducerTimeType> ofWire(String wire) {
    return Arrays.stream(values()).filter(type -> type.wire.equals(wire)).findFirst();
  }

  /**
   * Returns the type of these flags; empty if an MPD has no word for it.
   *
   * @param flags the flags of the box
   */
  public static Optional<ProducerTimeType> ofFlags(int flags) {
    return Arrays.stream(values()).filter(type -> type.flags == flags).findFirst();
  }
}
