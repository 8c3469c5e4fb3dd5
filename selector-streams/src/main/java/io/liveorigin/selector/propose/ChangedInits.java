package io.liveorigin.selector.propose;

import io.liveorigin.contract.address.InitAddress;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.decision.InitChange;
import io.liveorigin.contract.decision.InitTimeline;
import io.liveorigin.contract.decision.Reason;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.schedule.Schedule;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.InitSetup;
import io.liveorigin.contract.topic.Topics;
import io.liveorigin.selector.rule.ChangeOver;
import io.liveorigin.selector.store.CandidateStore;
import io.liveorigin.selector.task.TaskSettings;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Brings another init segment into force, ahead of all numbers that are listed (ADR 31). Stream
 * thread.
 */
final class ChangedInits {
  /** Numbers that are searched for the last one that was served. */
  private static final int LOOKED_THROUGH = 1_000;

  /**
   * Numbers from the change-over on that are examined: more than a track may be published ahead.
   */
  private static final int AHEAD = 8;

  /**
   * Maximum age of a proof that everything published was read; a proof is renewed several times in
   * this period.
   */
  private static final long FRESH_MILLIS = 1_000;

  /** Delay before the proof is checked again. */
  private static final long AGAIN_MILLIS = 100;

  /** How long after it is missing a number may still get its filler. */
  private static final long FILLED_MILLIS = 1_000;

  private final CandidateStore candidates;
  private final CurrentDecisions decisions;
  private final TaskSettings settings;
  private final int partition;

  ChangedInits(
      CandidateStore candidates, CurrentDecisions decisions, TaskSettings settings, int partition) {
    this.candidates = candidates;
    this.decisions = decisions;
    this.settings = settings;
    this.partition = partition;
  }

  /**
   * The earliest instant at which another init segment may be proposed. Records that lie unread in
   * the log may be newer than everything that is known, and a change with each segment must not run
   * away from the clock.
   *
   * @return {@code now} or an instant after it, epoch ms; empty if no other init segment may ever
   *     be proposed again
   */
  OptionalLong earliest(LiveEvent event, Decision before, long now) {
    List<InitChange> all = before.changes().all();
    if (!before.changes().mayGrow()) {
      return OptionalLong.empty();
    }
    for (String pipeline : event.definition().pipelines()) {
      if (settings.evidence().consumedUntil(Topics.inits(pipeline), partition)
          < now - FRESH_MILLIS) {
        return OptionalLong.of(now + AGAIN_MILLIS);
      }
    }
    return OptionalLong.of(
        all.size() > 1
            ? Math.max(now, event.schedule().mediaStart(all.get(all.size() - 1).listed()))
            : now);
  }

  /**
   * The decision that brings the winner into force.
   *
   * @param proved the instant until which it is proved which numbers no pipeline published, epoch
   *     ms
   * @param before the current decision
   * @param notBefore the instant before which the rule would not have chosen, epoch ms; 0 if there
   *     is none
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
    InitTimeline changes = InitTimeline.only(winner.digest());
    long notAfter = 0;
    if (before.changes().all().size() > 1 || hasServed(event, init.track(), before, now)) {
      ChangeOver over = ahead(event, init.track(), before, now);
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
        settings.cell(),
        notBefore,
        before.listing(),
        Optional.empty(),
        changes,
        notAfter);
  }

  /**
   * Whether anything of the track was served; before that, the first init segment may be replaced.
   * The decisions count, which a new cell has, and not the copies, which it may not have.
   */
  private boolean hasServed(LiveEvent event, Track track, Decision before, long now) {
    Schedule schedule = event.schedule();
    if (now - before.decidedAt() >= schedule.windowMillis()) {
      // Earlier decisions may have been deleted.
      return true;
    }
    long newest = schedule.newestPermitted(now);
    long oldest = Math.max(schedule.firstNumber(), newest - LOOKED_THROUGH);
    for (long number = newest; number >= oldest; number--) {
      if (served(new SegmentAddress(track, number))) {
        return true;
      }
    }
    return false;
  }

  private boolean served(SegmentAddress number) {
    return decisions.current(number).flatMap(Decision::winner).isPresent();
  }

  /**
   * The change-over. It is also ahead of media that are published before their time, which play
   * after the previous init segment.
   */
  private ChangeOver ahead(LiveEvent event, Track track, Decision before, long now) {
    Schedule schedule = event.schedule();
    ChangeOver over = ChangeOver.at(schedule, before.changes(), now);
    return candidates.newestFirst(track, over.from(), Long.MAX_VALUE, AHEAD).stream()
        .filter(number -> !isOpen(number, before))
        .findFirst()
        .map(last -> over.from(schedule, last.number() + 1))
        .orElse(over);
  }

  /**
   * The number from which the new init segment counts. If the track stands still already, and
   * nothing fills it, media for the new init segment need not wait: the numbers before the
   * change-over are listed as gaps and stay gaps.
   */
  private long from(LiveEvent event, Track track, Decision before, ChangeOver over, long proved) {
    long from = over.from();
    long oldest = Math.max(over.after() + 1, over.from() - LOOKED_THROUGH);
    while (from > oldest && isOpen(new SegmentAddress(track, from - 1), before)) {
      from--;
    }
    SegmentAddress first = new SegmentAddress(track, from);
    boolean stands =
        decisions.current(first).isPresent() || event.missing(first) + FILLED_MILLIS <= proved;
    return stands ? from : over.from();
  }

  /**
   * Whether a number is decided without a winner and listed as a gap, or is undecided and has no
   * copy that plays after the previous init segment.
   */
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
