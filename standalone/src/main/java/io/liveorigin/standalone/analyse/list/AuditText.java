package io.liveorigin.standalone.analyse.list;

import com.fasterxml.jackson.databind.JsonNode;
import io.liveorigin.contract.wire.AuditChange;
import io.liveorigin.contract.wire.AuditDocument;
import io.liveorigin.contract.wire.AuditRecord;
import io.liveorigin.contract.wire.WireJson;
import io.liveorigin.standalone.analyse.words.InstantText;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Records of {@code audit} as lines. Each contains text from strangers, so no line has a character
 * that a terminal would obey.
 */
final class AuditText {
  private static final String ROW = "%-24s %-16s %-8s %-15s %-8s %-24s %s";
  private static final int MOST_CHANGES = 5;

  private AuditText() {}

  static String head() {
    return ROW.formatted("TIME", "WHO", "ROLE", "FROM", "OUTCOME", "CODE", "WHAT");
  }

  static String row(AuditRecord record) {
    return printable(
        ROW.formatted(
            InstantText.utc(record.at()),
            record.principal(),
            record.role(),
            record.address(),
            record.outcome().word(),
            record.code().orElse("-"),
            record.method() + " " + record.path() + changes(record) + leftOut(record)));
  }

  /** The record on one line, ASCII. */
  static String json(byte[] value) {
    String text = new String(WireJson.write(WireJson.readTree(value)), StandardCharsets.UTF_8);
    StringBuilder out = new StringBuilder(text.length());
    text.chars()
        .forEach(
            c -> {
              if (c >= ' ' && c <= '~') {
                out.append((char) c);
              } else {
                out.append("\\u%04x".formatted(c));
              }
            });
    return out.toString();
  }

  private static String changes(AuditRecord record) {
    List<AuditChange> all = record.changes();
    if (all.isEmpty()) {
      return "";
    }
    int more = all.size() - MOST_CHANGES + record.changesLeftOut().orElse(0);
    return all.stream()
        .limit(MOST_CHANGES)
        .map(AuditText::change)
        .collect(Collectors.joining(", ", ": ", more > 0 ? ", and " + more + " more" : ""));
  }

  private static String change(AuditChange change) {
    if (change.before().isEmpty() || change.after().isEmpty()) {
      return change.key() + (change.after().isEmpty() ? " deleted" : " new");
    }
    AuditDocument before = change.before().get();
    AuditDocument after = change.after().get();
    if (before.digest().equals(after.digest())) {
      return change.key() + " unchanged";
    }
    if (before.document().isEmpty() || after.document().isEmpty()) {
      return change.key() + " changed";
    }
    return change.key()
        + " changed "
        + String.join(" ", different(before.document().get(), after.document().get()));
  }

  private static TreeSet<String> different(JsonNode before, JsonNode after) {
    TreeSet<String> keys = new TreeSet<>();
    before.fieldNames().forEachRemaining(keys::add);
    after.fieldNames().forEachRemaining(keys::add);
    keys.removeIf(
        key -> Optional.ofNullable(before.get(key)).equals(Optional.ofNullable(after.get(key))));
    return keys;
  }

  private static String leftOut(AuditRecord record) {
    return record.leftOut().map(count -> "; and " + count + " more of this kind").orElse("");
  }

  static String printable(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.chars().forEach(c -> out.append(c >= ' ' && c <= '~' ? (char) c : '?'));
    return out.toString();
  }
}
