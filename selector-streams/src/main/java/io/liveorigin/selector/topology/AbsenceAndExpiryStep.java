package io.liveorigin.selector.topology;

import io.liveorigin.contract.clock.NodeClock;
import io.liveorigin.contract.control.ControlState;
import io.liveorigin.selector.absence.AbsenceDetector;
import io.liveorigin.selector.life.Expiry;
import io.liveorigin.selector.life.TrackLives;
import io.liveorigin.selector.store.AfterCommitWrites;
import io.liveorigin.selector.task.Quarantine;

/**
 * Does the work that depends on the time alone: absence, expiry from the window, and the deletion
 * of ended tracks.
 */
final class AbsenceAndExpiryStep implements TickStep {
  private final int partition;
  private final NodeClock clock;
  private final ControlState control;
  private final AbsenceDetector absence;
  private final Expiry expiry;
  private final AfterCommitWrites afterCommit;
  private final TrackLives lives;
  private final Quarantine quarantine;

  AbsenceAndExpiryStep(
      int partition,
      NodeClock clock,
      ControlState control,
      AbsenceDetector absence,
      Expiry expiry,
      AfterCommitWrites afterCommit,
      TrackLives lives,
      Quarantine quarantine) {
    this.partition = partition;
    this.clock = clock;
    this.control = control;
    this.absence = absence;
    this.expiry = expiry;
    this.afterCommit = afterCommit;
    this.lives = lives;
    this.quarantine = quarantine;
  }

  @Override
  public void run(long now) {
    String subject = "partition " + partition;
    if (clock.inaccuracy().isEmpty()) {
      // Absence and expiry from the window follow from the time.
      quarantine.step("absence", subject, () -> absence.detect(control.events(), now));
      quarantine.step("expiry", subject, () -> expiry.run(now));
    }
    quarantine.step("afterwards", subject, () -> afterCommit.run(now));
    quarantine.step("ended", subject, () -> lives.run(now));
  }
}
