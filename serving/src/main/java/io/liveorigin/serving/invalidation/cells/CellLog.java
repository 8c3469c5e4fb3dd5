package io.liveorigin.serving.invalidation.cells;

import io.liveorigin.contract.wire.CellReport;

/** The log to which nodes write their reports. Thread-safe; does not block and does not throw. */
@FunctionalInterface
public interface CellLog {
  /** Hands over a report. A lost report is followed by another one. */
  void publish(CellReport report);
}
