package io.liveorigin.contract.json;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.liveorigin.contract.json.DocumentPlaces.Place;
import java.lang.reflect.Executable;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A key that the type of a document does not have. The search for it is separate, because a
 * mistyped key also leaves a key missing, and the parser reports that first.
 *
 * @param path the path to it, including the key
 * @param shown the part of the path that follows from the types, each step with a colon after it;
 *     without keys of maps, which may be secrets in the wrong place
 * @param name the key as it is written
 * @param line line number, starting at 1; 0 if not known
 * @param known the allowed keys, sorted
 */
record UnknownKey(String path, String shown, String name, int line, List<String> known) {
  UnknownKey {
    known = List.copyOf(known);
  }

  /** Finds the first one in a document. */
  static Optional<UnknownKey> first(DocumentPlaces places, Class<?> type) {
    return places
        .root()
        .flatMap(root -> all(root, "", type).min(Comparator.comparingInt(UnknownKey::line)));
  }

  /** Creates the one that the parser found. */
  static UnknownKey of(UnrecognizedPropertyException found, String path, String shown, int line) {
    return new UnknownKey(
        path,
        shown,
        found.getPropertyName(),
        line,
        found.getKnownPropertyIds().stream().map(String::valueOf).sorted().toList());
  }

  /** Returns the key, {@code refused}, the allowed keys, and the key that may have been meant. */
  String sentence(String key, String refused) {
    return key
        + refused
        + "; allowed are "
        + String.join(", ", known)
        + ClosestWord.hint(name, known);
  }

  private static Stream<UnknownKey> all(Place place, String shown, Type type) {
    if (type instanceof ParameterizedType generic) {
      Type[] held = generic.getActualTypeArguments();
      if (generic.getRawType() == Optional.class) {
        return all(place, shown, held[0]);
      }
      boolean list = held.length == 1;
      return place.below().entrySet().stream()
          .flatMap(
              one ->
                  all(
                      one.getValue(),
                      shown + (list ? one.getKey() + ": " : ""),
                      held[held.length - 1]));
    }
    return type instanceof Class<?> named ? ofClass(place, shown, named) : Stream.empty();
  }

  private static Stream<UnknownKey> ofClass(Place place, String shown, Class<?> type) {
    Optional<Type> wrapped = wrapped(type);
    if (wrapped.isPresent()) {
      return all(place, shown, wrapped.get());
    }
    Map<String, Type> keys = keys(type);
    List<String> known = List.copyOf(keys.keySet());
    return place.below().entrySet().stream()
        .filter(entry -> !known.isEmpty() && !entry.getKey().startsWith("["))
        .flatMap(
            entry -> {
              String name = entry.getKey();
              Place at = entry.getValue();
              return keys.containsKey(name)
                  ? all(at, shown + name + ": ", keys.get(name))
                  : Stream.of(new UnknownKey(at.path(), shown, name, at.line(), known));
            });
  }

  /** The type of the only component, if a record is written as that component alone. */
  private static Optional<Type> wrapped(Class<?> type) {
    return creator(type)
        .map(creator -> creator.getAnnotation(JsonCreator.class))
        .filter(creator -> creator.mode() == JsonCreator.Mode.DELEGATING)
        .filter(creator -> type.isRecord() && type.getRecordComponents().length == 1)
        .map(creator -> type.getRecordComponents()[0].getGenericType());
  }

  /**
   * Returns the keys with the types of their values; none for a type that is not written with keys.
   */
  private static Map<String, Type> keys(Class<?> type) {
    Map<String, Type> keys = new TreeMap<>();
    Optional<Executable> creator = creator(type);
    if (creator.isPresent()) {
      for (Parameter parameter : creator.get().getParameters()) {
        JsonProperty named = parameter.getAnnotation(JsonProperty.class);
        if (named == null) {
          return Map.of();
        }
        keys.put(named.value(), parameter.getParameterizedType());
      }
    } else if (type.isRecord()) {
      ExpectedForm.components(type)
          .forEach(component -> keys.put(ExpectedForm.key(component), component.getGenericType()));
    }
    return keys;
  }

  private static Optional<Executable> creator(Class<?> type) {
    return Stream.<Executable>concat(
            Arrays.stream(type.getDeclaredConstructors()), Arrays.stream(type.getDeclaredMethods()))
        .filter(element -> element.isAnnotationPresent(JsonCreator.class))
        .findFirst();
  }
}
