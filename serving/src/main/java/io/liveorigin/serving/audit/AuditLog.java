package io.liveorigin.serving.audit;

import io.liveorigin.contract.wire.AuditRecord;
import java.util.concurrent.CompletableFuture;

/** Where records of what was refused go. Any thread. */
@FunctionalInterface
public interface AuditLog {
  /**
   * Writes a record; may block for a second. The future ends when the record is durable, and
   * exceptionally where it is not.
   */
  CompletableFuture<Void> write(AuditRecord record);
}
