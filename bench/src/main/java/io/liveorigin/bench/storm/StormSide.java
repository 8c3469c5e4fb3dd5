package io.liveorigin.bench.storm;

import io.liveorigin.bench.publish.Percentiles;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The measurements of packagers, viewers and processes in all blocks of one kind. */
final class StormSide {
  private record Block(long from, long to) {
    boolean holds(long at) {
      return at >= from && at < to;
    }
  }

  private final List<Block> blocks = new ArrayList<>();
  private final Map<String, Double> processor = new LinkedHashMap<>();
  private List<LiveTraffic.Put> puts = List.of();
  private List<LiveTraffic.View> views = List.of();
  private List<LiveTraffic.Probe> probes = List.of();

  /**
   * Adds a block. Instants are of {@link System#nanoTime()}, processor times in seconds by process.
   */
  void block(long from, long to, Map<String, Double> before, Map<String, Double> after) {
    blocks.add(new Block(from, to));
    after.forEach(
        (name, seconds) -> processor.merge(name, seconds - before.get(name), Double::sum));
  }

  /** Takes the PUTs, views and health checks that began within its blocks. */
  void take(LiveTraffic live) {
    puts = live.puts().stream().filter(p -> within(p.at())).toList();
    views = live.views().stream().filter(v -> within(v.at())).toList();
    probes = live.probes().stream().filter(p -> within(p.at())).toList();
  }

  private boolean within(long at) {
    return blocks.stream().anyMatch(block -> block.holds(at));
  }

  Percentiles put() {
    return Percentiles.ofNanos(puts.stream().map(LiveTraffic.Put::nanos).toList());
  }

  /** Returns the times from the start of a PUT to the last byte at its viewer. */
  Percentiles view() {
    return Percentiles.ofNanos(views.stream().map(LiveTraffic.View::nanos).toList());
  }

  /**
   * Returns the times from the opening of a connection to the response about a listener's health.
   */
  Percentiles health() {
    return Percentiles.ofNanos(probes.stream().map(LiveTraffic.Probe::nanos).toList());
  }

  long unhealthy() {
    return probes.stream().filter(p -> !p.healthy()).count();
  }

  long missed() {
    return views.stream().filter(LiveTraffic.View::missed).count();
  }

  long notStored() {
    return puts.stream().filter(p -> !p.stored()).count();
  }

  /** Returns the share of one core that each process used. */
  Map<String, Double> processor() {
    double seconds = blocks.stream().mapToDouble(b -> (b.to() - b.from()) / 1e9).sum();
    Map<String, Double> shares = new LinkedHashMap<>();
    processor.forEach((name, used) -> shares.put(name, used / seconds));
    return shares;
  }
}
