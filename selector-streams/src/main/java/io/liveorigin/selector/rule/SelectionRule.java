package io.liveorigin.selector.rule;

import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.decision.Reason;
import io.liveorigin.contract.schedule.SaturatingMath;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.CandidateClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The selection rule for media segments. Pure: everything it depends on is an argument, including
 * the time. {@code docs/selection.md} describes it in words.
 */
public final class SelectionRule {
  /** A later arrival is not believed: an instant far in the future would keep a number open. */
  private static final long LONGEST_LATENESS_MILLIS = 24 * 3_600_000L;

  /**
   * The state of one address, as it is known.
   *
   * @param order the pipelines, the preferred one first
   * @param masked the pipelines that do not count for this address
   * @param candidates every copy as it is known now, in the order of arrival
   * @param current the latest accepted revision
   * @param due epoch ms
   * @param decided epoch ms
   * @param missing the instant at which it is decided that no pipeline published the number, epoch
   *     ms; empty if no such decision is made for it
   */
  public record Situation(
      List<String> order,
      List<String> masked,
      List<Candidate> candidates,
      Optional<Decision> current,
      long due,
      long decided,
      OptionalLong missing) {}

  private SelectionRule() {}

  /** Returns the verdict on the address at {@code now} (epoch ms). */
  public static Verdict evaluate(Situation situation, long now) {
    Optional<CurrentWinner> currentWinner = CurrentWinner.in(situation);
    if (currentWinner.filter(CurrentWinner::stays).isPresent()) {
      return new Verdict.Keep();
    }
    if (currentWinner.filter(CurrentWinner::provedClean).isPresent()) {
      return new Verdict.Choose(Optional.of(currentWinner.get().now()), Reason.RECHECKED);
    }
    List<PipelineCopy> standings = copies(situation);
    Optional<Verdict> clean = firstClean(situation, standings, currentWinner, now);
    if (clean.isPresent()) {
      return clean.get();
    }
    return situation.current().isPresent()
        ? anew(situation.current().get(), standings, currentWinner)
        : nextBest(situation, standings, now);
  }

  /**
   * The best playable copy of one pipeline, in the order of preference.
   *
   * @param delivered whether the pipeline delivered anything that is not masked
   */
  private record PipelineCopy(
      String pipeline, boolean masked, boolean delivered, Optional<Candidate> best) {
    boolean clean() {
      return is(CandidateClass.CLEAN);
    }

    boolean is(CandidateClass wanted) {
      return best.filter(b -> b.candidateClass() == wanted).isPresent();
    }

    /**
     * Whether it is not worth waiting for: it delivered a copy that is not clean, or it will never
     * count.
     */
    boolean needsNoWait() {
      return masked || delivered;
    }
  }

  private static List<PipelineCopy> copies(Situation situation) {
    List<PipelineCopy> standings = new ArrayList<>(situation.order().size());
    for (String pipeline : situation.order()) {
      boolean masked = situation.masked().contains(pipeline);
      List<Candidate> own =
          masked
              ? List.of()
              : situation.candidates().stream().filter(c -> c.pipeline().equals(pipeline)).toList();
      standings.add(new PipelineCopy(pipeline, masked, !own.isEmpty(), bestOf(own)));
    }
    return standings;
  }

  /** The best playable copy of a pipeline; the first among equals. */
  private static Optional<Candidate> bestOf(List<Candidate> own) {
    return own.stream().filter(Candidate::playable).min(Candidate.bestFirst());
  }

  /**
   * Rules 2 and 5: the first clean copy in order, once no pipeline before it is worth waiting for.
   */
  private static Optional<Verdict> firstClean(
      Situation situation,
      List<PipelineCopy> standings,
      Optional<CurrentWinner> currentWinner,
      long now) {
    boolean waiting = false;
    boolean bad = false;
    boolean masked = false;
    for (PipelineCopy standing : standings) {
      if (standing.clean()) {
        // After a first decision there is nothing left to wait for.
        if (waiting && now < situation.due() && situation.current().isEmpty()) {
          return Optional.of(new Verdict.WaitUntil(situation.due()));
        }
        Reason reason =
            situation.current().isPresent()
                ? instead(situation.current().get(), currentWinner, Reason.UPGRADE)
                : first(waiting, bad, masked);
        return Optional.of(new Verdict.Choose(standing.best(), reason));
      }
      waiting |= !standing.needsNoWait();
      bad |= standing.delivered();
      masked |= standing.masked();
    }
    return Optional.empty();
  }

  private static Reason first(boolean waiting, boolean bad, boolean masked) {
    if (waiting) {
      return Reason.FALLBACK_DUE;
    }
    if (bad) {
      return Reason.FALLBACK_BAD;
    }
    return masked ? Reason.MASK : Reason.PREFERRED_VALID;
  }

  /**
   * The reason for another winner: the cause by which the current winner was taken away, otherwise
   * {@code better}.
   */
  private static Reason instead(
      Decision current, Optional<CurrentWinner> currentWinner, Reason better) {
    if (currentWinner.isEmpty()) {
      return current.reason() == Reason.MASK ? Reason.MASK : better;
    }
    if (currentWinner.get().masked()) {
      return Reason.MASK;
    }
    return currentWinner.get().now().unreadable() ? Reason.UNREADABLE : better;
  }

  /** No pipeline has a clean copy, and there is a decision: the winner stays while it counts. */
  private static Verdict anew(
      Decision current, List<PipelineCopy> standings, Optional<CurrentWinner> currentWinner) {
    Optional<Candidate> best = best(standings);
    if (currentWinner.filter(CurrentWinner::counts).isPresent()) {
      return current.reason() == Reason.FILLED && better(best, currentWinner.get())
          ? new Verdict.Choose(best, Reason.UPGRADE)
          : new Verdict.Keep();
    }
    if (best.isEmpty() && currentWinner.isEmpty()) {
      return new Verdict.Keep();
    }
    Reason better = currentWinner.isPresent() ? Reason.RECHECKED : Reason.UPGRADE;
    return new Verdict.Choose(best, instead(current, currentWinner, better));
  }

  /**
   * Whether a less severe copy replaces the filler, which stands for a number that no pipeline
   * published.
   */
  private static boolean better(Optional<Candidate> best, CurrentWinner filler) {
    return best.isPresent() && Candidate.bestFirst().compare(best.get(), filler.now()) < 0;
  }

  /**
   * Rules 3 and 4: an unchecked copy when the segment is due, the least bad one when it is decided.
   */
  private static Verdict nextBest(Situation situation, List<PipelineCopy> standings, long now) {
    if (situation.candidates().isEmpty()) {
      return missing(situation, now);
    }
    Optional<Candidate> best = best(standings);
    boolean unchecked = standings.stream().anyMatch(s -> s.is(CandidateClass.UNCHECKED));
    long until = settled(situation, unchecked ? situation.due() : situation.decided());
    if (now < until) {
      return new Verdict.WaitUntil(until);
    }
    if (unchecked) {
      return new Verdict.Choose(best, Reason.UNCHECKED);
    }
    // Copies came, but none counts. That is recorded, too; otherwise a server could not tell it
    // from a decision that is still on its way.
    boolean nothingButMasked = standings.stream().noneMatch(PipelineCopy::delivered);
    return new Verdict.Choose(best, nothingButMasked ? Reason.MASK : Reason.LEAST_BAD);
  }

  /** Rule 9: no pipeline published anything. */
  private static Verdict missing(Situation situation, long now) {
    if (situation.missing().isEmpty()) {
      return new Verdict.Keep();
    }
    long until = situation.missing().getAsLong();
    return now < until
        ? new Verdict.WaitUntil(until)
        : new Verdict.Choose(Optional.empty(), Reason.MISSING);
  }

  /**
   * The instant at which a copy that is not clean may win. If the first copy came after {@code
   * instant}, the other pipelines have the patience from its arrival on. Pipelines that publish
   * late, after an outage of theirs or of the origin, publish at nearly the same time, and viewers
   * must not get a bad copy because a good one came milliseconds later.
   */
  private static long settled(Situation situation, long instant) {
    long first =
        situation.candidates().stream().mapToLong(Candidate::arrival).min().orElse(instant);
    return first <= instant
        ? instant
        : SaturatingMath.sum(
            Math.min(first, SaturatingMath.sum(instant, LONGEST_LATENESS_MILLIS)),
            Math.max(0, situation.decided() - situation.due()));
  }

  /** By class, then by severity; ties go by order. */
  private static Optional<Candidate> best(List<PipelineCopy> standings) {
    return standings.stream()
        .map(PipelineCopy::best)
        .flatMap(Optional::stream)
        .min(Candidate.bestFirst());
  }
}
