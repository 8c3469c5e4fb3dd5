package io.liveorigin.serving.invalidation.cells;

import io.liveorigin.contract.wire.CellReport;

/** Where nodes write their reports. Any thread; does not block and does not throw. */
@FunctionalInterface
public interface CellLog {
  /** Hands a report over. One that is lost is followed by another. */
  void publish(CellReport report);
}
