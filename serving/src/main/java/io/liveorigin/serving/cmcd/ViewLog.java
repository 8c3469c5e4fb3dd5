package io.liveorigin.serving.cmcd;

import io.liveorigin.contract.wire.ViewRecord;
import java.util.function.Consumer;

/** Where records about sessions of viewers are written. */
public interface ViewLog {
  /**
   * Writes a record, sooner or later. May block for a moment, never throws.
   *
   * @param record to write
   * @param written told once, by any thread, whether the record was accepted
   */
  void write(ViewRecord record, Consumer<Boolean> written);
}
