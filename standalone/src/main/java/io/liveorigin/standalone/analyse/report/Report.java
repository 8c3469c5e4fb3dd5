package io.liveorigin.standalone.analyse.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How an event did. Segments are counted by representation and number; those count whose due
 * instant lies in the interval.
 *
 * @param event tenant/event
 * @param from start of the interval, epoch ms, excluded
 * @param to its end, epoch ms, included
 * @param firstNumber the first number that counts: of the interval, and once somebody published
 * @param lastNumber the last one; below firstNumber where none counts
 * @param due segments that count
 * @param unrecorded of these, those without any record: nothing is known about them
 * @param outcome what viewers got
 * @param pipelines in the event's order
 * @param representations in the event's order
 * @param worst the representation with the most segments that were not valid, or else with the most
 *     media-affecting defects; empty where nothing was wrong
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record Report(
    String event,
    long from,
    long to,
    long firstNumber,
    long lastNumber,
    long due,
    long unrecorded,
    Outcome outcome,
    List<PipelineLine> pipelines,
    List<RepresentationLine> representations,
    Optional<String> worst) {

  /**
   * @param valid segments whose winner is valid
   * @param defective segments whose winner is not: nobody had a valid copy
   * @param none segments without a winner: masked, or nobody published
   * @param upgrades decisions that replaced a defective winner
   * @param notFirst decisions whose winner is not the first pipeline, by reason
   */
  public record Outcome(
      long valid, long defective, long none, long upgrades, Map<String, Long> notFirst) {}

  /**
   * @param pipeline name
   * @param due segments that it should have delivered
   * @param inTime delivered by then
   * @param late delivered, or not yet delivered, after it was due
   * @param missing never delivered
   * @param availability inTime of due, in percent; empty where none was due
   * @param served segments that it won
   * @param saved of these, valid ones where no other pipeline had a valid copy in time
   * @param defects distinct ids by kind
   * @param declarations what its packager's word is worth
   * @param latency encoder to origin; empty where the encoder does not say when
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record PipelineLine(
      String pipeline,
      long due,
      long inTime,
      long late,
      long missing,
      Optional<Double> availability,
      long served,
      long saved,
      Map<String, Long> defects,
      Declarations declarations,
      Optional<Latency> latency) {}

  /**
   * Distinct ids of the defects that both sides could have seen.
   *
   * @param confirmed declared and found
   * @param notFound declared, and inspection did not find it
   * @param notDeclared found, and the packager did not declare it, though it declares
   * @param undeclared found; the packager declares nothing at all
   */
  public record Declarations(long confirmed, long notFound, long notDeclared, long undeclared) {}

  /**
   * Arrival at ingest after the encoder had the end of the media, ms.
   *
   * @param copies how many said so
   */
  public record Latency(long copies, long p50, long p99) {}

  /**
   * @param representation id
   * @param due segments of it that count
   * @param valid winner is valid
   * @param defective winner is not
   * @param none no winner
   * @param defects distinct media-affecting defects of all pipelines
   */
  public record RepresentationLine(
      String representation, long due, long valid, long defective, long none, long defects) {}
}
