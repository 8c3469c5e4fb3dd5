package io.liveorigin.selector.topology;

import io.liveorigin.contract.address.Address;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.selector.intake.CandidateIntake;
import io.liveorigin.selector.propose.LookQueue;
import io.liveorigin.selector.propose.Proposer;
import io.liveorigin.selector.task.OwnTracks;
import io.liveorigin.selector.task.Quarantine;

/** Looks at addresses, one by one, and writes the proposals. Stream thread. */
final class AddressLooks {
  private final OwnTracks own;
  private final Proposer proposer;
  private final LookQueue lookQueue;
  private final CandidateIntake intake;
  private final DefectReports reports;
  private final TaskOutput output;
  private final Quarantine quarantine;

  AddressLooks(
      OwnTracks own,
      Proposer proposer,
      LookQueue lookQueue,
      CandidateIntake intake,
      DefectReports reports,
      TaskOutput output,
      Quarantine quarantine) {
    this.own = own;
    this.proposer = proposer;
    this.lookQueue = lookQueue;
    this.intake = intake;
    this.reports = reports;
    this.output = output;
    this.quarantine = quarantine;
  }

  /** The same as {@link #evaluate}, but a failure for one address does not affect the others. */
  void guarded(Address address, long now) {
    quarantine.step("look", address, () -> evaluate(address, now));
  }

  /**
   * Looks at an address. If that fails, the address gets another look later.
   *
   * @param now epoch ms
   */
  void evaluate(Address address, long now) {
    if (!own.contains(address.track())) {
      // Accepted from a record in the wrong partition: the task that owns the track decides.
      return;
    }
    boolean done = false;
    try {
      proposer.propose(address, now).ifPresent(decision -> propose(decision, now));
      done = true;
    } finally {
      if (done) {
        lookQueue.succeeded(address);
      } else {
        lookQueue.failed(address, now);
      }
    }
  }

  /**
   * A proposal counts as on its way only after it was written; otherwise a failed write would keep
   * its address from ever being proposed again.
   */
  private void propose(Decision decision, long now) {
    output.decision(decision, now);
    proposer.sent(decision);
  }

  /** Judges the candidates of an address again; an init segment has none that are judged. */
  void judgeAgain(Address address) {
    quarantine.step("judge", address, () -> judgedAgain(address));
  }

  /**
   * Called when the event has been defined: defects of copies that came before can be reported now.
   */
  void reportRecorded(Address address) {
    if (address instanceof SegmentAddress media) {
      intake.recorded(media).forEach(candidate -> reports.all(media, candidate));
    }
  }

  private void judgedAgain(Address address) {
    if (address instanceof SegmentAddress media) {
      intake.judgeAgain(media).forEach(candidate -> reports.derived(media, candidate));
    }
  }
}
