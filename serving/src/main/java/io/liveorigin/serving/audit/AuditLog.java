package io.liveorigin.serving.audit;

import io.liveorigin.contract.wire.AuditRecord;
import java.util.concurrent.CompletableFuture;

/** The destination of records of refusals. Any thread. */
@FunctionalInterface
public interface AuditLog {
  /**
   * Writes a record; may block for a second. The future completes when the record is durable, and
   * exceptionally if it could not be written.
   */
  CompletableFuture<Void> write(AuditRecord record);
}
