package io.liveorigin.standalone.analyse.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The performance of an event over an interval. Segments are counted by representation and number,
 * if their due instant lies in the interval.
 *
 * @param event tenant/event
 * @param from start of the interval, epoch ms, excluded
 * @param to its end, epoch ms, included
 * @param firstNumber the first number that counts: in the interval, and not before any pipeline
 *     published
 * @param lastNumber the last number that counts; below firstNumber if none counts
 * @param due segments that count
 * @param unrecorded of these, segments without any record: nothing is known about them
 * @param outcome what viewers got
 * @param pipelines in the event's order
 * @param representations in the event's order
 * @param worst the representation with the most segments that were not valid, or else with the most
 *     media-affecting defects; empty if nothing was wrong
 * @param viewers what players reported about these segments
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
    Optional<String> worst,
    Viewers viewers) {

  /**
   * @param valid segments whose winner is valid
   * @param defective segments whose winner is not, because no pipeline had a valid copy
   * @param none segments without a winner: masked, or not published by any pipeline
   * @param upgrades decisions that replaced a defective winner
   * @param notFirst decisions whose winner is not from the first pipeline, by reason
   */
  public record Outcome(
      long valid, long defective, long none, long upgrades, Map<String, Long> notFirst) {}

  /**
   * @param pipeline name
   * @param due segments that it should have delivered
   * @param inTime segments that it delivered by the time they were due
   * @param late segments that it delivered, or had not yet delivered, after they were due
   * @param missing segments that it never delivered
   * @param availability inTime as a share of due, in percent; empty if none was due
   * @param served segments that it won
   * @param saved of these, valid ones for which no other pipeline had a valid copy in time
   * @param defects distinct ids by kind
   * @param declarations how reliable its packager's declarations are
   * @param latency encoder to origin; empty if the encoder does not state its time
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
   * Distinct ids of the defects that both packager and inspection could have seen.
   *
   * @param confirmed declared and found
   * @param notFound declared, and inspection did not find it
   * @param notDeclared found, and not declared although the packager declares defects
   * @param undeclared found; the packager declares nothing at all
   */
  public record Declarations(long confirmed, long notFound, long notDeclared, long undeclared) {}

  /**
   * Time from the encoder's clock at the end of the media to the arrival at ingest, ms.
   *
   * @param copies number of copies that state the encoder's clock
   */
  public record Latency(long copies, long p50, long p99) {}

  /**
   * The reports of players (topic {@code views}). Anyone can send reports, so these are claims;
   * which copy it was, and what was wrong with it, is what {@code selections} says.
   *
   * @param unknown why nothing is known; empty if the topic was read
   * @param sessions sessions with a record about these segments; 20,000 stands for more, too
   * @param responses segments that they requested
   * @param stalls how often playback stopped for lack of media
   * @param stalledMillis for how long in all, as far as it ended
   * @param unlocated of the stalls, those at a segment that is not known or does not count
   * @param copies the same by the copy that was played, the worst first
   * @param defects the same by the defects of that copy; a copy with two defects counts for both
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record Viewers(
      Optional<String> unknown,
      long sessions,
      long responses,
      long stalls,
      long stalledMillis,
      long unlocated,
      List<ViewerLine> copies,
      List<ViewerLine> defects) {}

  /**
   * @param what a kind of copy, such as {@code a, defective}, or a kind of defect
   * @param sessions sessions that requested or played one; 20,000 stands for more, too
   * @param responses how often one was requested
   * @param stalls how often playback stopped at one
   * @param stalledMillis for how long
   */
  public record ViewerLine(
      String what, long sessions, long responses, long stalls, long stalledMillis) {}

  /**
   * @param representation id
   * @param due segments of it that count
   * @param valid segments whose winner is valid
   * @param defective segments whose winner is not
   * @param none segments without a winner
   * @param defects distinct media-affecting defects of all pipelines
   */
  public record RepresentationLine(
      String representation, long due, long valid, long defective, long none, long defects) {}
}
