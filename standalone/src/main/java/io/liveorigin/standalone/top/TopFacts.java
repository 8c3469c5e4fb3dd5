package io.liveorigin.standalone.top;

import io.liveorigin.contract.decision.Decision;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * The statements of one node at one instant.
 *
 * @param now epoch ms
 * @param node version and readiness of the node, in words
 * @param well whether the node is ready
 * @param events in the order of their names
 * @param lanes the opened event, if there is one
 */
record TopFacts(long now, String node, boolean well, List<EventRow> events, Optional<Lanes> lanes) {

  /** How an event stands. */
  enum State {
    LIVE("live", Style.GOOD),
    /** A pipeline is silent. */
    DEGRADED("degraded", Style.WARN),
    /** The newest decided segment is too old. */
    STALLED("stalled", Style.BAD),
    PAUSED("paused", Style.DIM),
    /** Not begun, or ended. */
    IDLE("idle", Style.DIM),
    /** The credential may not read the metrics. */
    UNKNOWN("–", Style.DIM);

    private final String word;
    private final Style style;

    State(String word, Style style) {
      this.word = word;
      this.style = style;
    }

    String word() {
      return word;
    }

    Style style() {
      return style;
    }
  }

  /**
   * One event.
   *
   * @param edge the largest number that was decided; empty before the first since the start
   * @param age seconds since the end of the media of the newest decided segment
   * @param requests responses a second; empty before the second look
   * @param holds requests that are held now
   * @param defects defects a minute; empty before the second look
   */
  record EventRow(
      String event,
      State state,
      OptionalLong edge,
      OptionalDouble age,
      OptionalDouble requests,
      int holds,
      OptionalDouble defects) {}

  /**
   * The latest numbers of a representation.
   *
   * @param pipelines in the order of preference
   * @param to the last number, the live edge
   * @param decisions in ascending order; a number without a decision is left out
   */
  record Lanes(
      String event,
      String representation,
      List<String> pipelines,
      long to,
      List<Decision> decisions) {}
}
