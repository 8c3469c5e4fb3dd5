package io.liveorigin.bench.heap;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The samples of each process in chronological order, and the counts of the traffic. */
public record HeapResult(Map<String, List<Timed>> samples, SteadyTraffic.Counts counts) {
  /**
   * A sample.
   *
   * @param minute minutes since the start of the run
   */
  record Timed(double minute, JvmMemory.Sample sample) {}

  /** Returns the number of PUTs whose segment was stored. */
  public long stored() {
    return counts.stored();
  }

  /** Returns the live heap of one process after each full collection, in MiB. */
  public List<Double> heap(String process) {
    return samples.get(process).stream().map(t -> t.sample().heap()).toList();
  }

  /** Returns whether no process's live heap grew in the second half of the run. */
  boolean flat() {
    return samples.values().stream().noneMatch(s -> slope(s, JvmMemory.Sample::heap).grows());
  }

  private static Slope slope(List<Timed> all, ToDoubleFunction<JvmMemory.Sample> figure) {
    return Slope.of(
        all.subList(all.size() / 2, all.size()).stream()
            .map(t -> new Slope.Point(t.minute(), figure.applyAsDouble(t.sample())))
            .toList());
  }

  String markdown() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%,d PUTs stored, %,d segments viewed, other responses by status: %s.%n%n"
                + "| process | MiB | first | half-way | last | MiB a minute in the second half |%n"
                + "|---|---|---|---|---|---|%n",
            counts.stored(),
            counts.viewed(),
            counts.others()));
    samples.forEach(
        (name, all) -> {
          row(text, name, "live heap", all, JvmMemory.Sample::heap);
          row(text, name, "direct buffers", all, JvmMemory.Sample::direct);
          row(text, name, "resident", all, JvmMemory.Sample::resident);
        });
    text.append("\nThe bar: live heap does not grow: ").append(flat() ? "held" : "**missed**");
    return text.append(".\n").toString();
  }

  private static void row(
      StringBuilder text,
      String name,
      String what,
      List<Timed> all,
      ToDoubleFunction<JvmMemory.Sample> figure) {
    text.append(
        String.format(
            Locale.ROOT,
            "| %s | %s | %.2f | %.2f | %.2f | %s |%n",
            name,
            what,
            figure.applyAsDouble(all.get(0).sample()),
            figure.applyAsDouble(all.get(all.size() / 2).sample()),
            figure.applyAsDouble(all.get(all.size() - 1).sample()),
            slope(all, figure)));
  }
}
