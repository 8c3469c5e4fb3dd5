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
import io.liveorigin.selector.rule.InitRule;
import io.liveorigin.selector.rule.Timing;
import io.liveorigin.selector.rule.Verdict;
import io.liveorigin.selector.store.Candidates;
import io.liveorigin.selector.task.TaskSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Looks at one address and says what to propose, if anything. Stream thread. */
public final class Proposer {
  /** Until it is asked again whether a filler is made. */
  private static final int LATER_LOOKED_THROUGH = 64;

  private static final long FILLER_MILLIS = 20;

  private final TaskSettings settings;
  private final int partition;
  private final ControlState control;
  private final Candidates candidates;
  private final Decisions decisions;
  private final WaitingAddresses waiting;
  private final InFlight inFlight;
  private final Holes holes;
  private final Fillings fillings;
  private final ChangedInits changedInits;
  private final TimedRule.Finder rules;

  public Proposer(
      TaskSettings settings,
      int partition,
      ControlState control,
      Candidates candidates,
      Judge judge,
      Decisions decisions,
      WaitingAddresses waiting,
      InFlight inFlight,
      Holes holes,
      Fillings fillings) {
    this.settings = settings;
    this.partition = partition;
    this.control = control;
    this.candidates = candidates;
    this.decisions = decisions;
    this.waiting = waiting;
    this.inFlight = inFlight;
    this.holes = holes;
    this.fillings = fillings;
    this.changedInits = new ChangedInits(candidates, decisions, settings, partition);
    this.rules = new TimedRule.Finder(decisions, inFlight, judge);
  }

  /**
   * What to propose for the address at {@code now}, epoch ms. The caller writes it to the log and
   * then says so ({@link #sent}).
   */
  public Optional<Decision> look(Address address, long now) {
    Optional<LiveEvent> event = control.event(address.track());
    if (event.isEmpty()) {
      // Recorded, undecided: the definition may come later.
      waiting.add(address);
      return Optional.empty();
    }
    Optional<Decision> current = decisions.current(address);
    if (inFlight.follows(address, current)) {
      // Our proposal is on its way; the look after its acceptance sees everything again.
      return Optional.empty();
    }
    inFlight.arrived(address);
    Seen seen =
        new Seen(
            address,
            event.get(),
            LostWinners.marked(candidates.of(address), current),
            decisions.masked(address),
            current,
            missing(event.get(), address, current));
    if (current.isPresent() && address instanceof SegmentAddress segment) {
      holes.decided(event.get(), segment, seen.candidates(), now);
    }
    long permitted = settings.clock().doubt().isPresent() ? EvidentTime.UNKNOWN : now;
    TimedRule rule = rules.of(seen);
    Verdict verdict = rule.at(permitted, evident(seen, permitted));
    if (verdict instanceof Verdict.WaitUntil wait) {
      waiting.addUntil(address, wait.instant());
      return Optional.empty();
    }
    if (verdict instanceof Verdict.Choose choose) {
      return choose(seen, choose, rule, now);
    }
    return nothingToChoose(seen, now, permitted);
  }

  private Optional<Decision> choose(Seen seen, Verdict.Choose choose, TimedRule rule, long now) {
    if (seen.address() instanceof InitAddress && seen.current().isPresent()) {
      return change(seen, choose, rule, now);
    }
    if (choose.winner().isPresent() || !(seen.address() instanceof SegmentAddress segment)) {
      return Optional.of(decision(seen, choose, rule, now));
    }
    // There is no copy, or none that can be served.
    if (!fillings.settled(seen.event(), segment, seen.current().isEmpty(), now)) {
      waiting.addUntil(segment, now + FILLER_MILLIS);
      return Optional.empty();
    }
    return Optional.of(filled(seen, decision(seen, choose, rule, now)));
  }

  /** Counts from a number that follows from the time, so that must be known. */
  private Optional<Decision> change(Seen seen, Verdict.Choose choose, TimedRule rule, long now) {
    if (settings.clock().doubt().isPresent()) {
      // Due as soon as it is known.
      waiting.addUntil(seen.address(), 0);
      return Optional.empty();
    }
    OptionalLong earliest = changedInits.earliest(seen.event(), seen.current().orElseThrow(), now);
    if (earliest.isEmpty()) {
      return Optional.empty();
    }
    if (earliest.getAsLong() > now) {
      waiting.addUntil(seen.address(), earliest.getAsLong());
      return Optional.empty();
    }
    return Optional.of(decision(seen, choose, rule, now));
  }

  private OptionalLong missing(LiveEvent event, Address address, Optional<Decision> current) {
    return current.isEmpty() && address instanceof SegmentAddress segment
        ? holes.instant(event, segment)
        : OptionalLong.empty();
  }

  /** The decision was written to the log. */
  public void sent(Decision decision) {
    inFlight.sent(decision);
  }

  /** Whether its decision stands: read back, with none on its way, and against no mask. */
  public boolean settled(SegmentAddress address) {
    Optional<Decision> current = decisions.current(address);
    return !inFlight.follows(address, current)
        && current
            .flatMap(Decision::winner)
            .filter(winner -> decisions.masked(address).contains(winner.pipeline()))
            .isEmpty();
  }

  private Decision decision(Seen seen, Verdict.Choose choose, TimedRule rule, long now) {
    if (seen.address() instanceof InitAddress init && seen.current().isPresent()) {
      return changedInits.decision(
          init,
          seen.event(),
          proved(seen, now),
          seen.current().get(),
          choose.winner().orElseThrow(),
          choose.reason(),
          Timing.notBefore(time -> rule.at(time, time)),
          now);
    }
    return new Decision(
        seen.address(),
        InFlight.next(seen.current()),
        choose.winner(),
        choose.reason(),
        seen.candidates(),
        seen.masked(),
        seen.due(),
        now,
        settings.cell(),
        Timing.notBefore(time -> rule.at(time, time)),
        seen.current()
            .map(Decision::listing)
            .orElseGet(() -> listing(seen.address(), choose.winner())));
  }

  /** Of a number that is decided for the first time. */
  private Listing listing(Address address, Optional<Candidate> winner) {
    boolean gap =
        address instanceof SegmentAddress segment
            && decisions
                .current(new InitAddress(segment.track()))
                .filter(init -> init.changes().listsGap(segment.number()))
                .isPresent();
    return gap ? Listing.GAP : Listing.of(winner);
  }

  /** With the filler that is served instead of nothing, if there is one. */
  private Decision filled(Seen seen, Decision missing) {
    SegmentAddress address = (SegmentAddress) seen.address();
    return fillings
        .of(seen.event(), address)
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
                    seen.current()
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

  private Optional<Decision> nothingToChoose(Seen seen, long now, long permitted) {
    if (seen.address() instanceof SegmentAddress segment && seen.isStranded()) {
      return follow(segment, seen, now, permitted);
    }
    if (seen.current().isPresent()) {
      waiting.remove(seen.address());
    } else if (!seen.candidates().isEmpty()) {
      waiting.add(seen.address());
    }
    return Optional.empty();
  }

  /**
   * Nobody delivers anything that plays after the served init segment. When the segment is gone,
   * the init segment follows what is delivered: better new viewers than none.
   */
  private Optional<Decision> follow(SegmentAddress address, Seen seen, long now, long permitted) {
    long gone = seen.schedule().gone(address.number());
    if (evident(seen, permitted) < gone) {
      waiting.addUntil(address, gone);
      return Optional.empty();
    }
    waiting.add(address);
    InitAddress init = new InitAddress(address.track());
    Optional<Decision> served = decisions.current(init);
    if (served.isEmpty() || isPassed(address)) {
      waiting.remove(address);
      return Optional.empty();
    }
    if (inFlight.follows(init, served)) {
      return Optional.empty();
    }
    OptionalLong earliest = changedInits.earliest(seen.event(), served.get(), now);
    if (earliest.isEmpty() || earliest.getAsLong() > now) {
      earliest.ifPresent(instant -> waiting.addUntil(address, instant));
      return Optional.empty();
    }
    List<Candidate> inits = candidates.of(init);
    Optional<Candidate> wanted = InitRule.follow(inits, served, seen.stranded());
    if (wanted.isEmpty()) {
      waiting.remove(address);
      return Optional.empty();
    }
    return Optional.of(
        changedInits.decision(
            init,
            seen.event(),
            proved(seen, permitted),
            served.orElseThrow(),
            wanted.get(),
            Reason.UPGRADE,
            gone,
            now));
  }

  /**
   * Whether a later number is served as it was published: what comes now plays, and this number is
   * past. Fillers go on for minutes, and show only that nothing plays.
   */
  private boolean isPassed(SegmentAddress address) {
    return candidates
        .newestFirst(address.track(), address.number() + 1, Long.MAX_VALUE, LATER_LOOKED_THROUGH)
        .stream()
        .anyMatch(later -> decisions.current(later).flatMap(Decision::published).isPresent());
  }

  /** Until when everything that arrived has been read, epoch ms. */
  private long evident(Seen seen, long permitted) {
    return seen.isHole()
        ? proved(seen, permitted)
        : EvidentTime.at(permitted, seen.event().definition(), partition, settings.evidence());
  }

  /** Until when it is proved what nobody published, epoch ms. */
  private long proved(Seen seen, long permitted) {
    return EvidentTime.proved(permitted, seen.event().definition(), partition, settings.evidence());
  }
}
