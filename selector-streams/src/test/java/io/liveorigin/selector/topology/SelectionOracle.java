package io.liveorigin.selector.topology;

import io.liveorigin.selector.topology.SelectionStory.Step;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The rule of docs/selection.md as a model: which copy should be served at each instant? It knows
 * nothing of the code under test.
 */
final class SelectionOracle {
  /** Separates the winners of one event from those of the next. */
  static final String AGAIN = "again";

  private static final long DUE = 1_000;
  private static final long DECIDED = 2_000;
  private static final long PATIENCE = DECIDED - DUE;
  private static final long MISSING = 3_000;

  private final Set<String> withInit;
  private final Map<String, List<Step.Put>> copies = new HashMap<>();
  private final Set<String> masked = new TreeSet<>();
  private final boolean preceded;
  private boolean begun;
  private final List<String> told = new ArrayList<>();
  private final Set<String> withInitAtFirst;
  private List<String> order;
  private Optional<Step.Put> served = Optional.empty();

  /** The class of the served copy when it was decided: 0 clean, 1 unchecked, 2 defective. */
  private int servedAs;

  private boolean decidedOnce;

  /** When the first copy arrived; far in the future as long as none has. */
  private long first = Long.MAX_VALUE / 2;

  private SelectionOracle(SelectionStory story) {
    this.order = story.order();
    this.preceded = story.hasBegun();
    this.begun = preceded;
    this.withInitAtFirst = new TreeSet<>(order);
    this.withInitAtFirst.removeAll(story.withoutInit());
    this.withInit = new TreeSet<>(withInitAtFirst);
  }

  /** Returns the winners in order, one for each revision, with a separator line between events. */
  static List<String> tell(SelectionStory story) {
    SelectionOracle oracle = new SelectionOracle(story);
    long now = 0;
    for (Step step : story.steps()) {
      oracle.judgeBetween(now, step.at());
      now = step.at();
      oracle.happen(step);
      oracle.judge(now);
    }
    oracle.judgeBetween(now, Long.MAX_VALUE);
    return oracle.told;
  }

  /** Judges at each instant that changes which copy may win. */
  private void judgeBetween(long after, long until) {
    Stream.of(
            DUE,
            DECIDED,
            MISSING,
            Math.max(DUE, first + PATIENCE),
            Math.max(DECIDED, first + PATIENCE))
        .filter(instant -> instant > after && instant <= until)
        .sorted()
        .forEach(this::judge);
  }

  private void happen(Step step) {
    if (step instanceof Step.Put put) {
      first = Math.min(first, put.at());
      copies.computeIfAbsent(put.pipeline(), p -> new ArrayList<>()).add(put);
    } else if (step instanceof Step.Mask mask) {
      masked.add(mask.pipeline());
    } else if (step instanceof Step.Unmask unmask) {
      masked.remove(unmask.pipeline());
    } else if (step instanceof Step.Init init && !init.broken()) {
      withInit.add(init.pipeline());
    } else if (step instanceof Step.Again again) {
      // Numbers that were missing before the track began are not waited for.
      begun = preceded && again.at() < MISSING;
      begin(again.order());
    }
    // Records of an earlier event, records before their time and records that cannot be processed
    // change nothing.
  }

  /** Begins a new event: nothing is known of the previous one any more. */
  private void begin(List<String> pipelines) {
    order = pipelines;
    withInit.clear();
    withInit.addAll(withInitAtFirst);
    withInit.add(order.get(0));
    copies.clear();
    masked.clear();
    served = Optional.empty();
    decidedOnce = false;
    first = Long.MAX_VALUE / 2;
    told.add(AGAIN);
  }

  /** Returns the class of a copy: 0 clean, 1 unchecked, 2 defective. */
  private int classOf(Step.Put put) {
    if (put.unchecked() && !withInit.contains(put.pipeline())) {
      return 1;
    }
    return put.quality() == 0 ? 0 : 2;
  }

  private Comparator<Step.Put> better() {
    return Comparator.<Step.Put>comparingInt(this::classOf)
        .thenComparingInt(put -> classOf(put) == 1 ? 0 : put.severity());
  }

  private Optional<Step.Put> best(String pipeline) {
    return masked.contains(pipeline)
        ? Optional.empty()
        : copies.getOrDefault(pipeline, List.of()).stream()
            .filter(put -> classOf(put) == 1 || !put.unplayable())
            .min(better());
  }

  private Optional<Step.Put> bestOfAll() {
    return order.stream().flatMap(p -> best(p).stream()).min(better());
  }

  private void judge(long now) {
    boolean due = now >= DUE;
    boolean lost = served.filter(s -> masked.contains(s.pipeline())).isPresent();
    if (served.isPresent() && !lost && servedAs == 0) {
      return;
    }
    if (served.isPresent() && !lost && servedAs == 1 && classOf(served.get()) == 0) {
      serve(served);
      return;
    }
    for (int i = 0; i < order.size(); i++) {
      Optional<Step.Put> best = best(order.get(i));
      if (best.filter(put -> classOf(put) == 0).isPresent()) {
        boolean worthWaiting =
            order.subList(0, i).stream()
                .anyMatch(p -> !masked.contains(p) && !copies.containsKey(p));
        if (!worthWaiting || due || decidedOnce) {
          serve(best);
        }
        return;
      }
    }
    if (decidedOnce) {
      boolean proved = servedAs == 1 && served.filter(s -> classOf(s) == 2).isPresent();
      boolean nothing = served.isEmpty() && bestOfAll().isEmpty();
      if (!nothing && (served.isEmpty() || lost || proved)) {
        serve(bestOfAll());
      }
      return;
    }
    if (copies.isEmpty()) {
      if (begun && now >= MISSING) {
        serve(Optional.empty());
      }
      return;
    }
    Optional<Step.Put> best = bestOfAll();
    boolean unchecked = best.filter(put -> classOf(put) == 1).isPresent();
    long instant = unchecked ? DUE : DECIDED;
    if (now >= (first <= instant ? instant : first + PATIENCE)) {
      serve(best);
    }
  }

  private void serve(Optional<Step.Put> winner) {
    served = winner;
    servedAs = winner.map(this::classOf).orElse(2);
    decidedOnce = true;
    told.add(winner.map(put -> put.pipeline() + name(put)).orElse("none"));
  }

  private String name(Step.Put put) {
    return classOf(put) == 1 ? " unchecked" : " " + put.defect();
  }
}
