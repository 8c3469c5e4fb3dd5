package io.liveorigin.contract.segment;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
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

  /** Returns the source of that wire name; any other text is refused. */
  public static DefectSource of(String wire) {
    for (DefectSource source : values()) {
      if (source.wire().equals(wire)) {
        return source;
      }
    }
    throw new OriginException(
        ErrorCode.MALFORMED_HEADER,
        "source must be packager, ingest or selector, but is '" + wire + "'");
  }
}
