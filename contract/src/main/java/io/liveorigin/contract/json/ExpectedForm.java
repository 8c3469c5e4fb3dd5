package io.liveorigin.contract.json;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Describes what a person has to write for a value of a type. The description follows from the type
 * alone, so it reveals nothing of a secret that was written in the wrong place.
 */
final class ExpectedForm {
  private ExpectedForm() {}

  /** Returns a text that completes "must be". */
  static String of(Class<?> type) {
    if (Collection.class.isAssignableFrom(type) || type.isArray()) {
      return "a list: [a, b], or one line for each item, beginning with '- '";
    }
    if (type == Boolean.class || type == boolean.class) {
      return "true or false";
    }
    if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
      return number(type);
    }
    if (type == Instant.class) {
      return "a time such as 2026-11-29T12:00:00Z";
    }
    if (type == Duration.class) {
      return "a duration such as " + DurationText.EXAMPLES;
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
        ? "a string"
        : object(type);
  }

  private static String number(Class<?> type) {
    if (type == int.class || type == Integer.class) {
      return "a whole number of at most " + Integer.MAX_VALUE;
    }
    return type == long.class || type == Long.class ? "a whole number" : "a number";
  }

  private static String object(Class<?> type) {
    Example example = type.getAnnotation(Example.class);
    return "an object with keys"
        + (type.isRecord() ? " " + keys(type) : "")
        + (example == null ? "" : ", such as " + example.value());
  }

  private static String keys(Class<?> type) {
    return components(type).map(ExpectedForm::key).collect(Collectors.joining(", "));
  }

  /** The components of a record that are written to a document. */
  static Stream<RecordComponent> components(Class<?> type) {
    return Arrays.stream(type.getRecordComponents())
        .filter(component -> !component.getAccessor().isAnnotationPresent(JsonIgnore.class));
  }

  /** The key of a component. */
  static String key(RecordComponent component) {
    JsonProperty named = component.getAccessor().getAnnotation(JsonProperty.class);
    return named == null || named.value().isEmpty() ? component.getName() : named.value();
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
