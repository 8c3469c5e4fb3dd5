package io.liveorigin.selector.topology;

import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.selector.LostBytes;
import io.liveorigin.selector.intake.LostWinners;
import io.liveorigin.selector.intake.UncheckedCopies;
import io.liveorigin.selector.task.Quarantine;

/**
 * Records later findings about recorded copies: the results of their checks, and the loss of their
 * bytes.
 */
final class LateFindingsStep implements TickStep {
  /** Inspections per tick of copies that were unchecked: about a millisecond. */
  private static final int CHECKS_PER_TICK = 32;

  /** Lost winners per tick: each may cost viewers a change, and a whole log may be lost. */
  private static final int LOST_PER_TICK = 4;

  private final UncheckedCopies unchecked;
  private final LostBytes claims;
  private final int partition;
  private final LostWinners lost;
  private final DefectReports reports;
  private final AddressLooks looks;
  private final Quarantine quarantine;

  LateFindingsStep(
      UncheckedCopies unchecked,
      LostBytes claims,
      int partition,
      LostWinners lost,
      DefectReports reports,
      AddressLooks looks,
      Quarantine quarantine) {
    this.unchecked = unchecked;
    this.claims = claims;
    this.partition = partition;
    this.lost = lost;
    this.reports = reports;
    this.looks = looks;
    this.quarantine = quarantine;
  }

  @Override
  public void run(long now) {
    checkUnchecked(now);
    giveUpLost(now);
  }

  private void checkUnchecked(long now) {
    for (SegmentAddress address : unchecked.take(CHECKS_PER_TICK)) {
      quarantine.step(
          "inspect",
          address,
          () -> unchecked.check(address, now).forEach(copy -> reports.derived(address, copy)));
      looks.guarded(address, now);
    }
  }

  private void giveUpLost(long now) {
    for (LostBytes.Lost claim : claims.take(partition, LOST_PER_TICK)) {
      quarantine.step(
          "lost",
          claim.address(),
          () -> lost.mark(claim).ifPresent(marked -> reports.derived(claim.address(), marked)));
      looks.guarded(claim.address(), now);
    }
  }
}
