package io.liveorigin.bench.storm;

import io.liveorigin.bench.process.Block;
import io.liveorigin.bench.report.Percentiles;
import io.liveorigin.bench.report.Table;
import io.liveorigin.bench.traffic.LiveTraffic;
import io.liveorigin.bench.traffic.OpenLoop;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The results of a storm.
 *
 * @param rate the storm's requests per second
 * @param quiet the blocks without the storm
 * @param storm the blocks with it
 * @param discarded the blocks of the rounds that were measured again because of the hypervisor
 * @param tallies the outcomes of the storm's requests, one for each block; empty if they get no
 *     responses
 * @param counted the increase of the serving node's metrics during the storm blocks
 */
public record StormResult(
    double rate,
    Side quiet,
    Side storm,
    Side discarded,
    List<OpenLoop.Tally> tallies,
    Map<String, Double> counted) {
  private static final double LATE_MILLIS = 100;

  /** The measurements of packagers, viewers and health checks in all blocks of one kind. */
  record Side(
      List<Block> blocks,
      List<LiveTraffic.Put> puts,
      List<LiveTraffic.View> views,
      List<LiveTraffic.Probe> probes) {
    Percentiles put() {
      return Percentiles.ofNanos(puts.stream().map(LiveTraffic.Put::nanos).toList());
    }

    /** Returns the times from the start of a PUT to the last byte at its viewer. */
    Percentiles view() {
      return Percentiles.ofNanos(views.stream().map(LiveTraffic.View::nanos).toList());
    }

    Percentiles health() {
      return Percentiles.ofNanos(probes.stream().map(LiveTraffic.Probe::nanos).toList());
    }

    /** Returns for each block what the hypervisor took, and what live viewers got. */
    @Override
    public String toString() {
      return blocks.stream().map(this::text).collect(Collectors.joining("; "));
    }

    private String text(Block block) {
      List<LiveTraffic.View> seen =
          views.stream().filter(view -> Block.within(List.of(block), view.at())).toList();
      if (seen.isEmpty()) {
        return "nothing";
      }
      Map<Integer, Long> missed =
          seen.stream()
              .filter(LiveTraffic.View::missed)
              .collect(
                  Collectors.groupingBy(
                      LiveTraffic.View::status, TreeMap::new, Collectors.counting()));
      return String.format(
          Locale.ROOT,
          "%.0f %% and %.0f ms%s",
          100 * block.hypervisorShare(),
          Percentiles.ofNanos(seen.stream().map(LiveTraffic.View::nanos).toList()).p99(),
          missed.isEmpty() ? "" : ", missed by status " + missed);
    }

    long unhealthy() {
      return probes.stream().filter(p -> !p.healthy()).count();
    }

    long missed() {
      return views.stream().filter(LiveTraffic.View::missed).count();
    }

    long late() {
      return Arrays.stream(view().sorted()).filter(millis -> millis > LATE_MILLIS).count();
    }
  }

  /**
   * Returns the number of live segments that viewers did not receive, or received with wrong bytes,
   * in every block, also in those that were measured again.
   */
  public long missed() {
    return quiet.missed() + storm.missed() + discarded.missed();
  }

  /** Returns the number of PUTs whose response was not 201, in both kinds of block. */
  public long notStored() {
    return quiet.puts.stream().filter(put -> !put.stored()).count()
        + storm.puts.stream().filter(put -> !put.stored()).count();
  }

  /**
   * Returns the times from the start of a PUT to the last byte at its viewer, in the storm blocks.
   */
  public Percentiles stormView() {
    return storm.view();
  }

  /** Returns the number of health checks whose response was not 200, in both kinds of block. */
  public long unhealthy() {
    return quiet.unhealthy() + storm.unhealthy();
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
    Table table = new Table("| | quiet | storm | ratio |");
    row(table, "PUT acknowledged", quiet.put(), storm.put());
    row(table, "start of PUT to last byte at a live viewer", quiet.view(), storm.view());
    row(table, "health check, connection included", quiet.health(), storm.health());
    table.line("| failed health checks | %d | %d | |", quiet.unhealthy(), storm.unhealthy());
    table.line("| live segments missed | %d | %d | |", quiet.missed(), storm.missed());
    table.line("| live segments later than 100 ms | %d | %d | |", quiet.late(), storm.late());
    Map<String, Double> before = Block.shares(quiet.blocks);
    Block.shares(storm.blocks)
        .forEach(
            (name, share) ->
                table.line(
                    "| processor, %s | %.0f %% | %.0f %% | |",
                    name, 100 * before.get(name), 100 * share));
    table.line("");
    if (!discarded.blocks.isEmpty()) {
      table.line(
          "Measured again, because the hypervisor took too much: %d rounds, in which %d live segments were missed.",
          discarded.blocks.size() / 2, discarded.missed());
    }
    table.line("Each block, with what the hypervisor took and the p99 at live viewers:");
    table.line("quiet: %s.", quiet);
    table.line("storm: %s.", storm);
    if (!discarded.blocks.isEmpty()) {
      table.line("measured again: %s.", discarded);
    }
    if (!tallies.isEmpty()) {
      table.line("The storm: %.0f requests/s; responses by status: %s.", rate, statuses());
      table.line("Time to their last byte: %s.", byStatus());
      table.line(
          "Not sent, because all %d connections waited: %d. Read by clients: %.0f MB/s.",
          Storm.CONNECTIONS,
          tallies.stream().mapToLong(OpenLoop.Tally::notSent).sum(),
          tallies.stream().mapToDouble(t -> t.bytes() / 1e6 / t.seconds()).average().orElse(0));
    }
    refusals().forEach((head, n) -> table.line("%d times 503 with %s.", n, head));
    counted.forEach((name, n) -> table.line("`%s` +%.0f", name, n));
    return table.toString();
  }

  private static void row(Table table, String name, Percentiles quiet, Percentiles storm) {
    table.line("| %s | %s | %s | %.2f |", name, quiet, storm, storm.p99() / quiet.p99());
  }

  private Map<Integer, String> byStatus() {
    Map<Integer, List<Long>> all = new TreeMap<>();
    for (OpenLoop.Tally tally : tallies) {
      tally
          .nanos()
          .forEach((status, n) -> all.computeIfAbsent(status, s -> new ArrayList<>()).addAll(n));
    }
    Map<Integer, String> texts = new TreeMap<>();
    all.forEach((status, nanos) -> texts.put(status, Percentiles.ofNanos(nanos).toString()));
    return texts;
  }
}
