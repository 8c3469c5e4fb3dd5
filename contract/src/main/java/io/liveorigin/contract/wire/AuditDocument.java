package io.liveorigin.contract.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.liveorigin.contract.segment.Digest;
import java.util.Optional;

/**
 * A document of {@code control} as the audit trail keeps it.
 *
 * @param bytes its length in bytes
 * @param digest its SHA-256, 64 hex digits
 * @param document the document itself; absent if it is longer than the trail keeps
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record AuditDocument(int bytes, String digest, Optional<JsonNode> document) {
  /** The length in bytes of the longest document that is kept in full. */
  public static final int MOST = 64 * 1024;

  public AuditDocument {
    WireJson.require("digest", digest);
    document = document == null ? Optional.empty() : document;
  }

  /** Creates the entry of a document. */
  public static AuditDocument of(byte[] json) {
    return new AuditDocument(
        json.length,
        Digest.of(json).hex(),
        json.length <= MOST ? Optional.of(WireJson.readTree(json)) : Optional.empty());
  }

  /** The same entry without the document itself. */
  AuditDocument cut() {
    return new AuditDocument(bytes, digest, Optional.empty());
  }

  /** The number of bytes of the document in the record. */
  int kept() {
    return document.isPresent() ? bytes : 0;
  }
}
