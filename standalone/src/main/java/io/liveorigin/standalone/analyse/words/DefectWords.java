package io.liveorigin.standalone.analyse.words;

import io.liveorigin.contract.segment.DefectKind;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A defect's kind and parameters as a sentence. An unknown kind or parameter is printed as it is.
 */
public final class DefectWords {
  private DefectWords() {}

  /**
   * Returns the sentence.
   *
   * @param kind wire name
   * @param parameters as in a record: integers are Long
   */
  public static String of(String kind, Map<String, Object> parameters) {
    // The sentence removes each parameter that it uses; the others follow in brackets.
    Map<String, Object> rest = new TreeMap<>(parameters);
    String sentence = DefectKind.of(kind).map(known -> sentence(known, kind, rest)).orElse(kind);
    return rest.isEmpty() ? sentence : sentence + " (" + list(rest) + ")";
  }

  private static String sentence(DefectKind kind, String name, Map<String, Object> p) {
    return switch (kind) {
      case LATE -> "had not arrived when it was due" + at(p, "due");
      case MISSING_SEGMENT -> "never arrived" + dueAt(p);
      case CONFLICTING_REPUBLISH -> "not the same bytes as sent before" + digest(p, "previous");
      case PIPELINE_SILENT -> "the pipeline publishes nothing from this number on" + dueAt(p);
      case PIPELINE_BACK -> "the pipeline publishes again" + missed(p);
      case NUMBERING_OFFSET ->
          "the pipeline's numbers are off by " + counted(p, "segments", "segment");
      case DISCONTINUITY -> "does not continue the previous segment: " + shift(p);
      case DECLARATION_MISMATCH -> "is not what the event declares" + declared(p);
      case DECODE_TIME_MISMATCH -> "is off the schedule: " + shift(p) + segments(p);
      case EXCESS_SAMPLES -> counted(p, "sample") + " too many" + lasting(p);
      case LONGER_THAN_SCHEDULE ->
          "is longer than the schedule" + span(p, "excess-ms", " by ") + reason(p) + duration(p);
      case SHORTER_THAN_SCHEDULE ->
          "is shorter than the schedule" + span(p, "shortfall-ms", " by ") + duration(p);
      case CUSTOM -> name;
      case MISSING_AUDIO_SAMPLES -> counted(p, "audio sample") + " missing" + lasting(p);
      case DROPPED_VIDEO_FRAMES -> counted(p, "video frame") + " missing" + lasting(p);
      case FILLER -> "filler: the packager filled a gap";
      case NO_SYNC_SAMPLE -> "does not start with a sync sample";
      case CODEC_MISMATCH -> "does not fit its init segment" + text(p, "reason");
      case TRUNCATED -> "cut off" + bytes(p, "missing", ": ", " missing");
      case UNREADABLE -> "its bytes are lost or damaged in the log";
      case MALFORMED -> "cannot be read" + text(p, "reason") + bytes(p, "at", ", after ", "");
    };
  }

  private static String at(Map<String, Object> p, String key) {
    return number(p, key).map(due -> ", at " + InstantText.time(due)).orElse("");
  }

  private static String dueAt(Map<String, Object> p) {
    return number(p, "due").map(due -> "; it was due at " + InstantText.time(due)).orElse("");
  }

  private static String missed(Map<String, Object> p) {
    String since = number(p, "since").map(n -> ", from " + n + " on").orElse("");
    return number(p, "missing")
        .map(n -> ": " + n + " number" + (n == 1 ? "" : "s") + " missing" + since + lasting(p))
        .orElse("");
  }

  private static String counted(Map<String, Object> p, String unit) {
    return counted(p, "count", unit);
  }

  private static String counted(Map<String, Object> p, String key, String unit) {
    return number(p, key).map(n -> n + " " + unit + (n == 1 ? "" : "s")).orElse(unit + "s");
  }

  private static String span(Map<String, Object> p, String key, String before) {
    return number(p, key).map(ms -> before + InstantText.span(ms)).orElse("");
  }

  private static String duration(Map<String, Object> p) {
    return span(p, "duration-ms", "; it lasts ");
  }

  private static String reason(Map<String, Object> p) {
    return p.remove("reason", "key-frame-missed") ? ": a key frame was missed" : text(p, "reason");
  }

  private static String segments(Map<String, Object> p) {
    return number(p, "segments")
        .map(n -> ", " + n + " whole segment" + (Math.abs(n) == 1 ? "" : "s"))
        .orElse("");
  }

  /** {@code : resolution 320x180 instead of 640x360}. */
  private static String declared(Map<String, Object> p) {
    if (!(p.get("attribute") instanceof String attribute
        && p.get("found") instanceof String found
        && p.get("declared") instanceof String declared)) {
      return "";
    }
    p.keySet().removeAll(List.of("attribute", "found", "declared"));
    return ": " + attribute + " " + found + " instead of " + declared;
  }

  private static String lasting(Map<String, Object> p) {
    return number(p, "duration-ms").map(ms -> ", " + InstantText.span(ms)).orElse("");
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

  /** {@code 33.4 ms early (-3003/90000 s)}; the ticks are more exact than the milliseconds. */
  private static String shift(Map<String, Object> p) {
    Optional<Long> millis = number(p, "delta-ms");
    if (!(p.get("delta") instanceof Long delta)
        || !(p.get("timescale") instanceof Long timescale)
        || timescale <= 0) {
      return millis.map(ms -> Math.abs(ms) + " ms" + side(ms)).orElse("by an unknown amount");
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

  /** Removes and returns the parameter if it is a number. */
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
