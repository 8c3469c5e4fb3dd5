package io.liveorigin.selector.run;

import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.selector.topology.SelectorMonitor;
import io.micrometer.core.instrument.MeterRegistry;

/** Micrometer counters, and the memory of a clock that disagrees. */
final class MeteredMonitor implements SelectorMonitor {
  /** A disagreement counts for so long after the record that showed it. */
  private static final long CLOCK_MEMORY_MILLIS = 30_000;

  private final MeterRegistry registry;
  private volatile long clockBehindAt = Long.MIN_VALUE;
  private volatile long clockBehindBy;

  MeteredMonitor(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void candidate(String pipeline, boolean valid) {
    registry
        .counter(
            "origin.selector.candidates", "pipeline", pipeline, "valid", Boolean.toString(valid))
        .increment();
  }

  @Override
  public void derived(String pipeline, Defect defect) {
    registry
        .counter("origin.selector.derived", "pipeline", pipeline, "kind", defect.name())
        .increment();
  }

  @Override
  public void unreadable(String topic) {
    registry.counter("origin.selector.unreadable", "topic", topic).increment();
  }

  @Override
  public void accepted(Decision decision) {
    registry
        .counter(
            "origin.selector.decisions",
            "reason",
            decision.reason().wire(),
            "pipeline",
            decision.winner().map(Candidate::pipeline).orElse("none"))
        .increment();
  }

  @Override
  public void clockBehind(long now, long aheadMillis) {
    clockBehindBy = aheadMillis;
    clockBehindAt = now;
  }

  /** How far the clock is behind fresh records, in ms; 0 if it agrees as far as is known. */
  long clockBehind(long now) {
    return clockBehindAt == Long.MIN_VALUE || now - clockBehindAt > CLOCK_MEMORY_MILLIS
        ? 0
        : clockBehindBy;
  }
}
