package io.liveorigin.selector.topology;

import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.selector.SelectorListener;
import io.liveorigin.selector.change.ControlChanges;
import io.liveorigin.selector.change.Settling;
import io.liveorigin.selector.propose.Decisions;
import io.liveorigin.selector.quarantine.Quarantine;

/** Looks at what masks and other changes reach, and says when invalidations are carried out. */
final class ChangedAddresses implements TickStep {
  private final int partition;
  private final ControlChanges changes;
  private final Settling settling;
  private final Decisions decisions;
  private final SelectorListener listener;
  private final Looks looks;
  private final Quarantine quarantine;

  ChangedAddresses(
      int partition,
      ControlChanges changes,
      Settling settling,
      Decisions decisions,
      SelectorListener listener,
      Looks looks,
      Quarantine quarantine) {
    this.partition = partition;
    this.changes = changes;
    this.settling = settling;
    this.decisions = decisions;
    this.listener = listener;
    this.looks = looks;
    this.quarantine = quarantine;
  }

  @Override
  public void run(long now) {
    String subject = "partition " + partition;
    quarantine.step("mask", subject, () -> lookAtSome(now));
    quarantine.step(
        "settle",
        subject,
        () -> settling.take(changes.workLeft()).forEach(done -> listener.settled(partition, done)));
  }

  private void lookAtSome(long now) {
    for (SegmentAddress address : changes.takeWork(now, DueLooks.LOOKS_PER_TICK)) {
      quarantine.step("judge", address, () -> judgeWithoutCopy(address));
      looks.guarded(address, now);
      settling.looked(address);
    }
  }

  private void judgeWithoutCopy(SegmentAddress address) {
    if (decisions.withoutCopy(address)) {
      looks.judgeAgain(address);
    }
  }
}
