package io.liveorigin.contract.segment;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.ArrayList;
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

  /** Valid = no media-affecting defect. */
  @JsonIgnore
  public boolean valid() {
    return defects.stream().noneMatch(Defect::mediaAffecting);
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
    return new Candidate(pipeline, position, digest, size, contentType, arrival, facts, more);
  }

  /**
   * How bad it is: the worst defect first, then the sum of all. 0 for a valid one. Comparable among
   * candidates of one segment.
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
