package io.liveorigin.selector.topology;

import io.liveorigin.contract.control.ControlState;
import io.liveorigin.contract.topic.Topics;
import io.liveorigin.selector.absence.AbsenceWatch;
import io.liveorigin.selector.change.ControlChanges;
import io.liveorigin.selector.change.Settling;
import io.liveorigin.selector.intake.Intake;
import io.liveorigin.selector.intake.LostWinners;
import io.liveorigin.selector.intake.UncheckedCopies;
import io.liveorigin.selector.judge.Judge;
import io.liveorigin.selector.judge.LateInspection;
import io.liveorigin.selector.life.Expiry;
import io.liveorigin.selector.life.TrackLives;
import io.liveorigin.selector.propose.Decisions;
import io.liveorigin.selector.propose.Fillings;
import io.liveorigin.selector.propose.Holes;
import io.liveorigin.selector.propose.InFlight;
import io.liveorigin.selector.propose.NextLooks;
import io.liveorigin.selector.propose.Proposer;
import io.liveorigin.selector.propose.ReadBack;
import io.liveorigin.selector.propose.WaitingAddresses;
import io.liveorigin.selector.quarantine.Quarantine;
import io.liveorigin.selector.store.Afterwards;
import io.liveorigin.selector.store.Candidates;
import io.liveorigin.selector.store.ChosenStore;
import io.liveorigin.selector.store.ControlCopies;
import io.liveorigin.selector.store.InitSegments;
import io.liveorigin.selector.store.PendingMarks;
import io.liveorigin.selector.store.Skeletons;
import io.liveorigin.selector.store.StoredOrphans;
import io.liveorigin.selector.store.TaskEntries;
import io.liveorigin.selector.store.TrackNotes;
import io.liveorigin.selector.store.UnreadableCopies;
import io.liveorigin.selector.store.WorkLeft;
import io.liveorigin.selector.task.OwnTracks;
import io.liveorigin.selector.task.TaskSettings;
import java.util.List;
import java.util.Optional;

/**
 * The parts of a task that proposes, made and connected, and brought to where the stores say that
 * the task before it was. Stream thread.
 */
final class ProposeTask {
  private final CandidateRecords candidateRecords;
  private final ControlRecords controlRecords;
  private final List<TickStep> ticks;

  /**
   * @param entries the store of candidates
   * @param chosen decisions on media segments
   * @param chosenInits decisions on init segments
   * @param readBack what is read back for this task
   */
  ProposeTask(
      TaskSettings settings,
      OwnTracks own,
      TaskEntries entries,
      ChosenStore chosen,
      ChosenStore chosenInits,
      ReadBack readBack,
      TaskOutput output,
      Quarantine quarantine) {
    // The control records first: what is read after them depends on the events.
    ControlState control = new ControlState();
    ControlCopies controlCopies = new ControlCopies(entries);
    controlCopies.forEach((key, value) -> control.apply(key, Optional.of(value)));

    Candidates candidates = new Candidates(entries);
    InitSegments initSegments = new InitSegments(entries);
    UnreadableCopies unreadable = new UnreadableCopies(entries);
    TrackNotes notes = new TrackNotes(entries);
    Afterwards afterwards = new Afterwards();
    TrackLives lives =
        new TrackLives(
            control,
            new StoredOrphans(entries),
            () -> settings.evidence().consumedUntil(Topics.CONTROL, own.partition()));
    Judge judge = new Judge(candidates, notes, chosenInits::get);
    DefectReports reports = new DefectReports(control, settings.monitor(), output);
    AbsenceWatch absence =
        new AbsenceWatch(
            candidates,
            unreadable,
            notes,
            settings.evidence(),
            own,
            reports,
            afterwards,
            quarantine);

    Decisions decisions = new Decisions(control, chosen, chosenInits);
    InFlight inFlight = new InFlight();
    WaitingAddresses waiting =
        new WaitingAddresses(control, own, candidates, new PendingMarks(entries));
    Fillings fillings = new Fillings(settings.listener().fillers(), decisions);
    Holes holes =
        new Holes(
            settings,
            own,
            control,
            decisions,
            fillings,
            candidates,
            notes,
            afterwards,
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
            waiting,
            inFlight,
            holes,
            fillings);

    LateInspection inspection = new LateInspection(candidates, initSegments);
    UncheckedCopies unchecked =
        new UncheckedCopies(
            control, candidates, new Skeletons(entries), inspection, judge, afterwards);
    Intake intake =
        new Intake(
            control,
            candidates,
            initSegments,
            judge,
            inspection,
            unchecked,
            absence,
            chosenInits::get);
    Looks looks = new Looks(own, proposer, waiting, intake, reports, output, quarantine);

    readBack.begin();
    waiting.recover(decisions::isFinal, quarantine);
    JudgedAfterRestart afterRestart = new JudgedAfterRestart(looks);
    afterRestart.recover(waiting, decisions, quarantine);
    unchecked.recover();
    control.events().forEach(holes::wake);

    ControlChanges changes =
        new ControlChanges(control, candidates, new WorkLeft(entries), afterwards, own);
    Settling settling = new Settling(proposer::settled);
    control.invalidations().forEach(settling::await);
    Expiry expiry =
        new Expiry(
            control,
            lives,
            quarantine,
            List.of(candidates, entries, chosen, waiting, inFlight, unchecked));
    List.of(waiting, inFlight, holes, unchecked, absence, changes, expiry, judge, notes, candidates)
        .forEach(lives::keptIn);
    List.of(entries, chosen, chosenInits).forEach(lives::storedIn);
    lives.recover(settings.clock().millis());

    candidateRecords =
        new CandidateRecords(
            settings, own, control, lives, unreadable, waiting, intake, reports, looks);
    controlRecords =
        new ControlRecords(
            settings.clock(),
            own,
            control,
            controlCopies,
            changes,
            settling,
            lives,
            waiting,
            unchecked,
            absence,
            holes,
            looks);
    ticks =
        List.of(
            afterRestart,
            new LaterFindings(
                unchecked,
                settings.lost(),
                own.partition(),
                new LostWinners(candidates, chosen),
                reports,
                looks,
                quarantine),
            new DueLooks(
                new NextLooks(settings, readBack, waiting, inFlight),
                decisions,
                waiting,
                changes,
                unchecked,
                lives,
                looks,
                quarantine),
            new HoleLooks(holes, looks),
            new ChangedAddresses(
                own.partition(),
                changes,
                settling,
                decisions,
                settings.listener(),
                looks,
                quarantine),
            new PassingTime(
                own.partition(),
                settings.clock(),
                control,
                absence,
                expiry,
                afterwards,
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
