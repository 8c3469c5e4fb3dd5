package io.liveorigin.contract.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Optional;

/**
 * The change of one document of {@code control}.
 *
 * @param key {@code kind/tenant/event/id}
 * @param before the document before the change; absent if there was none
 * @param after the document after the change; absent if it was deleted
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record AuditChange(
    String key, Optional<AuditDocument> before, Optional<AuditDocument> after) {
  public AuditChange {
    WireJson.require("key", key);
    before = before == null ? Optional.empty() : before;
    after = after == null ? Optional.empty() : after;
  }

  AuditChange cut() {
    return new AuditChange(key, before.map(AuditDocument::cut), after.map(AuditDocument::cut));
  }

  int kept() {
    return before.map(AuditDocument::kept).orElse(0) + after.map(AuditDocument::kept).orElse(0);
  }
}
