package io.liveorigin.contract.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.liveorigin.contract.segment.Digest;
import java.util.Optional;

/**
 * A document of {@code control} as the audit trail has it.
 *
 * @param bytes how long it is
 * @param digest SHA-256 of it, 64 hex digits
 * @param document the document itself; absent where it is longer than the trail keeps
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record AuditDocument(int bytes, String digest, Optional<JsonNode> document) {
  /** Bytes of the longest document that is kept as it is. */
  public static final int MOST = 64 * 1024;

  public AuditDocument {
    WireJson.require("digest", digest);
    document = document == null ? Optional.empty() : document;
  }

  /** Of that document. */
  public static AuditDocument of(byte[] json) {
    return new AuditDocument(
        json.length,
        Digest.of(json).hex(),
        json.length <= MOST ? Optional.of(WireJson.readTree(json)) : Optional.empty());
  }

  /** The same without the document. */
  AuditDocument cut() {
    return new AuditDocument(bytes, digest, Optional.empty());
  }

  /** How much of it is in the record. */
  int kept() {
    return document.isPresent() ? bytes : 0;
  }
}
