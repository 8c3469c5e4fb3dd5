package io.liveorigin.bench.storm;

import io.liveorigin.bench.publish.Percentiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The results of a storm.
 *
 * @param rate the storm's requests per second
 * @param quiet the blocks without the storm
 * @param storm the blocks with it
 * @param tallies the outcomes of the storm's requests, one for each block; empty if they get no
 *     responses
 * @param counted the increase of the serving node's metrics during the storm blocks
 */
public record StormResult(
    double rate,
    StormSide quiet,
    StormSide storm,
    List<OpenLoop.Tally> tallies,
    Map<String, Double> counted) {
  private static final double LATE_MILLIS = 100;
  private static final double P99 = 0.99;

  /**
   * Returns the number of live segments that viewers did not receive, or received with wrong bytes,
   * in both kinds of block.
   */
  public long missed() {
    return quiet.missed() + storm.missed();
  }

  /** Returns the number of PUTs whose response was not 201, in both kinds of block. */
  public long notStored() {
    return quiet.notStored() + storm.notStored();
  }

  /**
   * Returns the times from the start of a PUT to the last byte at its viewer, in the storm blocks.
   */
  public Percentiles stormView() {
    return storm.view();
  }

  public double putRatio() {
    return storm.put().at(P99) / quiet.put().at(P99);
  }

  public double healthRatio() {
    return storm.health().at(P99) / quiet.health().at(P99);
  }

  /** Returns the number of health checks whose response was not 200, in both kinds of block. */
  public long unhealthy() {
    return quiet.unhealthy() + storm.unhealthy();
  }

  public double viewRatio() {
    return storm.view().at(P99) / quiet.view().at(P99);
  }

  /** Returns the number of responses to the storm's requests by status. */
  public Map<Integer, Long> statuses() {
    Map<Integer, Long> all = new TreeMap<>();
    tallies.forEach(t -> t.statuses().forEach((status, n) -> all.merge(status, n, Long::sum)));
    return all;
  }

  /** Returns the number of 503 responses by their header fields. */
  public Map<String, Long> refusals() {
    Map<String, Long> all = new TreeMap<>();
    tallies.forEach(t -> t.refusals().forEach((head, n) -> all.merge(head, n, Long::sum)));
    return all;
  }

  /** Returns the total increase of the series with this name. */
  public double counted(String name) {
    return counted.entrySet().stream()
        .filter(e -> e.getKey().equals(name) || e.getKey().startsWith(name + "{"))
        .mapToDouble(Map.Entry::getValue)
        .sum();
  }

  /** Returns the figures as a Markdown table, followed by the outcomes of the storm's requests. */
  public String markdown() {
    StringBuilder text = new StringBuilder();
    text.append("| | quiet | storm | ratio |\n|---|---|---|---|\n");
    row(text, "PUT acknowledged", quiet.put(), storm.put());
    row(text, "start of PUT to last byte at a live viewer", quiet.view(), storm.view());
    row(text, "health check, connection included", quiet.health(), storm.health());
    text.append(line("| failed health checks | %d | %d | |", quiet.unhealthy(), storm.unhealthy()));
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
      text.append(line("The storm: %.0f requests/s; responses by status: %s.", rate, statuses()));
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
