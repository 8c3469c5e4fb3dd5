package io.liveorigin.selector.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.DefectKind;
import io.liveorigin.contract.segment.DefectSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/**
 * The topology against an oracle that knows nothing of it: whatever arrives in whatever order, with
 * any mix of valid, defective and masked, the winners are those that the rule's text names.
 */
class SelectionOracleTest {
  private static final long NUMBER = SelectorHarness.NUMBER;
  private static final List<String> ORDER = List.of("a", "b", "c");
  private static final List<DefectKind> BAD =
      List.of(
          DefectKind.DISCONTINUITY,
          DefectKind.DROPPED_VIDEO_FRAMES,
          DefectKind.MALFORMED,
          DefectKind.CODEC_MISMATCH);

  /** A copy that the served init segment cannot decode: delivered, but never to be served. */
  private static final int UNPLAYABLE = 4;

  /** Something that happens so many ms after the segment's media ended. */
  sealed interface Step {
    long at();

    /** quality 0 is valid, 1 to 3 ever more severe, 4 cannot be played. */
    record Put(long at, String pipeline, int quality, int copy) implements Step {}

    record Mask(long at, String pipeline) implements Step {}

    record Unmask(long at, String pipeline) implements Step {}
  }

  @Property(tries = 400, shrinking = ShrinkingMode.BOUNDED)
  void winners_are_those_of_the_oracle(@ForAll("stories") List<Step> story) {
    List<String> expected = Oracle.tell(story);
    try (SelectorHarness selector = new SelectorHarness()) {
      selector.apply(SelectorHarness.event(ORDER));
      long end = SelectorHarness.event().schedule().mediaEnd(NUMBER);
      for (Step step : story) {
        selector.advanceTo(end + step.at());
        perform(selector, step);
        // The next tick: masks are worked off between records.
        selector.advanceTo(end + step.at() + 40);
      }
      selector.advanceTo(end + 6_000);
      assertThat(told(selector.accepted())).isEqualTo(expected);
    }
  }

  private static void perform(SelectorHarness selector, Step step) {
    if (step instanceof Step.Put put) {
      Defect[] defects =
          put.quality() == 0
              ? new Defect[0]
              : new Defect[] {Defect.of(BAD.get(put.quality() - 1), DefectSource.INGEST, Map.of())};
      selector.put(put.pipeline(), NUMBER, content(put), defects);
    } else if (step instanceof Step.Mask mask) {
      selector.mask("mask-" + mask.pipeline(), mask.pipeline(), NUMBER, NUMBER);
    } else if (step instanceof Step.Unmask unmask) {
      selector.unmask("mask-" + unmask.pipeline());
    }
  }

  private static String content(Step.Put put) {
    return put.pipeline() + " quality " + put.quality() + " copy " + put.copy();
  }

  private static List<String> told(List<Decision> accepted) {
    List<String> told = new ArrayList<>();
    int revision = 0;
    for (Decision decision : accepted) {
      assertThat(decision.revision()).isEqualTo(++revision);
      told.add(decision.winner().map(SelectionOracleTest::name).orElse("none"));
    }
    return told;
  }

  private static String name(Candidate winner) {
    int quality = winner.defects().isEmpty() ? 0 : BAD.indexOf(winner.defects().get(0).kind()) + 1;
    return winner.pipeline() + quality;
  }

  /** The rule of docs/selection.md, told as a story: at each instant, who should be served? */
  private static final class Oracle {
    private final Map<String, List<Step.Put>> copies = new LinkedHashMap<>();
    private final List<String> masked = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private String served;
    private boolean decidedOnce;

    static List<String> tell(List<Step> story) {
      Oracle oracle = new Oracle();
      boolean due = false;
      boolean decided = false;
      for (Step step : story) {
        // Due is 1000 ms after the media's end, decided 2000 ms.
        if (!due && step.at() >= 1_000) {
          due = true;
          oracle.judge(true, false);
        }
        if (!decided && step.at() >= 2_000) {
          decided = true;
          oracle.judge(true, true);
        }
        oracle.happen(step);
        oracle.judge(due, decided);
      }
      oracle.judge(true, false);
      oracle.judge(true, true);
      return oracle.told;
    }

    private void happen(Step step) {
      if (step instanceof Step.Put put) {
        copies.computeIfAbsent(put.pipeline(), p -> new ArrayList<>()).add(put);
      } else if (step instanceof Step.Mask mask) {
        masked.remove(mask.pipeline());
        masked.add(mask.pipeline());
      } else if (step instanceof Step.Unmask unmask) {
        masked.remove(unmask.pipeline());
      }
    }

    private Optional<Step.Put> best(String pipeline) {
      return copies.getOrDefault(pipeline, List.of()).stream()
          .filter(put -> put.quality() != UNPLAYABLE)
          .min(Comparator.comparingInt(Step.Put::quality));
    }

    private boolean counts(String pipeline) {
      return !masked.contains(pipeline) && best(pipeline).isPresent();
    }

    private void judge(boolean due, boolean decided) {
      if (served != null && served.endsWith("0") && !masked.contains(served.substring(0, 1))) {
        return;
      }
      for (int i = 0; i < ORDER.size(); i++) {
        String pipeline = ORDER.get(i);
        if (counts(pipeline) && best(pipeline).orElseThrow().quality() == 0) {
          boolean worthWaiting = false;
          for (String before : ORDER.subList(0, i)) {
            worthWaiting |= !masked.contains(before) && !copies.containsKey(before);
          }
          if (!worthWaiting || due || decidedOnce) {
            serve(pipeline + 0);
          }
          return;
        }
      }
      boolean lost = decidedOnce && (served == null || masked.contains(served.substring(0, 1)));
      if (decidedOnce ? !lost : !decided) {
        return;
      }
      String least = null;
      int quality = Integer.MAX_VALUE;
      for (String pipeline : ORDER) {
        if (counts(pipeline) && best(pipeline).orElseThrow().quality() < quality) {
          quality = best(pipeline).orElseThrow().quality();
          least = pipeline + quality;
        }
      }
      if (least != null) {
        serve(least);
      } else if (!copies.isEmpty() && (served != null || !decidedOnce)) {
        serve(null);
      }
    }

    private void serve(String winner) {
      served = winner;
      decidedOnce = true;
      told.add(winner == null ? "none" : winner);
    }
  }

  @Provide
  Arbitrary<List<Step>> stories() {
    Arbitrary<Long> instants = Arbitraries.longs().between(-20, 60).map(i -> i * 50);
    Arbitrary<String> pipelines = Arbitraries.of(ORDER);
    Arbitrary<Step> puts =
        Combinators.combine(
                instants,
                pipelines,
                Arbitraries.integers().between(0, 4),
                Arbitraries.integers().between(1, 2))
            .as(Step.Put::new);
    Arbitrary<Step> masks = Combinators.combine(instants, pipelines).as(Step.Mask::new);
    Arbitrary<Step> unmasks = Combinators.combine(instants, pipelines).as(Step.Unmask::new);
    return Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(5, puts),
            net.jqwik.api.Tuple.of(2, masks),
            net.jqwik.api.Tuple.of(1, unmasks))
        .list()
        .ofMaxSize(9)
        .map(SelectionOracleTest::inOrderOfTime);
  }

  /** Distinct instants, so that the order between a step and a timer is never a matter of taste. */
  private static List<Step> inOrderOfTime(List<Step> steps) {
    List<Step> sorted = new ArrayList<>(steps);
    sorted.sort(Comparator.comparingLong(Step::at));
    List<Step> spaced = new ArrayList<>();
    long earliest = Long.MIN_VALUE;
    for (Step step : sorted) {
      long at = Math.max(step.at(), earliest);
      // Not within a tick of due or decided.
      if (Math.abs(at - 1_000) < 100) {
        at = 1_100;
      }
      if (Math.abs(at - 2_000) < 100) {
        at = 2_100;
      }
      earliest = at + 100;
      spaced.add(at(step, at));
    }
    return spaced;
  }

  private static Step at(Step step, long at) {
    if (step instanceof Step.Put put) {
      return new Step.Put(at, put.pipeline(), put.quality(), put.copy());
    }
    if (step instanceof Step.Mask mask) {
      return new Step.Mask(at, mask.pipeline());
    }
    return new Step.Unmask(at, ((Step.Unmask) step).pipeline());
  }
}
