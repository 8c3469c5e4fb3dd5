package io.liveorigin.selector.propose;

import io.liveorigin.contract.address.Address;
import io.liveorigin.contract.address.InitAddress;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.control.ControlState;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.decision.Listing;
import io.liveorigin.contract.decision.Reason;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.selector.intake.LostWinners;
import io.liveorigin.selector.judge.Judge;
import io.liveorigin.selector.rule.DecisionTiming;
import io.liveorigin.selector.rule.InitRule;
import io.liveorigin.selector.rule.Verdict;
import io.liveorigin.selector.store.CandidateStore;
import io.liveorigin.selector.task.TaskSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Looks at one address and returns the proposal, if there is one. Stream thread. */
public final class Proposer {
  /** Later numbers that are searched for one that is served as it was published. */
  private static final int LATER_LOOKED_THROUGH = 64;

  /** Interval at which it is checked whether a filler is made. */
  private static final long FILLER_MILLIS = 20;

  private final TaskSettings settings;
  private final int partition;
  private final ControlState control;
  private final CandidateStore candidates;
  private final CurrentDecisions decisions;
  private final LookQueue lookQueue;
  private final ProposalsInFlight inFlight;
  private final MissingNumbers missingNumbers;
  private final FillerProposals proposals;
  private final ChangedInits changedInits;
  private final TimedRule.Finder rules;

  public Proposer(
      TaskSettings settings,
      int partition,
      ControlState control,
      CandidateStore candidates,
      Judge judge,
      CurrentDecisions decisions,
      LookQueue lookQueue,
      ProposalsInFlight inFlight,
      MissingNumbers missingNumbers,
      FillerProposals proposals) {
    this.settings = settings;
    this.partition = partition;
    this.control = control;
    this.candidates = candidates;
    this.decisions = decisions;
    this.lookQueue = lookQueue;
    this.inFlight = inFlight;
    this.missingNumbers = missingNumbers;
    this.proposals = proposals;
    this.changedInits = new ChangedInits(candidates, decisions, settings, partition);
    this.rules = new TimedRule.Finder(decisions, inFlight, judge);
  }

  /**
   * Returns the decision to propose for the address at {@code now}, epoch ms. The caller writes it
   * to the log and then calls {@link #sent}.
   */
  public Optional<Decision> propose(Address address, long now) {
    Optional<LiveEvent> event = control.event(address.track());
    if (event.isEmpty()) {
      // Recorded but undecided: the definition may come later.
      lookQueue.add(address);
      return Optional.empty();
    }
    Optional<Decision> current = decisions.current(address);
    if (inFlight.follows(address, current)) {
      // The proposal of this task is on its way; the look after its acceptance sees everything
      // again.
      return Optional.empty();
    }
    inFlight.arrived(address);
    LookInput input =
        new LookInput(
            address,
            event.get(),
            LostWinners.marked(candidates.of(address), current),
            decisions.masked(address),
            current,
            missing(event.get(), address, current));
    if (current.isPresent() && address instanceof SegmentAddress segment) {
      missingNumbers.decided(event.get(), segment, input.candidates(), now);
    }
    long permitted = settings.clock().inaccuracy().isPresent() ? Watermark.UNKNOWN : now;
    TimedRule rule = rules.of(input);
    Verdict verdict = rule.at(permitted, evident(input, permitted));
    if (verdict instanceof Verdict.WaitUntil wait) {
      lookQueue.addUntil(address, wait.instant());
      return Optional.empty();
    }
    if (verdict instanceof Verdict.Choose choose) {
      return choose(input, choose, rule, now);
    }
    return withoutChoice(input, now, permitted);
  }

  private Optional<Decision> choose(
      LookInput input, Verdict.Choose choose, TimedRule rule, long now) {
    if (input.address() instanceof InitAddress && input.current().isPresent()) {
      return change(input, choose, rule, now);
    }
    if (choose.winner().isPresent() || !(input.address() instanceof SegmentAddress segment)) {
      return Optional.of(decision(input, choose, rule, now));
    }
    // There is no copy, or none that can be served.
    if (!proposals.settled(input.event(), segment, input.current().isEmpty(), now)) {
      lookQueue.addUntil(segment, now + FILLER_MILLIS);
      return Optional.empty();
    }
    return Optional.of(filled(input, decision(input, choose, rule, now)));
  }

  /**
   * A change of the init segment. It counts from a number that follows from the time, so the time
   * must be known.
   */
  private Optional<Decision> change(
      LookInput input, Verdict.Choose choose, TimedRule rule, long now) {
    if (settings.clock().inaccuracy().isPresent()) {
      // Due as soon as the time is known.
      lookQueue.addUntil(input.address(), 0);
      return Optional.empty();
    }
    OptionalLong earliest =
        changedInits.earliest(input.event(), input.current().orElseThrow(), now);
    if (earliest.isEmpty()) {
      return Optional.empty();
    }
    if (earliest.getAsLong() > now) {
      lookQueue.addUntil(input.address(), earliest.getAsLong());
      return Optional.empty();
    }
    return Optional.of(decision(input, choose, rule, now));
  }

  private OptionalLong missing(LiveEvent event, Address address, Optional<Decision> current) {
    return current.isEmpty() && address instanceof SegmentAddress segment
        ? missingNumbers.instant(event, segment)
        : OptionalLong.empty();
  }

  /** The decision was written to the log. */
  public void sent(Decision decision) {
    inFlight.sent(decision);
  }

  /**
   * Whether the decision on the address is settled: it is read back, no other is on its way, and it
   * contradicts no mask.
   */
  public boolean settled(SegmentAddress address) {
    Optional<Decision> current = decisions.current(address);
    return !inFlight.follows(address, current)
        && current
            .flatMap(Decision::winner)
            .filter(winner -> decisions.masked(address).contains(winner.pipeline()))
            .isEmpty();
  }

  private Decision decision(LookInput input, Verdict.Choose choose, TimedRule rule, long now) {
    if (input.address() instanceof InitAddress init && input.current().isPresent()) {
      return changedInits.decision(
          init,
          input.event(),
          proved(input, now),
          input.current().get(),
          choose.winner().orElseThrow(),
          choose.reason(),
          DecisionTiming.notBefore(time -> rule.at(time, time)),
          now);
    }
    return new Decision(
        input.address(),
        ProposalsInFlight.next(input.current()),
        choose.winner(),
        choose.reason(),
        input.candidates(),
        input.masked(),
        input.due(),
        now,
        settings.cell(),
        DecisionTiming.notBefore(time -> rule.at(time, time)),
        input
            .current()
            .map(Decision::listing)
            .orElseGet(() -> listing(input.address(), choose.winner())));
  }

  /** The listing of a number that is decided for the first time. */
  private Listing listing(Address address, Optional<Candidate> winner) {
    boolean gap =
        address instanceof SegmentAddress segment
            && decisions
                .current(new InitAddress(segment.track()))
                .filter(init -> init.changes().listsGap(segment.number()))
                .isPresent();
    return gap ? Listing.GAP : Listing.of(winner);
  }

  /** The decision with the filler that is served instead of nothing, if there is one. */
  private Decision filled(LookInput input, Decision missing) {
    SegmentAddress address = (SegmentAddress) input.address();
    return proposals
        .of(input.event(), address)
        .map(
            filling ->
                new Decision(
                    address,
                    missing.revision(),
                    Optional.of(filling.winner()),
                    Reason.FILLED,
                    with(missing.candidates(), filling.winner()),
                    missing.masked(),
                    missing.due(),
                    missing.decidedAt(),
                    missing.cell(),
                    missing.notBefore(),
                    // The listing stays: a filler may replace a copy that a mask took away.
                    input
                        .current()
                        .map(Decision::listing)
                        .orElseGet(() -> listing(address, Optional.of(filling.winner()))),
                    Optional.of(filling.from())))
        .orElse(missing);
  }

  private static List<Candidate> with(List<Candidate> copies, Candidate filler) {
    List<Candidate> all = new ArrayList<>(copies);
    all.add(filler);
    return all;
  }

  private Optional<Decision> withoutChoice(LookInput input, long now, long permitted) {
    if (input.address() instanceof SegmentAddress segment && input.needsOtherInit()) {
      return follow(segment, input, now, permitted);
    }
    if (input.current().isPresent()) {
      lookQueue.remove(input.address());
    } else if (!input.candidates().isEmpty()) {
      lookQueue.add(input.address());
    }
    return Optional.empty();
  }

  /**
   * No pipeline delivers anything that plays after the served init segment. When the segment is
   * gone, the init segment follows the media that are delivered: it is better to serve new viewers
   * than none.
   */
  private Optional<Decision> follow(
      SegmentAddress address, LookInput input, long now, long permitted) {
    long gone = input.schedule().gone(address.number());
    if (evident(input, permitted) < gone) {
      lookQueue.addUntil(address, gone);
      return Optional.empty();
    }
    lookQueue.add(address);
    InitAddress init = new InitAddress(address.track());
    Optional<Decision> served = decisions.current(init);
    if (served.isEmpty() || isPassed(address)) {
      lookQueue.remove(address);
      return Optional.empty();
    }
    if (inFlight.follows(init, served)) {
      return Optional.empty();
    }
    OptionalLong earliest = changedInits.earliest(input.event(), served.get(), now);
    if (earliest.isEmpty() || earliest.getAsLong() > now) {
      earliest.ifPresent(instant -> lookQueue.addUntil(address, instant));
      return Optional.empty();
    }
    List<Candidate> inits = candidates.of(init);
    Optional<Candidate> wanted = InitRule.follow(inits, served, input.needOtherInit());
    if (wanted.isEmpty()) {
      lookQueue.remove(address);
      return Optional.empty();
    }
    return Optional.of(
        changedInits.decision(
            init,
            input.event(),
            proved(input, permitted),
            served.orElseThrow(),
            wanted.get(),
            Reason.UPGRADE,
            gone,
            now));
  }

  /**
   * Whether a later number is served as it was published: then new media play, and this number is
   * past. Fillers do not count: they continue for minutes and show only that nothing plays.
   */
  private boolean isPassed(SegmentAddress address) {
    return candidates
        .newestFirst(address.track(), address.number() + 1, Long.MAX_VALUE, LATER_LOOKED_THROUGH)
        .stream()
        .anyMatch(later -> decisions.current(later).flatMap(Decision::published).isPresent());
  }

  /** The instant until which everything that arrived has been read, epoch ms. */
  private long evident(LookInput input, long permitted) {
    return input.isMissing()
        ? proved(input, permitted)
        : Watermark.at(permitted, input.event().definition(), partition, settings.evidence());
  }

  /** The instant until which it is proved which numbers no pipeline published, epoch ms. */
  private long proved(LookInput input, long permitted) {
    return Watermark.proved(permitted, input.event().definition(), partition, settings.evidence());
  }
}
