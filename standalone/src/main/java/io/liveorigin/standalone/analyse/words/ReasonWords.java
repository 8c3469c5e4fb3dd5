package io.liveorigin.standalone.analyse.words;

import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.segment.Agreement;
import io.liveorigin.contract.segment.Candidate;
import java.util.ArrayList;
import java.util.List;

/** The reason of a decision, and whether packager and inspection agree, in words. */
public final class ReasonWords {
  private ReasonWords() {}

  /**
   * Returns the reason of a decision, in the words of {@code docs/selection.md}.
   *
   * @param order the event's pipelines, the preferred first
   */
  public static String of(Decision decision, List<String> order) {
    return switch (decision.reason()) {
      case PREFERRED_VALID -> "clean, from the preferred pipeline";
      case FALLBACK_BAD -> "clean, and " + before(decision, order, true) + " delivered a bad copy";
      case FALLBACK_DUE ->
          "clean, and " + before(decision, order, false) + " had not delivered when it was due";
      case LEAST_BAD ->
          "no pipeline had a clean copy in time; the least severe playable copy is chosen, if"
              + " any";
      case UPGRADE -> "a clean copy arrived later and is served instead";
      case MASK -> {
        if (decision.winner().isEmpty()) {
          yield "copies arrived, but all are masked";
        }
        yield decision.revision() == 1
            ? "clean, and every pipeline before it is masked"
            : "the masks changed, and this copy counts now";
      }
      case UNCHECKED ->
          "no pipeline had a clean copy when it was due; a copy that could not be checked is"
              + " chosen";
      case RECHECKED ->
          decision.winner().isEmpty()
              ? "the copy that was served unchecked has been checked, and does not play"
              : "the copy that was served unchecked has been checked";
      case UNREADABLE -> "the bytes of the copy that was served are lost";
      case OPERATOR -> "an operator chose";
      case MISSING -> "no pipeline had published it in time";
      case FILLED -> "no pipeline had published it in time, so the origin made a filler";
    };
  }

  private static String before(Decision decision, List<String> order, boolean delivered) {
    String winner = decision.winner().map(Candidate::pipeline).orElse("");
    int end = Math.max(0, order.indexOf(winner));
    List<String> names = new ArrayList<>();
    for (String pipeline : order.subList(0, end)) {
      boolean there = decision.candidates().stream().anyMatch(c -> c.pipeline().equals(pipeline));
      if (there == delivered && !decision.masked().contains(pipeline)) {
        names.add(pipeline);
      }
    }
    return names.isEmpty() ? "a pipeline before it" : String.join(", ", names);
  }

  /**
   * Returns whether packager and inspection agree, in words.
   *
   * @param source wire name of the source of the defect
   */
  public static String of(Agreement agreement, String source) {
    boolean declared = source.equals("packager");
    return switch (agreement) {
      case UNDECLARED -> "this packager declares nothing";
      case CONFIRMED -> declared ? "inspection found it too" : "the packager declared it too";
      case CONTRADICTED ->
          declared ? "inspection did NOT find it" : "the packager did NOT declare it";
    };
  }

  /**
   * Returns the source of a defect in words.
   *
   * @param source wire name
   */
  public static String foundBy(String source) {
    return source.equals("packager") ? "declared by the packager" : "found by " + source;
  }
}
