package io.liveorigin.standalone.analyse.words;

import io.liveorigin.contract.segment.DefectKind;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A defect's kind and parameters as a sentence. What it does not know it prints as it is. */
public final class DefectWords {
  private DefectWords() {}

  /**
   * @param kind wire name
   * @param parameters as in a record: integers are Long
   */
  public static String of(String kind, Map<String, Object> parameters) {
    // What a sentence has used is taken out of it; the rest follows in brackets.
    Map<String, Object> rest = new TreeMap<>(parameters);
    String sentence = DefectKind.of(kind).map(known -> sentence(known, kind, rest)).orElse(kind);
    return rest.isEmpty() ? sentence : sentence + " (" + list(rest) + ")";
  }

  private static String sentence(DefectKind kind, String name, Map<String, Object> p) {
    return switch (kind) {
      case LATE -> "was not there when it was due" + at(p, "due");
      case MISSING_SEGMENT -> "never came" + dueAt(p);
      case CONFLICTING_REPUBLISH -> "other bytes than sent before" + digest(p, "previous");
      case DISCONTINUITY -> "does not continue the segment before: " + shift(p);
      case DECODE_TIME_MISMATCH -> "is off the schedule: " + shift(p);
      case EXCESS_SAMPLES -> counted(p, "sample") + " too many" + lasting(p);
      case CUSTOM -> name;
      case MISSING_AUDIO_SAMPLES -> counted(p, "audio sample") + " missing" + lasting(p);
      case DROPPED_VIDEO_FRAMES -> counted(p, "video frame") + " missing" + lasting(p);
      case FILLER -> "filler: the packager filled a gap";
      case NO_SYNC_SAMPLE -> "does not start with a sync sample";
      case CODEC_MISMATCH -> "does not fit its init segment" + text(p, "reason");
      case TRUNCATED -> "cut off" + bytes(p, "missing", ": ", " missing");
      case MALFORMED -> "cannot be read" + text(p, "reason") + bytes(p, "at", ", after ", "");
    };
  }

  private static String at(Map<String, Object> p, String key) {
    return number(p, key).map(due -> ", at " + Instants.time(due)).orElse("");
  }

  private static String dueAt(Map<String, Object> p) {
    return number(p, "due").map(due -> "; it was due at " + Instants.time(due)).orElse("");
  }

  private static String counted(Map<String, Object> p, String unit) {
    return number(p, "count").map(n -> n + " " + unit + (n == 1 ? "" : "s")).orElse(unit + "s");
  }

  private static String lasting(Map<String, Object> p) {
    return number(p, "duration-ms").map(ms -> ", " + Instants.span(ms)).orElse("");
  }

  private static String digest(Map<String, Object> p, String key) {
    return p.get(key) instanceof String hex && p.remove(key, hex)
        ? " (" + hex.substring(0, Math.min(12, hex.length())) + ")"
        : "";
  }

  private static String text(Map<String, Object> p, String key) {
    return p.get(key) instanceof String text && p.remove(key, text) ? ": " + text : "";
  }

  private static String bytes(Map<String, Object> p, String key, String before, String after) {
    return number(p, key).map(n -> before + n + " bytes" + after).orElse("");
  }

  /** {@code 33.4 ms early (-3003/90000 s)}; the ticks say it more exactly than the ms. */
  private static String shift(Map<String, Object> p) {
    Optional<Long> millis = number(p, "delta-ms");
    if (!(p.get("delta") instanceof Long delta)
        || !(p.get("timescale") instanceof Long timescale)
        || timescale <= 0) {
      return millis.map(ms -> Math.abs(ms) + " ms" + side(ms)).orElse("by an unknown time");
    }
    p.remove("delta");
    p.remove("timescale");
    String exact =
        BigDecimal.valueOf(delta)
            .abs()
            .multiply(BigDecimal.valueOf(1000))
            .divide(BigDecimal.valueOf(timescale), 1, RoundingMode.HALF_UP)
            .toPlainString();
    return exact + " ms" + side(delta) + " (" + delta + "/" + timescale + " s)";
  }

  private static String side(long delta) {
    return delta < 0 ? " early" : " late";
  }

  /** Takes the parameter out where it is a number. */
  private static Optional<Long> number(Map<String, Object> p, String key) {
    return p.get(key) instanceof Number n && p.remove(key, n)
        ? Optional.of(n.longValue())
        : Optional.empty();
  }

  private static String list(Map<String, Object> parameters) {
    return new LinkedHashMap<>(parameters)
        .entrySet().stream()
            .map(e -> e.getKey() + "=" + e.getValue())
            .collect(Collectors.joining(", "));
  }
}
