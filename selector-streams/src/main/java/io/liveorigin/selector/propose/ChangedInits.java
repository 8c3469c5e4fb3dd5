package io.liveorigin.selector.propose;

import io.liveorigin.contract.address.InitAddress;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.decision.InitChange;
import io.liveorigin.contract.decision.InitChanges;
import io.liveorigin.contract.decision.Reason;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.InitSetup;
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
   * @param proved until when it is proved what nobody published, epoch ms
   * @param before what is decided now
   * @param notBefore the instant that had to come before, epoch ms; 0 where there is none
   * @param now epoch ms
   */
  Decision decision(
      InitAddress init,
      LiveEvent event,
      long proved,
      Decision before,
      Candidate winner,
      Reason reason,
      long notBefore,
      long now) {
    InitChanges changes = InitChanges.only(winner.digest());
    long notAfter = 0;
    if (hasServed(init.track())) {
      ChangeOver over = ChangeOver.at(event.schedule(), before.changes(), now);
      long from = from(event, init.track(), before, over, proved);
      changes = before.changes().with(new InitChange(winner.digest(), from, over.from()));
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
  private long from(LiveEvent event, Track track, Decision before, ChangeOver over, long proved) {
    long from = over.from();
    long oldest = Math.max(over.after() + 1, over.from() - LOOKED_THROUGH);
    while (from > oldest && isOpen(new SegmentAddress(track, from - 1), before)) {
      from--;
    }
    SegmentAddress first = new SegmentAddress(track, from);
    boolean stands = decisions.current(first).isPresent() || event.missing(first) <= proved;
    return stands ? from : over.from();
  }

  /** Whether nothing is served for a number, will be, or is listed as anything but a gap. */
  private boolean isOpen(SegmentAddress number, Decision before) {
    Optional<Decision> decided = decisions.current(number);
    return decided.isPresent()
        ? decided.get().winner().isEmpty() && decided.get().listing().gap()
        : candidates.of(number).stream().noneMatch(copy -> plays(copy, before));
  }

  private static boolean plays(Candidate copy, Decision init) {
    Optional<InitSetup> served = init.winner().flatMap(winner -> winner.facts().setup());
    Optional<InitSetup> own = copy.facts().setup();
    return served.isEmpty()
        || own.isEmpty()
        || served.get().plays(own.get(), copy.facts().inheritsDefaults());
  }
}
