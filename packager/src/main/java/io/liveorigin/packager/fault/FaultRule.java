package io.liveorigin.packager.fault;

/**
 * One rule of a fault script.
 *
 * @param fault fault that the rule makes
 * @param pipeline name, or {@code *} for all
 * @param representation id, or {@code *} for all
 * @param numbers numbers of the segments that it covers
 */
public record FaultRule(Fault fault, String pipeline, String representation, FaultNumbers numbers) {
  static final String ANY = "*";

  boolean covers(String ofPipeline, String ofRepresentation, long number, long firstPublished) {
    return (pipeline.equals(ANY) || pipeline.equals(ofPipeline))
        && (representation.equals(ANY) || representation.equals(ofRepresentation))
        && numbers.contains(number, firstPublished);
  }
}
