package io.liveorigin.contract.segment;

import java.util.Locale;

/** Who found a defect. */
public enum DefectSource {
  /** Declared by the packager on the PUT. */
  PACKAGER,
  /** Found by ingest in the segment alone. */
  INGEST,
  /** Derived by the selector from the track in order. */
  SELECTOR;

  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static DefectSource of(String wire) {
    return valueOf(wire.toUpperCase(Locale.ROOT));
  }
}
