package io.liveorigin.packager.fault;

import io.liveorigin.contract.address.Names;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.wire.DefectsField;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One rule as written in YAML. The keys of the document are the names of the components. */
record RuleText(
    Optional<String> action,
    Optional<String> pipeline,
    Optional<String> representation,
    Optional<String> numbers,
    Optional<Duration> by,
    Optional<Double> fraction,
    Optional<Long> ticks,
    Optional<String> defects) {

  private static final String ACTIONS = "drop, silent, delay, truncate, shift-tfdt or declare";
  private static final Duration MAX_DELAY = Duration.ofHours(1);
  private static final Duration MAX_SHIFT = Duration.ofDays(1);
  private static final long MAX_TICKS = 1_000_000_000_000L;

  RuleText {
    // Jackson gives null for a key that is not there.
    action = orEmpty(action);
    pipeline = orEmpty(pipeline);
    representation = orEmpty(representation);
    numbers = orEmpty(numbers);
    by = orEmpty(by);
    fraction = orEmpty(fraction);
    ticks = orEmpty(ticks);
    defects = orEmpty(defects);
  }

  /** The rule, validated; {@code at} is its place in the script, for messages. */
  FaultRule rule(String at) {
    String representationOrAny = name(at + ".representation", representation);
    Fault fault = fault(at);
    if (fault instanceof Fault.Silent && !representationOrAny.equals(FaultRule.ANY)) {
      throw refused(
          at + ".representation",
          "absent for silent, which is about a whole pipeline (use drop)",
          representationOrAny);
    }
    return new FaultRule(
        fault,
        name(at + ".pipeline", pipeline),
        representationOrAny,
        NumberRange.parse(at + ".numbers", numbers.orElse(FaultRule.ANY)));
  }

  private Fault fault(String at) {
    String name = action.orElse("");
    return switch (name) {
      case "drop" -> {
        allow(at, name);
        yield new Fault.Drop();
      }
      case "silent" -> {
        allow(at, name);
        yield new Fault.Silent();
      }
      case "delay" -> {
        allow(at, name, "by");
        yield new Fault.Delay(delay(at + ".by"));
      }
      case "truncate" -> {
        allow(at, name, "fraction");
        yield new Fault.Truncate(fraction(at + ".fraction"));
      }
      case "shift-tfdt" -> {
        allow(at, name, "by", "ticks");
        yield shift(at);
      }
      case "declare" -> {
        allow(at, name, "defects");
        yield new Fault.Declare(declared(at + ".defects"));
      }
      default -> throw refused(at + ".action", ACTIONS, name);
    };
  }

  /** Refuses a key that another action has. */
  private void allow(String at, String name, String... keys) {
    Map<String, Optional<?>> given = new LinkedHashMap<>();
    given.put("by", by);
    given.put("fraction", fraction);
    given.put("ticks", ticks);
    given.put("defects", defects);
    given.keySet().removeAll(List.of(keys));
    given.forEach(
        (key, value) -> {
          if (value.isPresent()) {
            List<String> allowed = new ArrayList<>(List.of("pipeline", "representation"));
            allowed.add("numbers");
            allowed.addAll(List.of(keys));
            throw refused(
                at + "." + key,
                "absent for " + name + ", which takes " + String.join(", ", allowed),
                value.get());
          }
        });
  }

  private Duration delay(String key) {
    return by.filter(d -> !d.isNegative() && !d.isZero() && d.compareTo(MAX_DELAY) <= 0)
        .orElseThrow(() -> refused(key, "more than PT0S, at most " + MAX_DELAY, by.orElse(null)));
  }

  private double fraction(String key) {
    return fraction
        .filter(f -> f > 0 && f < 1)
        .orElseThrow(() -> refused(key, "between 0 and 1", fraction.orElse(null)));
  }

  private Fault shift(String at) {
    if (by.isPresent() == ticks.isPresent()) {
      throw refused(
          at, "given one of by and ticks for shift-tfdt", "by " + by + ", ticks " + ticks);
    }
    if (ticks.isPresent()) {
      long value = ticks.get();
      if (value == 0 || value < -MAX_TICKS || value > MAX_TICKS) {
        throw refused(at + ".ticks", "1 to " + MAX_TICKS + " or as much below 0", value);
      }
      return new Fault.ShiftTicks(value);
    }
    Duration value = by.get();
    if (value.isZero() || value.abs().compareTo(MAX_SHIFT) > 0) {
      throw refused(at + ".by", "at most " + MAX_SHIFT + " before or after, not zero", value);
    }
    return new Fault.ShiftTime(value);
  }

  private List<Defect> declared(String key) {
    String text = defects.orElse("");
    try {
      List<Defect> list = DefectsField.readDeclared(text);
      if (!list.isEmpty()) {
        return list;
      }
    } catch (OriginException e) {
      throw new OriginException(ErrorCode.INVALID_JSON, key + ": " + e.getMessage(), e);
    }
    throw refused(key, "a list such as dropped-video-frames;count=12", text);
  }

  private static String name(String key, Optional<String> value) {
    String name = value.orElse(FaultRule.ANY);
    if (!name.equals(FaultRule.ANY) && !Names.isName(name)) {
      throw refused(key, "* or 1 to 64 of A-Z a-z 0-9 . _ -", name);
    }
    return name;
  }

  private static <T> Optional<T> orEmpty(Optional<T> value) {
    return value == null ? Optional.empty() : value;
  }

  private static OriginException refused(String key, String allowed, Object value) {
    return new OriginException(
        ErrorCode.INVALID_JSON,
        key + " must be " + allowed + ", but is " + (value == null ? "absent" : "'" + value + "'"));
  }
}
