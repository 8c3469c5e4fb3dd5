package io.liveorigin.selector.propose;

import io.liveorigin.contract.address.InitAddress;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.decision.InitChange;
import io.liveorigin.contract.decision.InitChanges;
import io.liveorigin.contract.decision.Reason;
import io.liveorigin.contract.schedule.Schedule;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.selector.rule.ChangeOver;
import io.liveorigin.selector.store.Candidates;
import java.util.List;
import java.util.Optional;

/** Another init segment comes into force, ahead of all that is listed (ADR 31). Stream thread. */
final class ChangedInits {
  /** Numbers that are looked through for what was served last. */
  private static final int LOOKED_THROUGH = 1_000;

  private final Candidates candidates;
  private final Decisions decisions;
  private final String cell;

  ChangedInits(Candidates candidates, Decisions decisions, String cell) {
    this.candidates = candidates;
    this.decisions = decisions;
    this.cell = cell;
  }

  /**
   * The decision for it.
   *
   * @param before what is decided now
   * @param notBefore the instant that had to come before, epoch ms; 0 where there is none
   * @param now epoch ms
   */
  Decision decision(
      InitAddress init,
      Schedule schedule,
      Decision before,
      Candidate winner,
      Reason reason,
      long notBefore,
      long now) {
    InitChanges changes = InitChanges.only(winner.digest());
    long notAfter = 0;
    if (hasServed(init.track())) {
      ChangeOver over = ChangeOver.at(schedule, before.changes(), now);
      changes = before.changes().with(change(init.track(), winner, over));
      notAfter = over.notAfter();
    }
    return new Decision(
        init,
        before.revision() + 1,
        Optional.of(winner),
        reason,
        InitVersions.kept(candidates.of(init), before),
        List.of(),
        0,
        now,
        cell,
        notBefore,
        before.listing(),
        Optional.empty(),
        changes,
        notAfter);
  }

  /** Whether anything of the track was served. Before, the first init segment may be replaced. */
  private boolean hasServed(Track track) {
    return candidates.newestFirst(track, 0, Long.MAX_VALUE, LOOKED_THROUGH).stream()
        .anyMatch(number -> decisions.current(number).flatMap(Decision::winner).isPresent());
  }

  /**
   * Where the track stands still already, and nothing fills it, what comes for the new one need not
   * wait: those numbers are listed as gaps, and stay so.
   */
  private InitChange change(Track track, Candidate winner, ChangeOver over) {
    long from = over.from();
    long oldest = Math.max(over.after() + 1, over.from() - LOOKED_THROUGH);
    while (from > oldest && isOpen(track, from - 1)) {
      from--;
    }
    boolean stands = decisions.current(new SegmentAddress(track, from)).isPresent();
    return new InitChange(winner.digest(), stands ? from : over.from(), over.from());
  }

  /** Whether nothing is served for a number, and no playlist has it as anything but a gap. */
  private boolean isOpen(Track track, long number) {
    return decisions
        .current(new SegmentAddress(track, number))
        .filter(decision -> decision.winner().isPresent() || !decision.listing().gap())
        .isEmpty();
  }
}
