package io.liveorigin.contract.json;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.stream.Collectors;

/**
 * What a person has to write for a value of a type. It follows from the type alone, so it tells
 * nothing of a secret that was written in the wrong place.
 */
final class ExpectedForm {
  private ExpectedForm() {}

  /** Completes "must be". */
  static String of(Class<?> type) {
    if (Collection.class.isAssignableFrom(type) || type.isArray()) {
      return "a list";
    }
    if (type == Boolean.class || type == boolean.class) {
      return "true or false";
    }
    if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
      return type == double.class || type == Double.class ? "a number" : "a whole number";
    }
    if (type == Instant.class) {
      return "a time such as 2026-11-29T12:00:00Z";
    }
    if (type == Duration.class) {
      return "a duration such as PT10S";
    }
    if (type == URI.class) {
      return "a URL";
    }
    if (type.isEnum()) {
      return Arrays.stream(type.getEnumConstants())
          .map(JsonDocuments::word)
          .collect(Collectors.joining(", ", "one of [", "]"));
    }
    return CharSequence.class.isAssignableFrom(type) || readFromText(type)
        ? "a text"
        : "an object with keys";
  }

  private static boolean readFromText(Class<?> type) {
    return Arrays.stream(type.getDeclaredMethods())
        .anyMatch(
            method ->
                method.isAnnotationPresent(JsonCreator.class)
                    && method.getParameterCount() == 1
                    && method.getParameterTypes()[0] == String.class);
  }
}
