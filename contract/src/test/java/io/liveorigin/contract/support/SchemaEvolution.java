package io.liveorigin.contract.support;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds the guarantees that a change of a JSON Schema withdraws from users of the earlier one.
 * Consumers rely on keys that are always present, on their types and on closed sets; a record that
 * was written under the earlier schema must be valid under the later one. A later schema may
 * therefore only add optional keys, add members to a set, and widen a range.
 */
public final class SchemaEvolution {
  private static final Set<String> NARROWING =
      Set.of("pattern", "const", "not", "oneOf", "allOf", "dependentRequired", "propertyNames");
  private static final Set<String> LOWER = Set.of("minimum", "minLength", "minItems");
  private static final Set<String> UPPER = Set.of("maximum", "maxLength", "maxItems");

  private final List<String> broken = new ArrayList<>();

  private SchemaEvolution() {}

  /** Returns each broken rule with its place in the schema; empty if the change is compatible. */
  public static List<String> broken(JsonNode earlier, JsonNode later) {
    SchemaEvolution evolution = new SchemaEvolution();
    evolution.compare("", earlier, later);
    return evolution.broken;
  }

  private void compare(String at, JsonNode earlier, JsonNode later) {
    required(at, earlier, later);
    children(at + "/properties", earlier.path("properties"), later.path("properties"));
    children(at + "/$defs", earlier.path("$defs"), later.path("$defs"));
    same(at, "type", earlier, later);
    same(at, "$ref", earlier, later);
    closed(at, earlier, later);
    bounds(at, earlier, later);
    for (String keyword : NARROWING) {
      same(at, keyword, earlier, later);
    }
    alternatives(at, earlier, later);
    child(at, "items", earlier, later);
    child(at, "additionalProperties", earlier, later);
    for (JsonNode value : earlier.path("enum")) {
      if (!contains(later.path("enum"), value)) {
        broken.add(at + "/enum: " + value + " is no longer in it");
      }
    }
    if (!earlier.has("enum") && later.has("enum")) {
      broken.add(at + "/enum: was open");
    }
  }

  /**
   * A newly required key is absent in earlier records; consumers rely on a key that is no longer
   * required.
   */
  private void required(String at, JsonNode earlier, JsonNode later) {
    Set<String> before = texts(earlier.path("required"));
    Set<String> after = texts(later.path("required"));
    if (!before.equals(after)) {
      broken.add(at + "/required: was " + before + ", is " + after);
    }
  }

  private void children(String at, JsonNode earlier, JsonNode later) {
    earlier
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (later.has(name)) {
                compare(at + "/" + name, earlier.get(name), later.get(name));
              } else {
                broken.add(at + "/" + name + ": was removed");
              }
            });
  }

  private void child(String at, String name, JsonNode earlier, JsonNode later) {
    if (earlier.path(name).isObject() && later.path(name).isObject()) {
      compare(at + "/" + name, earlier.get(name), later.get(name));
    } else {
      same(at, name, earlier, later);
    }
  }

  private void same(String at, String keyword, JsonNode earlier, JsonNode later) {
    if (!earlier.path(keyword).equals(later.path(keyword))) {
      broken.add(
          at + "/" + keyword + ": was " + earlier.path(keyword) + ", is " + later.path(keyword));
    }
  }

  /** Unknown keys were allowed: consumers ignore them, so a later version may add some. */
  private void closed(String at, JsonNode earlier, JsonNode later) {
    if (later.path("unevaluatedProperties").isBoolean() && !earlier.has("unevaluatedProperties")) {
      broken.add(at + "/unevaluatedProperties: was open");
    }
  }

  private void bounds(String at, JsonNode earlier, JsonNode later) {
    for (String bound : LOWER) {
      if (later.has(bound)
          && (!earlier.has(bound) || later.get(bound).asLong() > earlier.get(bound).asLong())) {
        broken.add(at + "/" + bound + ": was " + earlier.path(bound) + ", is " + later.get(bound));
      }
    }
    for (String bound : UPPER) {
      if (later.has(bound)
          && (!earlier.has(bound) || later.get(bound).asLong() < earlier.get(bound).asLong())) {
        broken.add(at + "/" + bound + ": was " + earlier.path(bound) + ", is " + later.get(bound));
      }
    }
  }

  /** Alternatives may be added at the end; each earlier one keeps its place. */
  private void alternatives(String at, JsonNode earlier, JsonNode later) {
    JsonNode before = earlier.path("anyOf");
    JsonNode after = later.path("anyOf");
    if (before.size() > after.size() || (before.isEmpty() && !after.isEmpty())) {
      broken.add(at + "/anyOf: was " + before + ", is " + after);
      return;
    }
    for (int i = 0; i < before.size(); i++) {
      compare(at + "/anyOf/" + i, before.get(i), after.get(i));
    }
  }

  private static boolean contains(JsonNode array, JsonNode value) {
    for (JsonNode element : array) {
      if (element.equals(value)) {
        return true;
      }
    }
    return false;
  }

  private static Set<String> texts(JsonNode array) {
    Set<String> texts = new TreeSet<>();
    array.forEach(element -> texts.add(element.asText()));
    return texts;
  }
}
