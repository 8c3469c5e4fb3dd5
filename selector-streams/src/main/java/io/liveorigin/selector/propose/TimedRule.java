package io.liveorigin.selector.propose;

import io.liveorigin.contract.address.InitAddress;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.schedule.Schedule;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.selector.judge.Judge;
import io.liveorigin.selector.rule.InitRule;
import io.liveorigin.selector.rule.SelectionRule;
import io.liveorigin.selector.rule.Verdict;
import java.util.List;
import java.util.Optional;

/** The verdict of the rule for one address in one situation, as a function of the time. */
interface TimedRule {
  /**
   * @param time epoch ms
   * @param evident the instant until which everything that arrived has been read, epoch ms
   */
  Verdict at(long time, long evident);

  /** Finds the rule for the input of a look. Stream thread. */
  final class Finder {
    private final CurrentDecisions decisions;
    private final ProposalsInFlight inFlight;
    private final Judge judge;

    Finder(CurrentDecisions decisions, ProposalsInFlight inFlight, Judge judge) {
      this.decisions = decisions;
      this.inFlight = inFlight;
      this.judge = judge;
    }

    TimedRule of(LookInput input) {
      List<String> order = input.event().definition().pipelines();
      if (input.address() instanceof SegmentAddress segment) {
        return ofSegment(segment, input, order);
      }
      long patience = input.schedule().patienceMillis();
      return (time, evident) ->
          InitRule.evaluate(order, input.candidates(), input.current(), patience, time);
    }

    private TimedRule ofSegment(SegmentAddress segment, LookInput input, List<String> order) {
      Schedule schedule = input.schedule();
      Optional<Long> init = waitsForInit(segment, input);
      SelectionRule.Situation situation =
          new SelectionRule.Situation(
              order,
              input.masked(),
              input.candidates(),
              input.current(),
              schedule.due(segment.number()),
              schedule.decided(segment.number()),
              input.missing());
      return (time, evident) ->
          init.isPresent() && time < init.get()
              ? new Verdict.WaitUntil(init.get())
              : SelectionRule.evaluate(situation, evident);
    }

    /**
     * The instant until which media wait for an init segment, if they do: their pipeline has
     * delivered an init segment, so a choice comes within {@code patience} of that; or a decision
     * on an init segment is on its way.
     */
    private Optional<Long> waitsForInit(SegmentAddress segment, LookInput input) {
      List<Candidate> counting = input.counting();
      if (input.current().isPresent() || counting.isEmpty()) {
        return Optional.empty();
      }
      InitAddress init = new InitAddress(segment.track());
      Optional<Decision> served = decisions.current(init);
      if (!inFlight.follows(init, served) && !judge.awaitsInit(segment, counting)) {
        return Optional.empty();
      }
      Schedule schedule = input.schedule();
      long last = counting.get(counting.size() - 1).arrival() + schedule.patienceMillis();
      return Optional.of(Math.max(schedule.decided(segment.number()), last));
    }
  }
}
