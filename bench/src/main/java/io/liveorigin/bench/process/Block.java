package io.liveorigin.bench.process;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * A measured block of time. Its instants are of {@link System#nanoTime()}.
 *
 * @param processor the processor time that was used, in seconds by process
 */
public record Block(long from, long to, Map<String, Double> processor) {
  /** The work that is done during the block. */
  public interface Work {
    void run() throws IOException, InterruptedException;
  }

  /**
   * Measures a block.
   *
   * @param processor supplies the processor time of each process so far, in seconds
   */
  public static Block of(Supplier<Map<String, Double>> processor, Work work)
      throws IOException, InterruptedException {
    Map<String, Double> before = processor.get();
    long from = System.nanoTime();
    work.run();
    long to = System.nanoTime();
    Map<String, Double> used = new LinkedHashMap<>();
    processor.get().forEach((name, seconds) -> used.put(name, seconds - before.get(name)));
    return new Block(from, to, used);
  }

  /** Returns the share of one core that the hypervisor took; 0 if the system does not count it. */
  public double hypervisorShare() {
    double taken = processor.getOrDefault(HostProcessor.HYPERVISOR, 0.0);
    return Double.isNaN(taken) ? 0 : taken / seconds();
  }

  public double seconds() {
    return (to - from) / 1e9;
  }

  /** Returns whether an instant is within one of the blocks. */
  public static boolean within(List<Block> blocks, long at) {
    return blocks.stream().anyMatch(block -> at >= block.from && at < block.to);
  }

  /** Returns the share of one core that each process used in the blocks together. */
  public static Map<String, Double> shares(List<Block> blocks) {
    double seconds = blocks.stream().mapToDouble(Block::seconds).sum();
    Map<String, Double> shares = new LinkedHashMap<>();
    for (Block block : blocks) {
      block.processor.forEach((name, used) -> shares.merge(name, used / seconds, Double::sum));
    }
    return shares;
  }

  /** Returns the number of cores used on average, for example {@code broker 0.21, client 0.30}. */
  public String load() {
    return shares(List.of(this)).entrySet().stream()
        .map(e -> String.format(Locale.ROOT, "%s %.2f", e.getKey(), e.getValue()))
        .collect(Collectors.joining(", "));
  }
}
