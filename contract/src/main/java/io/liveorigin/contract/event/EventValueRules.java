package io.liveorigin.contract.event;

import io.liveorigin.contract.address.NameRules;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Checks the values of a definition, and refuses a bad one with its key. */
final class EventValueRules {
  /** An absolute URI (RFC 3986, 3), roughly, without spaces, quotation marks and angle brackets. */
  static final Pattern URI = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:[!-~&&[^\"<>]]+");

  private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");
  private static final int NANOS_PER_MILLI = 1_000_000;
  private static final int MAX_PIPELINES = 8;
  private static final int MAX_REPRESENTATIONS = 256;

  private EventValueRules() {}

  static void requireName(String key, String value) {
    if (value == null || !NameRules.isName(value)) {
      throw invalid(key, "1 to 64 of A-Z a-z 0-9 . _ - starting with a letter or digit", value);
    }
  }

  static List<String> requirePipelines(List<String> pipelines) {
    if (pipelines == null || pipelines.isEmpty() || pipelines.size() > MAX_PIPELINES) {
      throw invalid("pipelines", "a list of 1 to " + MAX_PIPELINES + " names", pipelines);
    }
    Set<String> seen = new HashSet<>();
    for (String pipeline : pipelines) {
      requireName("pipelines", pipeline);
      if (!seen.add(pipeline)) {
        throw invalid("pipelines", "distinct names", pipeline);
      }
    }
    return List.copyOf(pipelines);
  }

  static List<Representation> requireRepresentations(List<Representation> given) {
    if (given == null || given.isEmpty() || given.size() > MAX_REPRESENTATIONS) {
      throw invalid(
          "representations",
          "a list of 1 to " + MAX_REPRESENTATIONS,
          given == null ? null : given.size());
    }
    Set<String> seen = new HashSet<>();
    for (Representation representation : given) {
      if (representation == null) {
        throw invalid("representations", "a list of representations", null);
      }
      if (!seen.add(representation.id())) {
        throw invalid("representations", "a list with distinct ids", representation.id());
      }
    }
    return List.copyOf(given);
  }

  static void requireInstant(String key, Instant value) {
    if (value.isBefore(Instant.EPOCH)
        || value.isAfter(LATEST)
        || value.getNano() % NANOS_PER_MILLI != 0) {
      throw invalid(key, Instant.EPOCH + " to " + LATEST + " in whole milliseconds", value);
    }
  }

  static Duration between(
      String key, Duration value, Duration standard, Duration min, Duration max) {
    Duration chosen = value == null ? standard : value;
    if (chosen.compareTo(min) < 0
        || chosen.compareTo(max) > 0
        || chosen.getNano() % NANOS_PER_MILLI != 0) {
      throw invalid(key, min + " to " + max + " in whole milliseconds", chosen);
    }
    return chosen;
  }

  /** Requires that a number is decided as missing no later than it is gone. */
  static void requireFillPatience(Duration value, Duration patience, Duration gone, Duration max) {
    between("fillPatience", value, value, Duration.ZERO, max);
    if (patience.plus(value).compareTo(gone) > 0) {
      throw invalid(
          "fillPatience", "at most retryDeadline - patience, " + gone.minus(patience), value);
    }
  }

  /** Requires whole seconds, because playlists write a decimal integer. */
  static void requireTargetDuration(Duration value) {
    if (value.compareTo(Duration.ofSeconds(1)) < 0
        || value.compareTo(Duration.ofMinutes(10)) > 0
        || value.toNanosPart() != 0) {
      throw invalid("targetDuration", "PT1S to PT10M in whole seconds", value);
    }
  }

  /**
   * Refuses a delay longer than the window: it would lead players to segments that have left it.
   */
  static void requirePresentationDelay(Duration value, Duration window, Duration max) {
    Duration most = window.compareTo(max) < 0 ? window : max;
    between("presentationDelay", value, value, Duration.ZERO, most);
  }

  /**
   * A constant as definitions write it: {@code FORCED_SUBTITLE} becomes {@code forced-subtitle}.
   */
  static String wire(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns the constant that definitions write as {@code text}. */
  static <E extends Enum<E>> E word(String key, E[] all, String text) {
    return Arrays.stream(all)
        .filter(constant -> wire(constant).equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                invalid(
                    key,
                    Arrays.stream(all).map(EventValueRules::wire).collect(Collectors.joining(", ")),
                    text));
  }

  static OriginException invalid(String key, String allowed, Object value) {
    return new OriginException(ErrorCode.INVALID_EVENT, key + " must be " + allowed + given(value));
  }

  /** The end of a message of refusal: the value that was given. */
  static String given(Object value) {
    return value == null ? ", but is missing" : ", but is '" + value + "'";
  }
}
