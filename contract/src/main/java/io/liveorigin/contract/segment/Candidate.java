package io.liveorigin.contract.segment;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * One pipeline's copy of a segment: everything about it except its bytes.
 *
 * @param pipeline the pipeline that published it
 * @param position the position of the record with its bytes
 * @param digest the digest of its bytes
 * @param size its size in bytes
 * @param contentType the media type with which it is served
 * @param arrival when ingest had received it completely, epoch ms
 * @param facts what was read from its boxes
 * @param defects the defects that were declared and found
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
   * Its class. A failure of inspection ({@link Defect#NOT_INSPECTED}) does not count against it: it
   * is treated as not inspected.
   */
  @JsonIgnore
  public CandidateClass candidateClass() {
    if (defects.stream().anyMatch(d -> d.mediaAffecting() && !d.isNotInspected())) {
      return CandidateClass.DEFECTIVE;
    }
    boolean checked =
        facts.setup().isPresent() && defects.stream().noneMatch(Defect::isNotInspected);
    return checked ? CandidateClass.CLEAN : CandidateClass.UNCHECKED;
  }

  /**
   * Returns whether it is valid, which means {@link CandidateClass#CLEAN}: it was inspected, and
   * viewers would notice nothing.
   */
  @JsonIgnore
  public boolean valid() {
    return candidateClass() == CandidateClass.CLEAN;
  }

  /** Returns whether a player can decode it, well or badly. */
  @JsonIgnore
  public boolean playable() {
    return defects.stream().allMatch(defect -> defect.kind().playable());
  }

  /** The same candidate with one more defect. */
  public Candidate with(Defect defect) {
    List<Defect> more = new ArrayList<>(defects);
    more.add(defect);
    return with(facts, more);
  }

  /** The same candidate with other facts and defects. */
  public Candidate with(Facts otherFacts, List<Defect> otherDefects) {
    return new Candidate(
        pipeline, position, digest, size, contentType, arrival, otherFacts, otherDefects);
  }

  /** Returns whether its bytes were found to be lost or to differ from the recorded ones. */
  public boolean unreadable() {
    return defects.stream()
        .anyMatch(
            defect ->
                defect.kind() == DefectKind.UNREADABLE && defect.source() == DefectSource.SELECTOR);
  }

  /** Puts the better candidate first: by class, then the less severe one. */
  public static Comparator<Candidate> bestFirst() {
    return Comparator.comparing(Candidate::candidateClass).thenComparingLong(Candidate::severity);
  }

  /**
   * How bad it is: the worst defect first, then the sum of all. 0 if none is media-affecting.
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

  /** Returns whether both are the same bytes from the same pipeline: a retry or a redelivery. */
  public boolean sameCopy(Candidate other) {
    return pipeline.equals(other.pipeline) && digest.equals(other.digest);
  }
}
