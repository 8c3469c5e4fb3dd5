package io.liveorigin.selector.topology;

import io.liveorigin.contract.control.ControlState;
import io.liveorigin.contract.topic.Topics;
import io.liveorigin.selector.absence.AbsenceDetector;
import io.liveorigin.selector.change.ControlChanges;
import io.liveorigin.selector.change.InvalidationProgress;
import io.liveorigin.selector.intake.CandidateIntake;
import io.liveorigin.selector.intake.LostWinners;
import io.liveorigin.selector.intake.UncheckedCopies;
import io.liveorigin.selector.judge.Judge;
import io.liveorigin.selector.judge.LateInspection;
import io.liveorigin.selector.life.Expiry;
import io.liveorigin.selector.life.TrackLives;
import io.liveorigin.selector.propose.CurrentDecisions;
import io.liveorigin.selector.propose.DecisionInbox;
import io.liveorigin.selector.propose.FillerProposals;
import io.liveorigin.selector.propose.LookQueue;
import io.liveorigin.selector.propose.MissingNumbers;
import io.liveorigin.selector.propose.NextLooks;
import io.liveorigin.selector.propose.ProposalsInFlight;
import io.liveorigin.selector.propose.Proposer;
import io.liveorigin.selector.store.AfterCommitWrites;
import io.liveorigin.selector.store.CandidateStore;
import io.liveorigin.selector.store.ControlCopies;
import io.liveorigin.selector.store.DecisionStore;
import io.liveorigin.selector.store.InitSegments;
import io.liveorigin.selector.store.PendingMarks;
import io.liveorigin.selector.store.RemainingRanges;
import io.liveorigin.selector.store.SkeletonStore;
import io.liveorigin.selector.store.StoredOrphanTracks;
import io.liveorigin.selector.store.TaskEntries;
import io.liveorigin.selector.store.TrackNotes;
import io.liveorigin.selector.store.UnreadableCopies;
import io.liveorigin.selector.task.OwnTracks;
import io.liveorigin.selector.task.Quarantine;
import io.liveorigin.selector.task.TaskSettings;
import java.util.List;
import java.util.Optional;

/**
 * Creates and connects the parts of a task that proposes, and restores their state from the stores
 * of the previous task. Stream thread.
 */
final class ProposeTask {
  private final CandidateRecords candidateRecords;
  private final ControlRecords controlRecords;
  private final List<TickStep> ticks;

  /**
   * @param entries the store of candidates
   * @param chosen decisions on media segments
   * @param chosenInits decisions on init segments
   * @param readBack the decisions that are read back for this task
   */
  ProposeTask(
      TaskSettings settings,
      OwnTracks own,
      TaskEntries entries,
      DecisionStore chosen,
      DecisionStore chosenInits,
      DecisionInbox readBack,
      TaskOutput output,
      Quarantine quarantine) {
    // The control records first: everything that is read after them depends on the events.
    ControlState control = new ControlState();
    ControlCopies controlCopies = new ControlCopies(entries);
    controlCopies.forEach((key, value) -> control.apply(key, Optional.of(value)));

    CandidateStore candidates = new CandidateStore(entries);
    InitSegments initSegments = new InitSegments(entries);
    UnreadableCopies unreadable = new UnreadableCopies(entries);
    TrackNotes notes = new TrackNotes(entries);
    AfterCommitWrites afterCommit = new AfterCommitWrites();
    TrackLives lives =
        new TrackLives(
            control,
            new StoredOrphanTracks(entries),
            () -> settings.evidence().consumedUntil(Topics.CONTROL, own.partition()));
    Judge judge = new Judge(candidates, notes, chosenInits::get);
    DefectReports reports = new DefectReports(control, settings.monitor(), output);
    AbsenceDetector absence =
        new AbsenceDetector(
            candidates,
            unreadable,
            notes,
            settings.evidence(),
            own,
            reports,
            afterCommit,
            quarantine);

    CurrentDecisions decisions = new CurrentDecisions(control, chosen, chosenInits);
    ProposalsInFlight inFlight = new ProposalsInFlight();
    LookQueue lookQueue = new LookQueue(control, own, candidates, new PendingMarks(entries));
    FillerProposals proposals = new FillerProposals(settings.listener().fillers(), decisions);
    MissingNumbers missingNumbers =
        new MissingNumbers(
            settings,
            own,
            control,
            decisions,
            proposals,
            candidates,
            notes,
            afterCommit,
            absence::paused,
            quarantine);
    Proposer proposer =
        new Proposer(
            settings,
            own.partition(),
            control,
            candidates,
            judge,
            decisions,
            lookQueue,
            inFlight,
            missingNumbers,
            proposals);

    LateInspection inspection = new LateInspection(candidates, initSegments);
    UncheckedCopies unchecked =
        new UncheckedCopies(
            control, candidates, new SkeletonStore(entries), inspection, judge, afterCommit);
    CandidateIntake intake =
        new CandidateIntake(
            control,
            candidates,
            initSegments,
            judge,
            inspection,
            unchecked,
            absence,
            chosenInits::get);
    AddressLooks looks =
        new AddressLooks(own, proposer, lookQueue, intake, reports, output, quarantine);

    readBack.begin();
    lookQueue.recover(decisions::isFinal, quarantine);
    RestartReviewStep afterRestart = new RestartReviewStep(looks);
    afterRestart.recover(lookQueue, decisions, quarantine);
    unchecked.recover();
    control.events().forEach(missingNumbers::wake);

    ControlChanges changes =
        new ControlChanges(control, candidates, new RemainingRanges(entries), afterCommit, own);
    InvalidationProgress progress = new InvalidationProgress(proposer::settled);
    control.invalidations().forEach(progress::await);
    Expiry expiry =
        new Expiry(
            control,
            lives,
            quarantine,
            List.of(candidates, entries, chosen, lookQueue, inFlight, unchecked));
    List.of(
            lookQueue,
            inFlight,
            missingNumbers,
            unchecked,
            absence,
            changes,
            expiry,
            judge,
            notes,
            candidates)
        .forEach(lives::register);
    List.of(entries, chosen, chosenInits).forEach(lives::storedIn);
    lives.recover(settings.clock().millis());

    candidateRecords =
        new CandidateRecords(
            settings, own, control, lives, unreadable, lookQueue, intake, reports, looks);
    controlRecords =
        new ControlRecords(
            settings.clock(),
            own,
            control,
            controlCopies,
            changes,
            progress,
            lives,
            lookQueue,
            unchecked,
            absence,
            missingNumbers,
            looks);
    ticks =
        List.of(
            afterRestart,
            new LateFindingsStep(
                unchecked,
                settings.lost(),
                own.partition(),
                new LostWinners(candidates, chosen),
                reports,
                looks,
                quarantine),
            new DueLooksStep(
                new NextLooks(settings, readBack, lookQueue, inFlight),
                decisions,
                lookQueue,
                changes,
                unchecked,
                lives,
                looks,
                quarantine),
            new MissingNumbersStep(missingNumbers, looks),
            new ControlChangesStep(
                own.partition(),
                changes,
                progress,
                decisions,
                settings.listener(),
                looks,
                quarantine),
            new AbsenceAndExpiryStep(
                own.partition(),
                settings.clock(),
                control,
                absence,
                expiry,
                afterCommit,
                lives,
                quarantine));
  }

  CandidateRecords candidateRecords() {
    return candidateRecords;
  }

  ControlRecords controlRecords() {
    return controlRecords;
  }

  void tick(long now) {
    ticks.forEach(step -> step.run(now));
  }
}
