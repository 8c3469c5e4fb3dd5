package io.liveorigin.selector.topology;

import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.selector.SelectorListener;
import io.liveorigin.selector.change.ControlChanges;
import io.liveorigin.selector.change.InvalidationProgress;
import io.liveorigin.selector.propose.CurrentDecisions;
import io.liveorigin.selector.task.Quarantine;

/**
 * Looks at the addresses that masks and other changes affect, and reports the invalidations that
 * have been carried out.
 */
final class ControlChangesStep implements TickStep {
  private final int partition;
  private final ControlChanges changes;
  private final InvalidationProgress progress;
  private final CurrentDecisions decisions;
  private final SelectorListener listener;
  private final AddressLooks looks;
  private final Quarantine quarantine;

  ControlChangesStep(
      int partition,
      ControlChanges changes,
      InvalidationProgress progress,
      CurrentDecisions decisions,
      SelectorListener listener,
      AddressLooks looks,
      Quarantine quarantine) {
    this.partition = partition;
    this.changes = changes;
    this.progress = progress;
    this.decisions = decisions;
    this.listener = listener;
    this.looks = looks;
    this.quarantine = quarantine;
  }

  @Override
  public void run(long now) {
    String subject = "partition " + partition;
    quarantine.step("mask", subject, () -> evaluateSome(now));
    quarantine.step(
        "settle",
        subject,
        () -> progress.take(changes.hasWork()).forEach(done -> listener.settled(partition, done)));
  }

  private void evaluateSome(long now) {
    for (SegmentAddress address : changes.takeWork(now, DueLooksStep.LOOKS_PER_TICK)) {
      quarantine.step("judge", address, () -> judgeWithoutCopy(address));
      looks.guarded(address, now);
      progress.evaluated(address);
    }
  }

  private void judgeWithoutCopy(SegmentAddress address) {
    if (decisions.withoutCopy(address)) {
      looks.judgeAgain(address);
    }
  }
}
