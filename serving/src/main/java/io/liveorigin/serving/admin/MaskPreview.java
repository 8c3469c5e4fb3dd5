package io.liveorigin.serving.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import io.liveorigin.contract.address.PipelineNameRules;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.control.ControlState;
import io.liveorigin.contract.control.Mask;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.event.Representation;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.selector.DecisionIndex;
import io.liveorigin.selector.Lookup;
import io.liveorigin.selector.intake.LostWinners;
import io.liveorigin.selector.rule.SelectionRule;
import io.liveorigin.selector.rule.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * The result for viewers if a mask were set. The rule of the selector is asked, with the copies
 * that this node knows now; nothing is written. Any thread; two look-ups for each number.
 */
final class MaskPreview {
  /** The largest count of numbers, over all representations. */
  static final int MOST = 1_000;

  /** The result of a number for viewers. */
  enum Kind {
    CLEAN,
    DEFECTIVE,
    FILLER,
    NOTHING,
    UNDECIDED;

    @JsonValue
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * The result of a number for viewers.
   *
   * @param pipeline whose copy it is, if it is one
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record Served(Kind kind, Optional<String> pipeline) {
    private static Served of(Optional<Candidate> winner, boolean fills) {
      return winner
          .filter(copy -> !copy.pipeline().equals(PipelineNameRules.ORIGIN))
          .map(
              copy ->
                  new Served(
                      copy.valid() ? Kind.CLEAN : Kind.DEFECTIVE, Optional.of(copy.pipeline())))
          .orElseGet(
              () ->
                  new Served(
                      winner.isPresent() || fills ? Kind.FILLER : Kind.NOTHING, Optional.empty()));
    }
  }

  /**
   * A number that the mask covers.
   *
   * @param now what viewers get
   * @param then what they would get
   */
  record Effect(String representation, long number, Served now, Served then) {}

  private final ControlState control;
  private final DecisionIndex index;

  MaskPreview(ControlState control, DecisionIndex index) {
    this.control = control;
    this.index = index;
  }

  /**
   * Returns the effect on each number that the mask covers.
   *
   * @param now epoch ms
   */
  List<Effect> of(Mask mask, long now) {
    LiveEvent event =
        control
            .event(mask.eventId())
            .orElseThrow(
                () -> new OriginException(ErrorCode.UNKNOWN_EVENT, mask.eventId().toString()));
    List<Representation> covered =
        event.definition().representations().stream()
            .filter(each -> mask.coversRepresentation(each.id()))
            .toList();
    if (mask.to() - mask.from() >= MOST / Math.max(1, covered.size())) {
      throw new OriginException(
          ErrorCode.INVALID_RANGE,
          "a preview has at most "
              + MOST
              + " numbers, counted for each representation; ask for a part of the range");
    }
    List<Effect> effects = new ArrayList<>();
    for (Representation each : covered) {
      for (long number = mask.from(); number <= mask.to(); number++) {
        effects.add(effect(event, each, number, mask, now));
      }
    }
    return effects;
  }

  private Effect effect(
      LiveEvent event, Representation representation, long number, Mask mask, long now) {
    SegmentAddress address = new SegmentAddress(event.track(representation.id()), number);
    Optional<Decision> current = current(address);
    if (current.isEmpty()) {
      Served undecided = new Served(Kind.UNDECIDED, Optional.empty());
      return new Effect(representation.id(), number, undecided, undecided);
    }
    Served before = Served.of(current.get().winner(), false);
    SelectionRule.Situation situation =
        new SelectionRule.Situation(
            event.definition().pipelines(),
            masked(address, mask),
            LostWinners.marked(index.candidates(address), current),
            current,
            event.schedule().due(number),
            event.schedule().decided(number),
            OptionalLong.empty());
    Served after =
        SelectionRule.evaluate(situation, now) instanceof Verdict.Choose choose
            ? Served.of(
                choose.winner(), event.definition().fills().fills(representation.contentType()))
            : before;
    return new Effect(representation.id(), number, before, after);
  }

  private Optional<Decision> current(SegmentAddress address) {
    Lookup found = index.lookup(address);
    if (found instanceof Lookup.Unavailable unavailable) {
      throw new OriginException(ErrorCode.STORAGE_UNAVAILABLE, unavailable.reason());
    }
    return found instanceof Lookup.Decided decided
        ? Optional.of(decided.decision())
        : Optional.empty();
  }

  /** The pipelines that would not count: also those of other masks. */
  private List<String> masked(SegmentAddress address, Mask mask) {
    return Stream.concat(control.masks(mask.eventId()).stream(), Stream.of(mask))
        .filter(each -> each.covers(address))
        .map(Mask::pipeline)
        .distinct()
        .toList();
  }
}
