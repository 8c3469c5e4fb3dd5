package io.liveorigin.selector.topology;

import io.liveorigin.contract.address.Address;
import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.address.InitAddress;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.control.ControlState;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.decision.Reason;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.schedule.Schedule;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.topic.Topics;
import io.liveorigin.selector.judge.Judge;
import io.liveorigin.selector.life.TrackState;
import io.liveorigin.selector.quarantine.Quarantine;
import io.liveorigin.selector.rule.InitRule;
import io.liveorigin.selector.rule.SelectionRule;
import io.liveorigin.selector.rule.Timing;
import io.liveorigin.selector.rule.Verdict;
import io.liveorigin.selector.store.CandidateStore;
import io.liveorigin.selector.store.ChosenStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Looks at one address and says what to propose, if anything. Keeps what a task must remember
 * between looks: timers, addresses that are not final, and proposals that have not been read back
 * yet. Stream thread only.
 */
final class Proposer implements TrackState {
  /** Before a decision that came too early is proposed again. */
  private static final long LONGEST_PAUSE_MILLIS = 2_000;

  private final TaskSettings settings;
  private final int partition;
  private final ControlState control;
  private final CandidateStore store;
  private final Judge judge;
  private final ChosenStore chosen;
  private final ChosenStore chosenInits;
  private final Timers timers = new Timers();
  private final PendingAddresses pending;
  private final Map<Address, Integer> inFlight = new HashMap<>();

  Proposer(
      TaskSettings settings,
      int partition,
      ControlState control,
      CandidateStore store,
      Judge judge,
      ChosenStore chosen,
      ChosenStore chosenInits) {
    this.settings = settings;
    this.partition = partition;
    this.control = control;
    this.store = store;
    this.judge = judge;
    this.chosen = chosen;
    this.chosenInits = chosenInits;
    this.pending = new PendingAddresses(store, this::known);
  }

  /** After a restart: what was not final then gets another look at once. */
  void recover(Quarantine quarantine) {
    List<Track> tracks =
        control.events().stream()
            .flatMap(e -> initsOf(e).stream())
            .map(InitAddress::track)
            .toList();
    pending.recover(tracks, this::isFinal, quarantine);
    pending.all().forEach(address -> timers.set(address, Long.MIN_VALUE));
  }

  private boolean known(Track track) {
    return control
        .event(track)
        .filter(event -> initsOf(event).contains(new InitAddress(track)))
        .isPresent();
  }

  private boolean isFinal(SegmentAddress address) {
    List<String> masked = masked(address);
    return chosen
        .get(address)
        .filter(Decision::pinned)
        .flatMap(Decision::winner)
        .filter(winner -> !masked.contains(winner.pipeline()))
        .isPresent();
  }

  /** A candidate comes; called before it is stored. */
  void arrives(SegmentAddress address) {
    pending.arrives(address);
  }

  /** The event's definition is about to change, and with it perhaps its tracks. */
  void changes(EventId event) {
    pending.mark(track -> track.event().equals(event));
  }

  /** What to propose for the address at {@code now}; the caller writes it to the log. */
  Optional<Decision> look(Address address, long now) {
    Optional<LiveEvent> event = control.event(address.track());
    if (event.isEmpty()) {
      // Recorded, undecided: the definition may come later.
      remember(address);
      return Optional.empty();
    }
    Optional<Decision> current = current(address);
    int next = current.map(Decision::revision).orElse(0) + 1;
    if (inFlight.getOrDefault(address, 0) == next) {
      // Our proposal is on its way; the look after its acceptance sees everything again.
      return Optional.empty();
    }
    inFlight.remove(address);
    List<Candidate> candidates = LostWinners.marked(store.candidates(address), current);
    List<String> masked = masked(address);
    long permitted = settings.clock().doubt().isPresent() ? EvidentTime.UNKNOWN : now;
    Rule rule = rule(address, event.get(), candidates, masked, current);
    Verdict verdict =
        rule.at(
            permitted,
            EvidentTime.at(permitted, event.get().definition(), partition, settings.evidence()));
    if (verdict instanceof Verdict.WaitUntil wait) {
      remember(address);
      timers.set(address, wait.instant());
      return Optional.empty();
    }
    if (verdict instanceof Verdict.Choose choose) {
      inFlight.put(address, next);
      return Optional.of(
          new Decision(
              address,
              next,
              choose.winner(),
              choose.reason(),
              candidates,
              masked,
              due(address, event.get().schedule()),
              now,
              settings.cell(),
              Timing.notBefore(time -> rule.at(time, time))));
    }
    if (address instanceof SegmentAddress segment
        && stranded(segment, candidates, masked, current)) {
      return follow(segment, event.get(), candidates, now, permitted);
    }
    if (current.isPresent()) {
      forget(address);
    } else if (!candidates.isEmpty()) {
      remember(address);
    }
    return Optional.empty();
  }

  /** Decided without a winner, only because another init segment is served. */
  private boolean stranded(
      SegmentAddress address,
      List<Candidate> candidates,
      List<String> masked,
      Optional<Decision> current) {
    return current.isPresent()
        && current.get().winner().isEmpty()
        && counting(address, candidates, masked).stream().anyMatch(Judge::stranded);
  }

  private List<Candidate> counting(
      SegmentAddress address, List<Candidate> candidates, List<String> masked) {
    List<String> order = control.event(address.track()).orElseThrow().definition().pipelines();
    return candidates.stream()
        .filter(c -> order.contains(c.pipeline()) && !masked.contains(c.pipeline()))
        .toList();
  }

  /**
   * Nobody delivers anything that plays after the served init segment. When the segment is gone,
   * the init segment follows what is delivered: better new viewers than none.
   */
  private Optional<Decision> follow(
      SegmentAddress address,
      LiveEvent event,
      List<Candidate> candidates,
      long now,
      long permitted) {
    long gone = event.schedule().gone(address.number());
    remember(address);
    if (EvidentTime.at(permitted, event.definition(), partition, settings.evidence()) < gone) {
      timers.set(address, gone);
      return Optional.empty();
    }
    InitAddress init = new InitAddress(address.track());
    Optional<Decision> served = current(init);
    int next = served.map(Decision::revision).orElse(0) + 1;
    if (inFlight.getOrDefault(init, 0) == next) {
      return Optional.empty();
    }
    List<Candidate> inits = store.candidates(init);
    Optional<Candidate> wanted =
        InitRule.follow(
            inits,
            served,
            counting(address, candidates, masked(address)).stream()
                .filter(Judge::stranded)
                .toList());
    if (wanted.isEmpty()) {
      forget(address);
      return Optional.empty();
    }
    inFlight.put(init, next);
    return Optional.of(
        new Decision(
            init, next, wanted, Reason.UPGRADE, inits, List.of(), 0, now, settings.cell(), gone));
  }

  /** What the rule for one address in one situation says, by the time. */
  private interface Rule {
    /**
     * @param time epoch ms
     * @param evident until when everything that arrived has been read, epoch ms
     */
    Verdict at(long time, long evident);
  }

  private Rule rule(
      Address address,
      LiveEvent event,
      List<Candidate> candidates,
      List<String> masked,
      Optional<Decision> current) {
    Schedule schedule = event.schedule();
    List<String> order = event.definition().pipelines();
    if (address instanceof SegmentAddress segment) {
      Optional<Long> init = waitsForInit(segment, schedule, candidates, masked, current);
      SelectionRule.Situation situation =
          new SelectionRule.Situation(
              order,
              masked,
              candidates,
              current,
              schedule.due(segment.number()),
              schedule.decided(segment.number()));
      return (time, evident) ->
          init.isPresent() && time < init.get()
              ? new Verdict.WaitUntil(init.get())
              : SelectionRule.evaluate(situation, evident);
    }
    return (time, evident) ->
        InitRule.evaluate(order, candidates, current, schedule.patienceMillis(), time);
  }

  /**
   * Its pipeline has delivered an init segment, so a choice comes within {@code patience} of that;
   * or a new one is on its way.
   */
  private Optional<Long> waitsForInit(
      SegmentAddress address,
      Schedule schedule,
      List<Candidate> candidates,
      List<String> masked,
      Optional<Decision> current) {
    List<Candidate> counting = counting(address, candidates, masked);
    if (current.isPresent() || counting.isEmpty()) {
      return Optional.empty();
    }
    InitAddress init = new InitAddress(address.track());
    int next = current(init).map(Decision::revision).orElse(0) + 1;
    boolean onItsWay = inFlight.getOrDefault(init, 0) == next;
    if (!onItsWay && !judge.awaitsInit(address, counting)) {
      return Optional.empty();
    }
    long last = counting.get(counting.size() - 1).arrival() + schedule.patienceMillis();
    return Optional.of(Math.max(schedule.decided(address.number()), last));
  }

  private Optional<Decision> current(Address address) {
    return address instanceof InitAddress ? chosenInits.get(address) : chosen.get(address);
  }

  private List<String> masked(Address address) {
    return address instanceof SegmentAddress segment ? control.maskedPipelines(segment) : List.of();
  }

  private static long due(Address address, Schedule schedule) {
    return address instanceof SegmentAddress segment ? schedule.due(segment.number()) : 0;
  }

  /** Addresses whose instant has come, or that were accepted since: each wants another look. */
  List<Address> wantingALook(long now, int limit) {
    List<Address> due = new ArrayList<>(chosen.takeAccepted());
    due.addAll(chosenInits.takeAccepted());
    tooEarly(chosen.takeEarly(), now);
    tooEarly(chosenInits.takeEarly(), now);
    boolean doubt = settings.clock().doubt().isPresent();
    due.addAll(timers.takeDue(doubt ? EvidentTime.UNKNOWN : now, limit));
    return due;
  }

  /** Nobody accepted these. Our own are proposed once more, when the broker's time has come too. */
  private void tooEarly(List<ChosenStore.Early> ignored, long now) {
    for (ChosenStore.Early early : ignored) {
      settings.monitor().early(early.decision(), early.millis());
      Address address = early.decision().address();
      if (early.decision().cell().equals(settings.cell())) {
        inFlight.remove(address, early.decision().revision());
        remember(address);
        timers.set(address, now + Math.min(early.millis(), LONGEST_PAUSE_MILLIS));
      }
    }
  }

  /** Every address that is not final. */
  List<Address> pending() {
    return pending.all();
  }

  /** Whether its decision stands: read back, with none on its way, and against no mask. */
  boolean settled(SegmentAddress address) {
    Optional<Decision> current = chosen.get(address);
    int next = current.map(Decision::revision).orElse(0) + 1;
    return inFlight.getOrDefault(address, 0) != next
        && current
            .flatMap(Decision::winner)
            .filter(winner -> control.maskedPipelines(address).contains(winner.pipeline()))
            .isEmpty();
  }

  /** Whether nothing is served of the address. */
  boolean lacksWinner(Address address) {
    return current(address).flatMap(Decision::winner).isEmpty();
  }

  /** Whether it was decided that there is nothing to serve. */
  boolean withoutWinner(SegmentAddress address) {
    return chosen.get(address).filter(d -> d.winner().isEmpty()).isPresent();
  }

  /** Whether another init segment was served before. */
  boolean changed(InitAddress address) {
    return chosenInits.get(address).filter(d -> d.revision() > 1).isPresent();
  }

  /** The init segments of the event's tracks in this partition. */
  List<InitAddress> initsOf(LiveEvent event) {
    return event.definition().representations().stream()
        .map(r -> event.track(r.id()))
        .filter(track -> Topics.partition(track, settings.partitions()) == partition)
        .map(InitAddress::new)
        .toList();
  }

  /** Every address of the track that is not final. */
  List<Address> pendingOf(Track track) {
    return pending.all().stream().filter(a -> a.track().equals(track)).toList();
  }

  /** Every address of the event that is not final. */
  List<Address> pendingOf(LiveEvent event) {
    return pending.all().stream().filter(a -> a.track().event().equals(event.id())).toList();
  }

  @Override
  public void ended(Track track) {
    timers.clear(track);
    pending.ended(track);
    inFlight.keySet().removeIf(address -> address.track().equals(track));
  }

  @Override
  public int tracks() {
    return pending.tracks();
  }

  private void remember(Address address) {
    pending.add(address);
  }

  private void forget(Address address) {
    timers.clear(address);
    pending.remove(address);
  }

  /** The segment has left the window: nothing about it is remembered. */
  void forgetBelow(Track track, long number) {
    Predicate<Address> old =
        a ->
            a instanceof SegmentAddress segment
                && segment.track().equals(track)
                && segment.number() < number;
    pending.all().stream().filter(old).forEach(timers::clear);
    pending.forgetBelow(track, number);
    inFlight.keySet().removeIf(old);
  }
}
