package io.liveorigin.bench.publish;

import io.liveorigin.bench.process.OriginProcesses;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Processor time of each process of the origin, and of this one.
 *
 * @param seconds the processor time used, by process
 * @param at {@link System#nanoTime}; for a difference, its length in nanoseconds
 */
record ProcessorTime(Map<String, Double> seconds, long at) {
  private static final String CLIENT = "client";

  static ProcessorTime now(OriginProcesses origin) {
    Map<String, Double> seconds = new LinkedHashMap<>(origin.processorSeconds());
    Optional<Duration> ours = ProcessHandle.current().info().totalCpuDuration();
    seconds.put(CLIENT, ours.map(used -> used.toNanos() / 1e9).orElse(Double.NaN));
    return new ProcessorTime(seconds, System.nanoTime());
  }

  /** Returns the processor time that was used between this instant and a later one. */
  ProcessorTime until(ProcessorTime later) {
    Map<String, Double> used = new LinkedHashMap<>();
    later.seconds.forEach((name, value) -> used.put(name, value - seconds.get(name)));
    return new ProcessorTime(used, later.at - at);
  }

  /** Returns the number of cores used on average, for example {@code broker 0.21, client 0.30}. */
  @Override
  public String toString() {
    return seconds.entrySet().stream()
        .map(e -> String.format(Locale.ROOT, "%s %.2f", e.getKey(), e.getValue() * 1e9 / at))
        .collect(Collectors.joining(", "));
  }
}
