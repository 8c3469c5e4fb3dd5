package io.liveorigin.packager.fault;

import io.liveorigin.contract.address.NameRules;
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
    Optional<Integer> count,
    Optional<Double> fraction,
    Optional<Long> ticks,
    Optional<String> defects) {

  private static final Duration MAX_DELAY = Duration.ofHours(1);
  private static final Duration MAX_SHIFT = Duration.ofDays(1);
  private static final int MAX_COUNT = 1000;
  private static final long MAX_TICKS = 1_000_000_000_000L;

  RuleText {
    // Jackson passes null for an absent key.
    action = orEmpty(action);
    pipeline = orEmpty(pipeline);
    representation = orEmpty(representation);
    numbers = orEmpty(numbers);
    by = orEmpty(by);
    count = orEmpty(count);
    fraction = orEmpty(fraction);
    ticks = orEmpty(ticks);
    defects = orEmpty(defects);
  }

  /** Returns the validated rule; {@code at} is its place in the script, for messages. */
  FaultRule rule(String at) {
    String representationOrAny = name(at + ".representation", representation);
    Fault fault = fault(at);
    if (fault instanceof Fault.Silent && !representationOrAny.equals(FaultRule.ANY)) {
      throw refused(
          at + ".representation",
          "absent for silent, which applies to a whole pipeline (use drop instead)",
          representationOrAny);
    }
    String range = numbers.orElse(FaultRule.ANY);
    if (fault instanceof Fault.OtherInit && !range.equals(FaultRule.ANY)) {
      throw refused(
          at + ".numbers", "* or absent for other-init, which applies to the whole run", range);
    }
    return new FaultRule(
        fault,
        name(at + ".pipeline", pipeline),
        representationOrAny,
        FaultNumbers.parse(at + ".numbers", range));
  }

  private Fault fault(String at) {
    String name = action.orElse("");
    FaultAction known =
        FaultAction.of(name)
            .orElseThrow(() -> refused(at + ".action", "one of " + FaultAction.names(), name));
    requireOnly(known, at);
    return known.read(this, at);
  }

  /** Refuses a key that only other actions take. */
  private void requireOnly(FaultAction known, String at) {
    Map<String, Optional<?>> given = new LinkedHashMap<>();
    given.put("by", by);
    given.put("count", count);
    given.put("fraction", fraction);
    given.put("ticks", ticks);
    given.put("defects", defects);
    given.keySet().removeAll(known.keys());
    given.forEach(
        (key, value) -> {
          if (value.isPresent()) {
            List<String> allowed = new ArrayList<>(List.of("pipeline", "representation"));
            allowed.add("numbers");
            allowed.addAll(known.keys());
            throw refused(
                at + "." + key,
                "absent for " + known.text() + ", which takes " + String.join(", ", allowed),
                value.get());
          }
        });
  }

  Duration delay(String key) {
    return by.filter(d -> !d.isNegative() && !d.isZero() && d.compareTo(MAX_DELAY) <= 0)
        .orElseThrow(
            () -> refused(key, "more than PT0S and at most " + MAX_DELAY, by.orElse(null)));
  }

  int count(String key) {
    return count
        .filter(c -> c >= 1 && c <= MAX_COUNT)
        .orElseThrow(() -> refused(key, "1 to " + MAX_COUNT, count.orElse(null)));
  }

  LossAmount amount(String at) {
    if (by.isPresent() == count.isPresent()) {
      throw refused(
          at,
          "given exactly one of by and count for " + action.orElse(""),
          "by " + shown(by) + ", count " + shown(count));
    }
    return by.isPresent()
        ? new LossAmount.Time(delay(at + ".by"))
        : new LossAmount.Count(count(at + ".count"));
  }

  double fraction(String key) {
    return fraction
        .filter(f -> f > 0 && f < 1)
        .orElseThrow(() -> refused(key, "between 0 and 1", fraction.orElse(null)));
  }

  Fault shift(String at) {
    if (by.isPresent() == ticks.isPresent()) {
      throw refused(
          at,
          "given exactly one of by and ticks for shift-tfdt",
          "by " + shown(by) + ", ticks " + shown(ticks));
    }
    if (ticks.isPresent()) {
      long value = ticks.get();
      if (value == 0 || value < -MAX_TICKS || value > MAX_TICKS) {
        throw refused(at + ".ticks", "-" + MAX_TICKS + " to -1 or 1 to " + MAX_TICKS, value);
      }
      return new Fault.ShiftTicks(value);
    }
    Duration value = by.get();
    if (value.isZero() || value.abs().compareTo(MAX_SHIFT) > 0) {
      throw refused(at + ".by", "-" + MAX_SHIFT + " to " + MAX_SHIFT + " and not zero", value);
    }
    return new Fault.ShiftTime(value);
  }

  List<Defect> declared(String key) {
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
    if (!name.equals(FaultRule.ANY) && !NameRules.isName(name)) {
      throw refused(key, "* or 1 to 64 of A-Z a-z 0-9 . _ -", name);
    }
    return name;
  }

  private static String shown(Optional<?> value) {
    return value.isPresent() ? value.get().toString() : "absent";
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
