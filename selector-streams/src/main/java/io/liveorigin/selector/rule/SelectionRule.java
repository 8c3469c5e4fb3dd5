package io.liveorigin.selector.rule;

import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.decision.Reason;
import io.liveorigin.contract.segment.Candidate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The selection rule for media segments. Pure: everything it depends on is an argument, the time
 * included. {@code docs/selection.md} tells it in words.
 */
public final class SelectionRule {
  /**
   * What is known about one address.
   *
   * @param order pipelines, the preferred first
   * @param masked pipelines that do not count for this address
   * @param candidates every copy, in the order of arrival
   * @param current the latest accepted revision
   * @param due epoch ms
   * @param decided epoch ms
   */
  public record Situation(
      List<String> order,
      List<String> masked,
      List<Candidate> candidates,
      Optional<Decision> current,
      long due,
      long decided) {}

  private SelectionRule() {}

  /** What to do about the address at {@code now} (epoch ms). */
  public static Verdict evaluate(Situation situation, long now) {
    if (winnerStays(situation)) {
      return new Verdict.Keep();
    }
    List<Standing> standings = standings(situation);
    Optional<Verdict> valid = firstValid(situation, standings, now);
    if (valid.isPresent()) {
      return valid.get();
    }
    return leastBad(situation, standings, now);
  }

  /**
   * One pipeline's best playable copy, in the order of preference.
   *
   * @param delivered whether it delivered anything that is not masked
   */
  private record Standing(
      String pipeline, boolean masked, boolean delivered, Optional<Candidate> best) {
    boolean valid() {
      return best.isPresent() && best.get().valid();
    }

    /** No need to wait for it: it delivered a bad copy, or will never count. */
    boolean outOfTheWay() {
      return masked || delivered;
    }
  }

  /** Rule 1: a valid winner that is not masked stays, whatever arrives. */
  private static boolean winnerStays(Situation situation) {
    return situation
        .current()
        .flatMap(Decision::winner)
        .filter(w -> w.valid() && !situation.masked().contains(w.pipeline()))
        .isPresent();
  }

  private static List<Standing> standings(Situation situation) {
    List<Standing> standings = new ArrayList<>(situation.order().size());
    for (String pipeline : situation.order()) {
      boolean masked = situation.masked().contains(pipeline);
      List<Candidate> own =
          masked
              ? List.of()
              : situation.candidates().stream().filter(c -> c.pipeline().equals(pipeline)).toList();
      standings.add(new Standing(pipeline, masked, !own.isEmpty(), best(own)));
    }
    return standings;
  }

  /** The least severe playable copy of a pipeline; the first among equals. */
  private static Optional<Candidate> best(List<Candidate> own) {
    return own.stream()
        .filter(Candidate::playable)
        .min(Comparator.comparingLong(Candidate::severity));
  }

  /** Rules 2 and 4: the first valid copy in order, once nobody before it is worth waiting for. */
  private static Optional<Verdict> firstValid(
      Situation situation, List<Standing> standings, long now) {
    boolean waiting = false;
    boolean bad = false;
    boolean masked = false;
    for (Standing standing : standings) {
      if (standing.valid()) {
        // After a first decision there is nothing left to wait for.
        if (waiting && now < situation.due() && situation.current().isEmpty()) {
          return Optional.of(new Verdict.WaitUntil(situation.due()));
        }
        Reason reason = reasonForValid(situation, waiting, bad, masked);
        return Optional.of(new Verdict.Choose(standing.best(), reason));
      }
      waiting |= !standing.outOfTheWay();
      bad |= standing.delivered();
      masked |= standing.masked();
    }
    return Optional.empty();
  }

  private static Reason reasonForValid(
      Situation situation, boolean waiting, boolean bad, boolean masked) {
    if (situation.current().isPresent()) {
      return currentIsMaskedAway(situation) ? Reason.MASK : Reason.UPGRADE;
    }
    if (waiting) {
      return Reason.FALLBACK_DUE;
    }
    if (bad) {
      return Reason.FALLBACK_BAD;
    }
    return masked ? Reason.MASK : Reason.PREFERRED_VALID;
  }

  private static boolean currentIsMaskedAway(Situation situation) {
    Decision current = situation.current().orElseThrow();
    return current
        .winner()
        .map(winner -> situation.masked().contains(winner.pipeline()))
        .orElse(current.reason() == Reason.MASK);
  }

  /** Rule 3: when time is up, the least severe defective copy; ties by order. */
  private static Verdict leastBad(Situation situation, List<Standing> standings, long now) {
    Optional<Decision> current = situation.current();
    boolean served = current.flatMap(Decision::winner).isPresent();
    if (served && !currentIsMaskedAway(situation)) {
      return new Verdict.Keep();
    }
    Optional<Candidate> least =
        standings.stream()
            .map(Standing::best)
            .flatMap(Optional::stream)
            .min(Comparator.comparingLong(Candidate::severity));
    if (current.isPresent()) {
      return least.isEmpty() && !served
          ? new Verdict.Keep()
          : new Verdict.Choose(
              least, currentIsMaskedAway(situation) ? Reason.MASK : Reason.UPGRADE);
    }
    if (situation.candidates().isEmpty()) {
      return new Verdict.Keep();
    }
    if (now < situation.decided()) {
      return new Verdict.WaitUntil(situation.decided());
    }
    // Copies came, but none counts: that is recorded too, or a server could not tell it from a
    // decision that is still on its way.
    boolean nothingButMasked = standings.stream().noneMatch(Standing::delivered);
    return new Verdict.Choose(least, nothingButMasked ? Reason.MASK : Reason.LEAST_BAD);
  }
}
