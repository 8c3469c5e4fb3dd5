package io.liveorigin.selector.rule;

import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.decision.Reason;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.InitSetup;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    if (pinned.isPresent() && stillPublishedFor(pinned.get(), order, candidates)) {
      return new Verdict.Keep();
    }
    Verdict verdict = choice(order, newest, patience, now);
    return verdict instanceof Verdict.Choose choose && current.isPresent()
        ? new Verdict.Choose(choose.winner(), Reason.UPGRADE)
        : verdict;
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

  /** Nobody has a valid one: better a doubtful one than no picture at all. */
  private static Verdict leastBad(List<Candidate> newest, long patience, long now) {
    Optional<Candidate> least =
        newest.stream()
            .filter(c -> c.facts().setup().isPresent())
            .min(Comparator.comparingLong(Candidate::severity));
    if (least.isEmpty()) {
      return new Verdict.Keep();
    }
    long patienceEnds = least.get().arrival() + patience;
    return now < patienceEnds
        ? new Verdict.WaitUntil(patienceEnds)
        : new Verdict.Choose(least, Reason.LEAST_BAD);
  }

  /** A pipeline's newest valid init segment, or its newest if none is valid. */
  private static Optional<Candidate> newest(List<Candidate> candidates, String pipeline) {
    Candidate newest = null;
    for (Candidate candidate : candidates) {
      if (candidate.pipeline().equals(pipeline)
          && (newest == null || candidate.valid() || !newest.valid())) {
        newest = candidate;
      }
    }
    return Optional.ofNullable(newest);
  }

  /** What a pipeline's media need is what its newest readable init segment says, valid or not. */
  private static boolean stillPublishedFor(
      Candidate pinned, List<String> order, List<Candidate> candidates) {
    Optional<InitSetup> setup = pinned.facts().setup();
    Map<String, InitSetup> current = new HashMap<>();
    for (Candidate candidate : candidates) {
      if (order.contains(candidate.pipeline())) {
        candidate.facts().setup().ifPresent(own -> current.put(candidate.pipeline(), own));
      }
    }
    return setup.isEmpty()
        || current.isEmpty()
        || current.values().stream().anyMatch(own -> setup.get().plays(own, true));
  }

  private static Reason reason(boolean waiting, boolean bad) {
    if (waiting) {
      return Reason.FALLBACK_DUE;
    }
    return bad ? Reason.FALLBACK_BAD : Reason.PREFERRED_VALID;
  }
}
