package io.liveorigin.selector.rule;

import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.decision.Reason;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.InitSetup;
import java.util.List;
import java.util.Optional;

/**
 * The selection rule for init segments. Pure; {@code docs/selection.md} tells it in words.
 *
 * <p>The valid one of the first pipeline wins at once, one of a later pipeline when nobody before
 * it has delivered within {@code patience} of its arrival, a defective but readable one when nobody
 * has a valid one by then. It is pinned, since players fetch it once, for as long as some pipeline
 * still publishes for it: when no pipeline's newest init segment sets a decoder up alike, nothing
 * that comes can be played with it, and the choice is made anew.
 */
public final class InitRule {
  private InitRule() {}

  /** What to do about the init segment at {@code now} (epoch ms). */
  public static Verdict evaluate(
      List<String> order,
      List<Candidate> candidates,
      Optional<Decision> current,
      long patience,
      long now) {
    List<Candidate> newest =
        order.stream().map(p -> newest(candidates, p)).flatMap(Optional::stream).toList();
    Optional<Candidate> pinned = current.flatMap(Decision::winner);
    boolean alike = pinned.isPresent() && stillPublishedFor(pinned.get(), newest);
    if (alike && !(isMakeshift(current.get()) && newest.stream().anyMatch(Candidate::valid))) {
      return new Verdict.Keep();
    }
    Verdict verdict = choice(order, newest, patience, now);
    if (current.isEmpty() || !(verdict instanceof Verdict.Choose choose)) {
      return verdict;
    }
    // Nothing that is published is better than what is served already.
    return choose.winner().filter(w -> pinned.filter(w::sameCopy).isPresent()).isPresent()
        ? new Verdict.Keep()
        : new Verdict.Choose(choose.winner(), Reason.UPGRADE);
  }

  /**
   * A defective one, chosen because nothing better had come. Only then: what viewers were moved to
   * because nothing else played is not left for another that nobody may publish for.
   */
  private static boolean isMakeshift(Decision current) {
    return current.reason() == Reason.LEAST_BAD && !current.pinned();
  }

  /**
   * The init segment to serve instead of {@code served}, when nothing else that was delivered plays
   * after that; the newest that fits, of the media's own pipeline if possible.
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

  /** Nobody has a valid one: better a doubtful one that can be read than no picture at all. */
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

  /** What a pipeline's media need is what its newest readable init segment says, valid or not. */
  private static Optional<Candidate> newest(List<Candidate> candidates, String pipeline) {
    return candidates.stream()
        .filter(c -> c.pipeline().equals(pipeline) && c.facts().setup().isPresent())
        .reduce((older, newer) -> newer);
  }

  private static boolean stillPublishedFor(Candidate pinned, List<Candidate> newest) {
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
