package io.liveorigin.bench.storm;

import io.liveorigin.bench.publish.Percentiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was measured.
 *
 * @param rate requests a second of the storm
 * @param quiet the blocks without it
 * @param storm those with it
 * @param tallies what the storm's requests got, a block each; none where they get no answer
 * @param counted what the serving node counted during the blocks of storm
 */
public record StormResult(
    double rate,
    StormSide quiet,
    StormSide storm,
    List<OpenLoop.Tally> tallies,
    Map<String, Double> counted) {
  private static final double LATE_MILLIS = 100;
  private static final double P99 = 0.99;

  /** Live segments that viewers did not get, or with other bytes, in both kinds of block. */
  public long missed() {
    return quiet.missed() + storm.missed();
  }

  /** PUTs that were not answered 201. */
  public long notStored() {
    return quiet.notStored() + storm.notStored();
  }

  /** From the start of a PUT to the last byte at its viewer, in the blocks of storm. */
  public Percentiles stormView() {
    return storm.view();
  }

  public double putRatio() {
    return storm.put().at(P99) / quiet.put().at(P99);
  }

  public double healthRatio() {
    return storm.health().at(P99) / quiet.health().at(P99);
  }

  /** Probes that were not answered 200, in both kinds of block. */
  public long unhealthy() {
    return quiet.unhealthy() + storm.unhealthy();
  }

  public double viewRatio() {
    return storm.view().at(P99) / quiet.view().at(P99);
  }

  /** Answers to the storm by status. */
  public Map<Integer, Long> statuses() {
    Map<Integer, Long> all = new TreeMap<>();
    tallies.forEach(t -> t.statuses().forEach((status, n) -> all.merge(status, n, Long::sum)));
    return all;
  }

  /** The heads of the refusals. */
  public Map<String, Long> refusals() {
    Map<String, Long> all = new TreeMap<>();
    tallies.forEach(t -> t.refusals().forEach((head, n) -> all.merge(head, n, Long::sum)));
    return all;
  }

  /** Sum of what was added to the series of this name. */
  public double counted(String name) {
    return counted.entrySet().stream()
        .filter(e -> e.getKey().equals(name) || e.getKey().startsWith(name + "{"))
        .mapToDouble(Map.Entry::getValue)
        .sum();
  }

  /** The figures as a table in Markdown, and what the storm got. */
  public String markdown() {
    StringBuilder text = new StringBuilder();
    text.append("| | quiet | storm | ratio |\n|---|---|---|---|\n");
    row(text, "PUT acknowledged", quiet.put(), storm.put());
    row(text, "start of PUT to last byte at a live viewer", quiet.view(), storm.view());
    row(text, "health answered, connection included", quiet.health(), storm.health());
    text.append(line("| not told healthy | %d | %d | |", quiet.unhealthy(), storm.unhealthy()));
    text.append(line("| live segments missed | %d | %d | |", quiet.missed(), storm.missed()));
    text.append(
        line(
            "| live segments later than 100 ms | %d | %d | |",
            late(quiet.view()), late(storm.view())));
    storm
        .processor()
        .forEach(
            (name, share) ->
                text.append(
                    line(
                        "| processor, %s | %.0f %% | %.0f %% | |",
                        name, 100 * quiet.processor().get(name), 100 * share)));
    text.append('\n');
    if (!tallies.isEmpty()) {
      text.append(line("The storm: %.0f requests/s; answers by status: %s.", rate, statuses()));
      text.append(line("Time to their last byte: %s.", byStatus()));
      text.append(
          line(
              "Not sent, because all %d connections waited: %d. Read by clients: %.0f MB/s.",
              Storm.connections(),
              tallies.stream().mapToLong(OpenLoop.Tally::notSent).sum(),
              tallies.stream()
                  .mapToDouble(t -> t.bytes() / 1e6 / t.seconds())
                  .average()
                  .orElse(0)));
    }
    refusals().forEach((head, n) -> text.append(line("%d times 503 with %s.", n, head)));
    counted.forEach((name, n) -> text.append(line("`%s` +%.0f", name, n)));
    return text.toString();
  }

  private static void row(StringBuilder text, String name, Percentiles quiet, Percentiles storm) {
    text.append(line("| %s | %s | %s | %.2f |", name, quiet, storm, storm.at(P99) / quiet.at(P99)));
  }

  private static long late(Percentiles views) {
    long late = 0;
    for (double millis : views.sorted()) {
      late += millis > LATE_MILLIS ? 1 : 0;
    }
    return late;
  }

  private Map<Integer, String> byStatus() {
    Map<Integer, List<Long>> all = new TreeMap<>();
    tallies.forEach(
        t ->
            t.nanos()
                .forEach(
                    (status, n) ->
                        all.computeIfAbsent(status, key -> new ArrayList<>()).addAll(n)));
    Map<Integer, String> texts = new TreeMap<>();
    all.forEach((status, nanos) -> texts.put(status, Percentiles.ofNanos(nanos).toString()));
    return texts;
  }

  private static String line(String format, Object... values) {
    return String.format(Locale.ROOT, format, values) + "\n";
  }
}
