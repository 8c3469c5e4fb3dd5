package io.liveorigin.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.liveorigin.contract.wire.AuditChange;
import io.liveorigin.contract.wire.AuditDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** The lines that say what a change would write. Pure. */
final class ChangeText {
  private ChangeText() {}

  /** Returns a line for each document, and below it one for each key that would change. */
  static List<String> lines(AuditChange change) {
    if (change.before().isEmpty() || change.after().isEmpty()) {
      Optional<JsonNode> document =
          change.before().or(change::after).flatMap(AuditDocument::document);
      return List.of(
          change.key()
              + (change.after().isEmpty() ? " would be removed" : " would be added")
              + document.map(json -> ": " + json).orElse(""));
    }
    AuditDocument before = change.before().get();
    AuditDocument after = change.after().get();
    if (before.digest().equals(after.digest())) {
      return List.of(change.key() + " would stay as it is");
    }
    List<String> lines = new ArrayList<>();
    lines.add(change.key() + " would be changed");
    if (before.document().isPresent() && after.document().isPresent()) {
      lines.addAll(different(before.document().get(), after.document().get()));
    }
    return lines;
  }

  private static List<String> different(JsonNode before, JsonNode after) {
    TreeSet<String> keys = new TreeSet<>();
    before.fieldNames().forEachRemaining(keys::add);
    after.fieldNames().forEachRemaining(keys::add);
    return keys.stream()
        .filter(key -> !before.path(key).equals(after.path(key)))
        .map(key -> "  " + key + ": " + shown(before.path(key)) + " -> " + shown(after.path(key)))
        .toList();
  }

  private static String shown(JsonNode value) {
    return value.isMissingNode() ? "(not set)" : value.toString();
  }
}
