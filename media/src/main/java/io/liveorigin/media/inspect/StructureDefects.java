package io.liveorigin.media.inspect;

import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.DefectKind;
import io.liveorigin.contract.segment.DefectSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The defects of the structure: only the first of each kind, so that hostile bytes cannot make the
 * list long.
 */
final class StructureDefects {
  private final DefectSource source;
  private Optional<Defect> truncated = Optional.empty();
  private Optional<Defect> malformed = Optional.empty();

  StructureDefects(DefectSource source) {
    this.source = source;
  }

  /** Records that {@code bytes} of those that the boxes announce are missing. */
  void truncated(long bytes) {
    if (truncated.isEmpty()) {
      truncated = Optional.of(defect(DefectKind.TRUNCATED, Map.of("missing", bounded(bytes))));
    }
  }

  /** Records that the box at offset {@code at} is not as it must be. */
  void malformed(String reason, int at) {
    if (malformed.isEmpty()) {
      malformed =
          Optional.of(defect(DefectKind.MALFORMED, Map.of("reason", reason, "at", (long) at)));
    }
  }

  boolean none() {
    return truncated.isEmpty() && malformed.isEmpty();
  }

  boolean isMalformed() {
    return malformed.isPresent();
  }

  List<Defect> defects() {
    List<Defect> defects = new ArrayList<>(2);
    truncated.ifPresent(defects::add);
    malformed.ifPresent(defects::add);
    return defects;
  }

  private Defect defect(DefectKind kind, Map<String, Object> parameters) {
    return Defect.of(kind, source, parameters);
  }

  /** Limits a value from hostile bytes to the range of a structured-field integer. */
  static long bounded(long value) {
    return Math.max(-Defect.MAX_INTEGER, Math.min(Defect.MAX_INTEGER, value));
  }
}
