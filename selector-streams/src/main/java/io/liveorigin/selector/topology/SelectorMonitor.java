package io.liveorigin.selector.topology;

import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.segment.Defect;

/** Counts and conditions that operators watch. Called on stream threads; must not block. */
public interface SelectorMonitor {
  /** A candidate was read. */
  void candidate(String pipeline, boolean valid);

  /** Something was found wrong that ingest could not see: derived, or an absence. */
  void derived(String pipeline, Defect defect);

  /** A record could not be read and was passed over. */
  void unreadable(String topic);

  /** A decision was accepted. */
  void accepted(Decision decision);

  /** A fresh record is {@code aheadMillis} younger than this node's clock. */
  void clockBehind(long now, long aheadMillis);

  /** Counts nothing. */
  SelectorMonitor NONE =
      new SelectorMonitor() {
        @Override
        public void candidate(String pipeline, boolean valid) {}

        @Override
        public void derived(String pipeline, Defect defect) {}

        @Override
        public void unreadable(String topic) {}

        @Override
        public void accepted(Decision decision) {}

        @Override
        public void clockBehind(long now, long aheadMillis) {}
      };
}
