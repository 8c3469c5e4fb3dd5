package io.liveorigin.contract.segment;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * One pipeline's copy of a segment: everything about it but its bytes.
 *
 * @param pipeline who published it
 * @param position where its bytes lie
 * @param digest of its bytes
 * @param size of its bytes
 * @param contentType as it is to be served
 * @param arrival when ingest had it whole, epoch ms
 * @param facts read from its boxes
 * @param defects declared and found
 */
public record Candidate(
    String pipeline,
    RecordPosition position,
    Digest digest,
    int size,
    String contentType,
    long arrival,
    Facts facts,
    List<Defect> defects) {

  public Candidate {
    defects = List.copyOf(defects);
  }

  /**
   * Its class. That inspection failed ({@link Defect#NOT_INSPECTED}) says nothing against it: it is
   * as if nobody had looked.
   */
  @JsonIgnore
  public CandidateClass standing() {
    if (defects.stream().anyMatch(d -> d.mediaAffecting() && !d.saysNotInspected())) {
      return CandidateClass.DEFECTIVE;
    }
    boolean checked =
        facts.setup().isPresent() && defects.stream().noneMatch(Defect::saysNotInspected);
    return checked ? CandidateClass.CLEAN : CandidateClass.UNCHECKED;
  }

  /** Valid = {@link CandidateClass#CLEAN}: it was looked at, and viewers would notice nothing. */
  @JsonIgnore
  public boolean valid() {
    return standing() == CandidateClass.CLEAN;
  }

  /** A player can decode it, well or badly. */
  @JsonIgnore
  public boolean playable() {
    return defects.stream().allMatch(defect -> defect.kind().playable());
  }

  /** The same candidate with one defect more. */
  public Candidate with(Defect defect) {
    List<Defect> more = new ArrayList<>(defects);
    more.add(defect);
    return with(facts, more);
  }

  /** The same candidate, about which something else is known. */
  public Candidate with(Facts otherFacts, List<Defect> otherDefects) {
    return new Candidate(
        pipeline, position, digest, size, contentType, arrival, otherFacts, otherDefects);
  }

  /** Whether its bytes were found to be lost or others than the recorded ones. */
  public boolean unreadable() {
    return defects.stream()
        .anyMatch(
            defect ->
                defect.kind() == DefectKind.UNREADABLE && defect.source() == DefectSource.SELECTOR);
  }

  /** The better one first: by class, then the least severe. */
  public static Comparator<Candidate> bestFirst() {
    return Comparator.comparing(Candidate::standing).thenComparingLong(Candidate::severity);
  }

  /**
   * How bad it is: the worst defect first, then the sum of all. 0 where none is media-affecting.
   * Comparable among candidates of one segment.
   */
  @JsonIgnore
  public long severity() {
    long worst = 0;
    long sum = 0;
    for (Defect defect : defects) {
      int severity = defect.kind().severity();
      worst = Math.max(worst, severity);
      sum += severity;
    }
    return worst * 1_000_000 + Math.min(sum, 999_999);
  }

  /** The same bytes from the same pipeline: a retry or a redelivery. */
  public boolean sameCopy(Candidate other) {
    return pipeline.equals(other.pipeline) && digest.equals(other.digest);
  }
}
