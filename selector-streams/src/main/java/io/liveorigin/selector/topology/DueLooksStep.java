package io.liveorigin.selector.topology;

import io.liveorigin.contract.address.Address;
import io.liveorigin.contract.address.InitAddress;
import io.liveorigin.selector.change.ControlChanges;
import io.liveorigin.selector.intake.UncheckedCopies;
import io.liveorigin.selector.life.TrackLives;
import io.liveorigin.selector.propose.CurrentDecisions;
import io.liveorigin.selector.propose.LookQueue;
import io.liveorigin.selector.propose.NextLooks;
import io.liveorigin.selector.task.Quarantine;

/**
 * Looks at the addresses whose decisions were read back, at those whose instant has come, and at
 * everything that waited for the choice of an init segment.
 */
final class DueLooksStep implements TickStep {
  /** Looks per tick, so that catching up never starves the consumer. */
  static final int LOOKS_PER_TICK = 256;

  private final NextLooks next;
  private final CurrentDecisions decisions;
  private final LookQueue lookQueue;
  private final ControlChanges changes;
  private final UncheckedCopies unchecked;
  private final TrackLives lives;
  private final AddressLooks looks;
  private final Quarantine quarantine;

  DueLooksStep(
      NextLooks next,
      CurrentDecisions decisions,
      LookQueue lookQueue,
      ControlChanges changes,
      UncheckedCopies unchecked,
      TrackLives lives,
      AddressLooks looks,
      Quarantine quarantine) {
    this.next = next;
    this.decisions = decisions;
    this.lookQueue = lookQueue;
    this.changes = changes;
    this.unchecked = unchecked;
    this.lives = lives;
    this.looks = looks;
    this.quarantine = quarantine;
  }

  @Override
  public void run(long now) {
    for (Address address : next.take(now, LOOKS_PER_TICK)) {
      lives.touched(address.track(), now);
      looks.guarded(address, now);
      if (address instanceof InitAddress init) {
        quarantine.step("init-chosen", init, () -> initChosen(init, now));
      }
    }
  }

  /** Media that came before the init segment was chosen can be judged by it now. */
  private void initChosen(InitAddress init, long now) {
    if (decisions.changed(init)) {
      // Numbers that had no winner because of the previous init segment may have one now.
      changes.all(init.track());
    }
    unchecked.initArrived(init.track());
    for (Address address : lookQueue.of(init.track())) {
      looks.judgeAgain(address);
      looks.guarded(address, now);
    }
  }
}
