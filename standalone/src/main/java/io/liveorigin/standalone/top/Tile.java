package io.liveorigin.standalone.top;

import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.segment.Candidate;
import java.util.List;
import java.util.Optional;

/**
 * One column of a lane: how it shows a number, with the letters of the console (docs/operations.md;
 * {@code tiles.js}). Pure.
 *
 * @param letter one column wide
 * @param style how it is coloured; the letter alone says as much
 */
record Tile(String letter, Style style) {
  static final Tile UNDECIDED = new Tile("·", Style.DIM);
  static final Tile FILLER = new Tile("F", Style.BAD);
  static final Tile NOTHING = new Tile("✕", Style.BAD);
  static final Tile CLEAN = new Tile("●", Style.GOOD);
  static final Tile DEFECTIVE = new Tile("D", Style.BAD);
  static final Tile LATE = new Tile("L", Style.WARN);
  static final Tile MISSING = new Tile("–", Style.WARN);
  static final Tile MASKED = new Tile("M", Style.WARN);

  /** All letters but those of pipelines. */
  static final List<Tile> ALL =
      List.of(UNDECIDED, FILLER, NOTHING, CLEAN, DEFECTIVE, LATE, MISSING, MASKED);

  /**
   * The tile of what viewers got.
   *
   * @param pipelines the pipelines of the event in their order
   */
  static Tile ofViewers(Optional<Decision> decided, List<String> pipelines) {
    if (decided.isEmpty()) {
      return UNDECIDED;
    }
    Decision decision = decided.get();
    if (decision.madeFrom().isPresent()) {
      return FILLER;
    }
    return decision
        .winner()
        .map(
            winner ->
                new Tile(
                    letter(winner.pipeline(), pipelines),
                    winner.defects().isEmpty() ? Style.GOOD : Style.BAD))
        .orElse(NOTHING);
  }

  /** The tile of what a pipeline delivered. */
  static Tile ofPipeline(Optional<Decision> decided, String pipeline) {
    if (decided.isEmpty()) {
      return UNDECIDED;
    }
    Decision decision = decided.get();
    if (decision.masked().contains(pipeline)) {
      return MASKED;
    }
    Optional<Candidate> copy = copy(decision, pipeline);
    if (copy.isEmpty()) {
      // A decision that did not have to wait says nothing about copies that came after it.
      return decision.decidedAt() < decision.due() ? UNDECIDED : MISSING;
    }
    if (!copy.get().defects().isEmpty()) {
      return DEFECTIVE;
    }
    return copy.get().arrival() > decision.due() ? LATE : CLEAN;
  }

  /** The chosen copy of the pipeline, or else its newest. */
  private static Optional<Candidate> copy(Decision decision, String pipeline) {
    return decision
        .published()
        .filter(winner -> winner.pipeline().equals(pipeline))
        .or(
            () ->
                decision.candidates().stream()
                    .filter(copy -> copy.pipeline().equals(pipeline))
                    .reduce((older, newer) -> newer));
  }

  /** A pipeline in one column: its name, or its place in the order if the name is longer. */
  static String letter(String pipeline, List<String> pipelines) {
    int place = pipelines.indexOf(pipeline) + 1;
    if (pipeline.length() == 1) {
      return pipeline;
    }
    return place >= 1 && place <= 9 ? Integer.toString(place) : "?";
  }
}
