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

/** Another init segment comes into force, ahead of all that is listed (ADR 31). Stream thread. */
final class ChangedInits {
  /** Numbers that are looked through for what was served last. */
  private static final int LOOKED_THROUGH = 1_000;

  /** More than a track may be published ahead. */
  private static final int AHEAD = 8;

  /** Proof of that age says that what was published was read; it is renewed several times in it. */
  private static final long FRESH_MILLIS = 1_000;

  /** Before proof is asked for again. */
  private static final long AGAIN_MILLIS = 100;

  /** After its time a number that is to be filled may still get its filler. */
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
   * When another one may be proposed: what lies unread in the log may be newer than all that is
   * known, and what changes with each segment must not run away from the clock.
   *
   * @return {@code now} or an instant after it, epoch ms; empty where none may ever be again
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
   * Whether anything of the track was served: before, the first init segment may be replaced. By
   * what is decided, which a new cell has, and not by the copies, which it may not have.
   */
  private boolean hasServed(LiveEvent event, Track track, Decision before, long now) {
    Schedule schedule = event.schedule();
    if (now - before.decidedAt() >= schedule.windowMillis()) {
      // Decisions of before may be forgotten.
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

  /** Also ahead of what is published before its time: that plays after the one before. */
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
    boolean stands =
        decisions.current(first).isPresent() || event.missing(first) + FILLED_MILLIS <= proved;
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
