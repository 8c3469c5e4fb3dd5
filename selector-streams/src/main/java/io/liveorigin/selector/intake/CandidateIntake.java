package io.liveorigin.selector.intake;

import io.liveorigin.contract.address.Address;
import io.liveorigin.contract.address.InitAddress;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.control.ControlState;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.CandidateClass;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.DefectKind;
import io.liveorigin.contract.segment.DefectSource;
import io.liveorigin.contract.segment.Digest;
import io.liveorigin.selector.absence.AbsenceDetector;
import io.liveorigin.selector.judge.Judge;
import io.liveorigin.selector.judge.LateInspection;
import io.liveorigin.selector.store.CandidateStore;
import io.liveorigin.selector.store.InitSegments;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records candidates, each once and with all its defects. Candidates that are in the store when the
 * process dies are final: a redelivery finds them there and repeats them. Stream thread.
 */
public final class CandidateIntake {
  private static final Comparator<Candidate> BEST_FIRST = Candidate.bestFirst();
  private static final Logger LOG = LoggerFactory.getLogger(CandidateIntake.class);

  /**
   * Maximum number of different copies of one segment from one pipeline; if there are more, the
   * worst are not kept.
   */
  private static final int MAX_COPIES = 16;

  /** The reason that is reported for a copy that is not kept. */
  private static final String TOO_MANY = "too-many-copies";

  private final ControlState control;
  private final CandidateStore candidates;
  private final InitSegments initSegments;
  private final Judge judge;
  private final LateInspection inspection;
  private final UncheckedCopies unchecked;
  private final AbsenceDetector absence;
  private final Function<InitAddress, Optional<Decision>> chosenInit;

  public CandidateIntake(
      ControlState control,
      CandidateStore candidates,
      InitSegments initSegments,
      Judge judge,
      LateInspection inspection,
      UncheckedCopies unchecked,
      AbsenceDetector absence,
      Function<InitAddress, Optional<Decision>> chosenInit) {
    this.control = control;
    this.candidates = candidates;
    this.initSegments = initSegments;
    this.judge = judge;
    this.inspection = inspection;
    this.unchecked = unchecked;
    this.absence = absence;
    this.chosenInit = chosenInit;
  }

  /**
   * Takes one record in and returns the candidate with everything that is known about it. A known
   * copy is returned as it was first recorded: it changes no state, but needs another look, since
   * the process may have died between the store and the log.
   */
  public Candidate take(Address address, Candidate candidate, byte[] bytes, long now) {
    return address instanceof SegmentAddress media
        ? takeMedia(media, candidate, bytes, now)
        : takeInit((InitAddress) address, candidate, bytes);
  }

  private Candidate takeMedia(SegmentAddress address, Candidate candidate, byte[] bytes, long now) {
    List<Candidate> known = candidates.of(address);
    Optional<LiveEvent> event = control.event(address.track());
    Optional<Candidate> same = known.stream().filter(candidate::sameCopy).findFirst();
    Candidate recorded =
        same.orElseGet(
            () -> event.map(e -> judged(e, address, candidate, bytes)).orElse(candidate));
    if (same.isEmpty()) {
      List<Candidate> all = with(known, recorded);
      if (all.stream().noneMatch(recorded::sameCopy)) {
        return notKept(address, recorded);
      }
      candidates.put(address, all);
    }
    unchecked.recorded(address, recorded, bytes, same.isPresent());
    // After the candidate: if these are in the store, the candidate is, too.
    event.ifPresent(
        e -> {
          judge.learn(e, address, recorded);
          absence.published(e, address, recorded, now);
        });
    return recorded;
  }

  /**
   * The copies with one more. If there are too many, the worst is removed, and among equals the
   * last.
   */
  private static List<Candidate> with(List<Candidate> known, Candidate next) {
    List<Candidate> all = new ArrayList<>(known);
    all.add(next);
    List<Candidate> own = of(next.pipeline(), all);
    if (own.size() > MAX_COPIES) {
      all.remove(own.stream().reduce((a, b) -> BEST_FIRST.compare(b, a) >= 0 ? b : a).get());
    }
    return all;
  }

  /** The copy was acknowledged, so at least its arrival is reported. */
  private static Candidate notKept(SegmentAddress address, Candidate candidate) {
    LOG.atWarn()
        .addKeyValue("pipeline", candidate.pipeline())
        .log(
            "{} already has {} different and better copies from {}, so one more is not kept",
            address,
            MAX_COPIES,
            candidate.pipeline());
    return candidate.with(
        Defect.of(
            DefectKind.CONFLICTING_REPUBLISH, DefectSource.SELECTOR, Map.of("reason", TOO_MANY)));
  }

  private static List<Candidate> of(String pipeline, List<Candidate> copies) {
    return copies.stream().filter(c -> c.pipeline().equals(pipeline)).toList();
  }

  /** A bug in the judgement must not cost the segment. */
  private Candidate judged(
      LiveEvent event, SegmentAddress address, Candidate candidate, byte[] bytes) {
    try {
      Candidate inspected =
          candidate.candidateClass() == CandidateClass.UNCHECKED
              ? inspection.inspect(event, address, candidate, bytes).orElse(candidate)
              : candidate;
      return judge.judge(event, address, inspected);
    } catch (OriginException | ArithmeticException e) {
      LOG.atError()
          .addKeyValue("pipeline", candidate.pipeline())
          .setCause(e)
          .log("{} of {} could not be judged", address, candidate.pipeline());
      return candidate;
    }
  }

  /**
   * Takes an init segment in. The last one of a pipeline in the list is the one that it publishes
   * for now, even if it returned to an earlier one. If there are too many, those that cannot be
   * read are removed first, then the oldest: an encoder may be restarted any number of times.
   */
  private Candidate takeInit(InitAddress address, Candidate candidate, byte[] bytes) {
    List<Candidate> all = new ArrayList<>(candidates.of(address));
    Optional<Candidate> same = all.stream().filter(candidate::sameCopy).findFirst();
    if (same.isPresent() && same.get().position().offset() >= candidate.position().offset()) {
      unchecked.initArrived(address.track());
      return same.get();
    }
    same.ifPresent(all::remove);
    all.add(candidate);
    List<Candidate> own = of(candidate.pipeline(), all);
    if (own.size() > MAX_COPIES) {
      Candidate first =
          own.stream()
              .filter(c -> c.facts().setup().isEmpty())
              .findFirst()
              .orElseGet(() -> own.get(0));
      all.remove(first);
    }
    initSegments.put(address, candidate.digest(), bytes);
    candidates.put(address, all);
    initSegments.keepOnly(address, wanted(address, all));
    unchecked.initArrived(address.track());
    return candidate;
  }

  /**
   * Init segments whose bytes may be requested: those of candidates, and those of every accepted
   * version.
   */
  private Set<Digest> wanted(InitAddress address, List<Candidate> copies) {
    Set<Digest> wanted = new HashSet<>();
    copies.forEach(candidate -> wanted.add(candidate.digest()));
    chosenInit
        .apply(address)
        .ifPresent(init -> init.changes().all().forEach(change -> wanted.add(change.init())));
    return wanted;
  }

  /** The copies of a segment, as recorded. */
  public List<Candidate> recorded(SegmentAddress address) {
    return candidates.of(address);
  }

  /**
   * Judges the candidates of an address again, after an init segment has been chosen or the process
   * has been restarted. Returns all of them, as recorded.
   */
  public List<Candidate> judgeAgain(SegmentAddress address) {
    List<Candidate> before = candidates.of(address);
    Optional<LiveEvent> event = control.event(address.track());
    List<Candidate> after =
        before.stream()
            .map(c -> event.map(e -> judge.judgeAgain(e, address, c)).orElse(c))
            .toList();
    if (!after.equals(before)) {
      candidates.put(address, after);
    }
    return after;
  }
}
