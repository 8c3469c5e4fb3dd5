package io.liveorigin.selector.rule;

import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.decision.Reason;
import io.liveorigin.contract.segment.Candidate;
import java.util.List;
import java.util.Optional;

/**
 * The selection rule for init segments: the first valid one of the first pipeline at once; one of a
 * later pipeline when nobody before it has delivered within {@code patience} of its arrival. It is
 * pinned then, since players fetch it once. Pure.
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
    if (current.isPresent()) {
      return new Verdict.Keep();
    }
    boolean waiting = false;
    boolean bad = false;
    for (String pipeline : order) {
      List<Candidate> own = candidates.stream().filter(c -> c.pipeline().equals(pipeline)).toList();
      Optional<Candidate> valid = own.stream().filter(Candidate::valid).findFirst();
      if (valid.isPresent()) {
        long patienceEnds = valid.get().arrival() + patience;
        if (waiting && now < patienceEnds) {
          return new Verdict.WaitUntil(patienceEnds);
        }
        return new Verdict.Choose(valid, reason(waiting, bad));
      }
      waiting |= own.isEmpty();
      bad |= !own.isEmpty();
    }
    return new Verdict.Keep();
  }

  private static Reason reason(boolean waiting, boolean bad) {
    if (waiting) {
      return Reason.FALLBACK_DUE;
    }
    return bad ? Reason.FALLBACK_BAD : Reason.PREFERRED_VALID;
  }
}
