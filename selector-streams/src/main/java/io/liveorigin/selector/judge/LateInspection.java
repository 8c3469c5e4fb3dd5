package io.liveorigin.selector.judge;

import io.liveorigin.contract.address.InitAddress;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.event.Representation;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.DefectSource;
import io.liveorigin.contract.segment.Digest;
import io.liveorigin.media.inspect.InitFacts;
import io.liveorigin.media.inspect.InitInspector;
import io.liveorigin.media.inspect.Inspection;
import io.liveorigin.media.inspect.InspectionContext;
import io.liveorigin.media.inspect.SegmentInspector;
import io.liveorigin.selector.store.CandidateStore;
import io.liveorigin.selector.store.InitSegments;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Inspects segments that ingest could not inspect because it knew no readable init segment then.
 * The inspection is the same as ingest's, with the last init segment that the pipeline had
 * published before the segment, or, if there is none, with the first one after it. So the result
 * depends on what was published and not on when it was read. Stream thread.
 */
public final class LateInspection {
  /**
   * Maximum number of init segments whose facts are kept: more than the set-ups of encoders at one
   * time.
   */
  private static final int RECENT = 64;

  private final CandidateStore candidates;
  private final InitSegments initSegments;
  private final SegmentInspector segments = new SegmentInspector();
  private final InitInspector inits = new InitInspector();
  private final Map<Digest, Optional<InitFacts>> recent =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Digest, Optional<InitFacts>> eldest) {
          return size() > RECENT;
        }
      };

  public LateInspection(CandidateStore candidates, InitSegments initSegments) {
    this.candidates = candidates;
    this.initSegments = initSegments;
  }

  /**
   * Returns the candidate with the findings of inspection.
   *
   * @param segment the bytes of the segment; its media data may be replaced by zeros
   * @return empty if there is still no readable init segment of its pipeline, or the event does not
   *     have its representation
   */
  public Optional<Candidate> inspect(
      LiveEvent event, SegmentAddress address, Candidate unchecked, byte[] segment) {
    Optional<Representation> declared =
        event.definition().representations().stream()
            .filter(r -> r.id().equals(address.track().representation()))
            .findFirst();
    Optional<InitFacts> init = init(new InitAddress(address.track()), unchecked);
    if (declared.isEmpty() || init.isEmpty()) {
      return Optional.empty();
    }
    Inspection inspection =
        segments.inspect(
            segment,
            new InspectionContext(
                init, event.schedule(), address, declared.get(), DefectSource.SELECTOR));
    return Optional.of(
        unchecked.with(
            inspection.facts().withDeclared(unchecked.facts().declared()),
            together(unchecked.defects(), inspection.defects())));
  }

  /**
   * The defects of both inspections, without ingest's {@link Defect#NOT_INSPECTED} and without
   * repetitions of what ingest found.
   */
  private static List<Defect> together(List<Defect> before, List<Defect> found) {
    List<Defect> all = new ArrayList<>(before);
    all.removeIf(d -> d.name().equals(Defect.NOT_INSPECTED) && d.source() == DefectSource.INGEST);
    for (Defect defect : found) {
      if (all.stream()
          .noneMatch(d -> d.name().equals(defect.name()) && d.source() == DefectSource.INGEST)) {
        all.add(defect);
      }
    }
    return all;
  }

  private Optional<InitFacts> init(InitAddress address, Candidate media) {
    List<Candidate> own =
        candidates.of(address).stream()
            .filter(i -> i.pipeline().equals(media.pipeline()) && i.facts().setup().isPresent())
            .toList();
    Optional<Candidate> before =
        own.stream()
            .filter(i -> i.arrival() <= media.arrival())
            .max(Comparator.comparingLong(Candidate::arrival));
    Optional<Candidate> after = own.stream().min(Comparator.comparingLong(Candidate::arrival));
    return before.or(() -> after).flatMap(init -> facts(address, init.digest()));
  }

  private Optional<InitFacts> facts(InitAddress address, Digest digest) {
    return recent.computeIfAbsent(
        digest,
        unseen -> initSegments.get(address, digest).flatMap(bytes -> inits.inspect(bytes).facts()));
  }
}
