package io.liveorigin.selector.topology;

import io.liveorigin.contract.address.Address;
import io.liveorigin.contract.address.InitAddress;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.control.ControlState;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.selector.absence.AbsenceWatch;
import io.liveorigin.selector.judge.Judge;
import io.liveorigin.selector.store.CandidateStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records candidates, each once and with everything that is wrong with it. What is in the store
 * when the process dies is final: a redelivery finds it there and repeats it. Stream thread.
 */
final class Intake {
  private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

  /** Different copies of one segment beyond this are not recorded: a packager gone mad. */
  private static final int MAX_COPIES = 16;

  private final ControlState control;
  private final CandidateStore store;
  private final Judge judge;
  private final AbsenceWatch absence;

  Intake(ControlState control, CandidateStore store, Judge judge, AbsenceWatch absence) {
    this.control = control;
    this.store = store;
    this.judge = judge;
    this.absence = absence;
  }

  /**
   * Takes one record in; the candidate as it is recorded. A copy that is known already is given as
   * it was first recorded: it changes no state, but wants another look, since the process may have
   * died between the store and the log. Empty where the candidate must be ignored.
   */
  Optional<Candidate> take(Address address, Candidate candidate, byte[] bytes, long now) {
    return address instanceof SegmentAddress media
        ? takeMedia(media, candidate, now)
        : takeInit((InitAddress) address, candidate, bytes);
  }

  private Optional<Candidate> takeMedia(SegmentAddress address, Candidate candidate, long now) {
    List<Candidate> known = store.candidates(address);
    Optional<LiveEvent> event = control.event(address.track().event());
    Optional<Candidate> same = known.stream().filter(candidate::sameCopy).findFirst();
    if (same.isEmpty() && of(candidate.pipeline(), known).size() >= MAX_COPIES) {
      LOG.warn("{} has {} different copies already, one more is ignored", address, known.size());
      return Optional.empty();
    }
    Candidate recorded =
        same.orElseGet(() -> event.map(e -> judged(e, address, candidate)).orElse(candidate));
    if (same.isEmpty()) {
      List<Candidate> all = new ArrayList<>(known);
      all.add(recorded);
      store.putCandidates(address, all);
    }
    // After the candidate: where these are in the store, the candidate is too.
    event.ifPresent(
        e -> {
          judge.learn(e, address, recorded);
          absence.published(e, address, recorded, now);
        });
    return Optional.of(recorded);
  }

  private static List<Candidate> of(String pipeline, List<Candidate> candidates) {
    return candidates.stream().filter(c -> c.pipeline().equals(pipeline)).toList();
  }

  /** A fault of ours in judging must not cost the segment. */
  private Candidate judged(LiveEvent event, SegmentAddress address, Candidate candidate) {
    try {
      return judge.judge(event, address, candidate);
    } catch (OriginException | ArithmeticException e) {
      LOG.error("{} of {} is not judged by its track", address, candidate.pipeline(), e);
      return candidate;
    }
  }

  /**
   * The last one of a pipeline in the list is what it publishes for now, also where it came back to
   * an earlier one. Of many the newest count: an encoder may be restarted any number of times.
   */
  private Optional<Candidate> takeInit(InitAddress address, Candidate candidate, byte[] bytes) {
    List<Candidate> all = new ArrayList<>(store.candidates(address));
    Optional<Candidate> same = all.stream().filter(candidate::sameCopy).findFirst();
    if (same.isPresent() && same.get().position().offset() >= candidate.position().offset()) {
      return same;
    }
    same.ifPresent(all::remove);
    List<Candidate> own = of(candidate.pipeline(), all);
    if (own.size() >= MAX_COPIES) {
      all.remove(own.get(0));
    }
    all.add(candidate);
    store.putInitSegment(address, candidate.digest(), bytes);
    store.putCandidates(address, all);
    return Optional.of(candidate);
  }

  /**
   * Judges the candidates of an address again, now that an init segment has been chosen or the
   * process has been restarted; all of them, as recorded.
   */
  List<Candidate> takeAgain(SegmentAddress address) {
    List<Candidate> before = store.candidates(address);
    Optional<LiveEvent> event = control.event(address.track().event());
    List<Candidate> after =
        before.stream()
            .map(c -> event.map(e -> judge.judgeAgain(e, address, c)).orElse(c))
            .toList();
    if (!after.equals(before)) {
      store.putCandidates(address, after);
    }
    return after;
  }
}
