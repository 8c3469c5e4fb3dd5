package io.liveorigin.selector.rule;

import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.decision.Reason;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.InitSetup;
import java.util.List;
import java.util.Optional;

/**
 * The selection rule for init segments. Pure; {@code docs/selection.md} describes it in words.
 *
 * <p>The valid init segment of the first pipeline wins at once. One of a later pipeline wins if no
 * pipeline before it has delivered within {@code patience} of its arrival. A defective but readable
 * one wins if no pipeline has a valid one by then. The winner is pinned, because players fetch it
 * once, as long as some pipeline still publishes media for it. When no pipeline's newest init
 * segment sets up a decoder alike, no new media can be played with the winner, and the choice is
 * made anew.
 */
public final class InitRule {
  private InitRule() {}

  /** Returns the verdict on the init segment at {@code now} (epoch ms). */
  public static Verdict evaluate(
      List<String> order,
      List<Candidate> candidates,
      Optional<Decision> current,
      long patience,
      long now) {
    List<Candidate> newest =
        order.stream().map(p -> newest(candidates, p)).flatMap(Optional::stream).toList();
    Optional<Candidate> pinned = current.flatMap(Decision::winner);
    boolean alike = pinned.isPresent() && isStillPublished(pinned.get(), newest);
    if (alike && !(isProvisional(current.get()) && newest.stream().anyMatch(Candidate::valid))) {
      return new Verdict.Keep();
    }
    Verdict verdict = choice(order, newest, patience, now);
    if (current.isEmpty() || !(verdict instanceof Verdict.Choose choose)) {
      return verdict;
    }
    // No published init segment is better than the one that is served.
    return choose.winner().filter(w -> pinned.filter(w::sameCopy).isPresent()).isPresent()
        ? new Verdict.Keep()
        : new Verdict.Choose(choose.winner(), Reason.UPGRADE);
  }

  /**
   * Whether the winner is a defective one that was chosen because nothing better had come. Only
   * such a winner is a makeshift: a winner to which viewers were moved because nothing else played
   * is not given up for another for which perhaps no pipeline publishes.
   */
  private static boolean isProvisional(Decision current) {
    return current.reason() == Reason.LEAST_BAD && !current.pinned();
  }

  /**
   * The init segment to serve instead of {@code served}, if nothing else that was delivered plays
   * after the served one: the newest that fits, preferably of the media's own pipeline.
   *
   * @param stranded media that play after another init segment, in the order of arrival
   */
  public static Optional<Candidate> follow(
      List<Candidate> candidates, Optional<Decision> served, List<Candidate> stranded) {
    return stranded.stream()
        .flatMap(media -> playing(candidates, media).stream())
        .findFirst()
        .filter(init -> !served.flatMap(Decision::winner).equals(Optional.of(init)));
  }

  private static Optional<Candidate> playing(List<Candidate> candidates, Candidate media) {
    InitSetup own = media.facts().setup().orElseThrow();
    Optional<Candidate> found = Optional.empty();
    for (Candidate init : candidates) {
      boolean plays = init.facts().setup().filter(s -> s.plays(own, true)).isPresent();
      boolean better = found.isEmpty() || init.pipeline().equals(media.pipeline());
      if (plays && better) {
        found = Optional.of(init);
      }
    }
    return found;
  }

  private static Verdict choice(
      List<String> order, List<Candidate> newest, long patience, long now) {
    boolean waiting = false;
    boolean bad = false;
    for (String pipeline : order) {
      Optional<Candidate> own =
          newest.stream().filter(c -> c.pipeline().equals(pipeline)).findFirst();
      if (own.isPresent() && own.get().valid()) {
        long patienceEnds = own.get().arrival() + patience;
        if (waiting && now < patienceEnds) {
          return new Verdict.WaitUntil(patienceEnds);
        }
        return new Verdict.Choose(own, reason(waiting, bad));
      }
      waiting |= own.isEmpty();
      bad |= own.isPresent();
    }
    return leastBad(newest, patience, now);
  }

  /**
   * No pipeline has a valid init segment: a doubtful but readable one is better than no picture.
   */
  private static Verdict leastBad(List<Candidate> newest, long patience, long now) {
    Optional<Candidate> least = newest.stream().min(Candidate.bestFirst());
    if (least.isEmpty()) {
      return new Verdict.Keep();
    }
    long patienceEnds = least.get().arrival() + patience;
    return now < patienceEnds
        ? new Verdict.WaitUntil(patienceEnds)
        : new Verdict.Choose(least, Reason.LEAST_BAD);
  }

  /**
   * The newest readable init segment of a pipeline, valid or not: it says what the pipeline's media
   * need.
   */
  private static Optional<Candidate> newest(List<Candidate> candidates, String pipeline) {
    return candidates.stream()
        .filter(c -> c.pipeline().equals(pipeline) && c.facts().setup().isPresent())
        .reduce((older, newer) -> newer);
  }

  private static boolean isStillPublished(Candidate pinned, List<Candidate> newest) {
    Optional<InitSetup> setup = pinned.facts().setup();
    return newest.isEmpty()
        || setup
            .filter(
                s -> newest.stream().anyMatch(n -> s.plays(n.facts().setup().orElseThrow(), true)))
            .isPresent();
  }

  private static Reason reason(boolean waiting, boolean bad) {
    if (waiting) {
      return Reason.FALLBACK_DUE;
    }
    return bad ? Reason.FALLBACK_BAD : Reason.PREFERRED_VALID;
  }
}
