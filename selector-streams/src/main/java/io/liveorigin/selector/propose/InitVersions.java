package io.liveorigin.selector.propose;

import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.decision.InitChange;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.Digest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The copies of an init segment that a decision names. Pure. */
final class InitVersions {
  private InitVersions() {}

  /**
   * The known copies, and the earlier copies that were ever in force: media that were listed with
   * them are decoded with them.
   */
  static List<Candidate> kept(List<Candidate> known, Decision before) {
    Set<Digest> there = known.stream().map(Candidate::digest).collect(Collectors.toSet());
    Set<Digest> used =
        before.changes().all().stream().map(InitChange::init).collect(Collectors.toSet());
    List<Candidate> all = new ArrayList<>();
    before.candidates().stream()
        .filter(c -> used.contains(c.digest()) && !there.contains(c.digest()))
        .forEach(all::add);
    all.addAll(known);
    return all;
  }
}
