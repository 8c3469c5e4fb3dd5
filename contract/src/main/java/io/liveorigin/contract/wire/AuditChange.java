package io.liveorigin.contract.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Optional;

/**
 * What became of one document of {@code control}.
 *
 * @param key {@code kind/tenant/event/id}
 * @param before absent where there was none
 * @param after absent where it was deleted
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
