package io.liveorigin.selector.task;

import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.wire.QuarantineRecord;

/**
 * Counts the events and conditions that operators watch. Called on stream threads; must not block.
 */
public interface SelectorMonitor {
  /** A candidate was read. */
  void candidate(String pipeline, boolean valid);

  /** A defect was found that ingest could not see: it is derived, or it is an absence. */
  void derived(String pipeline, Defect defect);

  /** A record or a step could not be processed and was passed over. */
  void quarantined(QuarantineRecord entry);

  /** A decision was accepted. */
  void accepted(Decision decision);

  /** A decision was ignored because it came {@code millis} before its time. */
  void early(Decision decision, long millis);

  /** Counts nothing. */
  SelectorMonitor NONE =
      new SelectorMonitor() {
        @Override
        public void candidate(String pipeline, boolean valid) {}

        @Override
        public void derived(String pipeline, Defect defect) {}

        @Override
        public void quarantined(QuarantineRecord entry) {}

        @Override
        public void accepted(Decision decision) {}

        @Override
        public void early(Decision decision, long millis) {}
      };
}
