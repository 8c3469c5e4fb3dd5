package io.liveorigin.bench.caches;

import io.liveorigin.bench.publish.Percentiles;
import io.liveorigin.bench.report.Bar;
import io.liveorigin.bench.report.Pair;
import io.liveorigin.bench.report.Ratios;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongBiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The measurements of the packagers and the caches. */
public final class CacheStormResult {
  private static final double P99 = 0.99;
  private static final Bar WRITE_RATIO = Bar.atMost(1.5);
  private static final Bar WRITE = Bar.atMost(45);
  private static final Bar FIRST_P50 = Bar.atMost(25);
  private static final Bar FIRST_P99 = Bar.atMost(129);

  private record Name(int channel, long number) {}

  private record Copy(String pipeline, Name name) {}

  private final Shape shape;
  private final int caches;
  private final List<CacheStorm.Block> quiet;
  private final List<CacheStorm.Block> storm;
  private final List<StormPublishers.Put> puts;
  private final List<CacheResponse> answers;
  private final Map<Copy, StormPublishers.Put> copies = new HashMap<>();

  /** When the PUT of the first copy of each number started. */
  private final Map<Name, Long> begun = new HashMap<>();

  CacheStormResult(
      Shape shape,
      int caches,
      List<CacheStorm.Block> quiet,
      List<CacheStorm.Block> storm,
      List<StormPublishers.Put> puts,
      List<CacheResponse> answers) {
    this.shape = shape;
    this.caches = caches;
    this.quiet = quiet;
    this.storm = storm;
    this.puts = puts;
    this.answers = answers;
    for (StormPublishers.Put put : puts) {
      Name name = new Name(put.channel(), put.number());
      copies.put(new Copy(put.pipeline(), name), put);
      begun.merge(name, put.start(), Math::min);
    }
  }

  /** Returns the number of PUTs whose response was not 201. */
  public long notStored() {
    return puts.stream().filter(put -> !put.stored()).count();
  }

  /** Returns the number of responses that ended in a storm block, by status. */
  public Map<Integer, Long> statuses() {
    return answers.stream()
        .filter(answer -> within(storm, answer.last()))
        .collect(Collectors.groupingBy(CacheResponse::status, TreeMap::new, Collectors.counting()));
  }

  /**
   * Returns the number of deliveries that the caches should receive of all segments whose PUT
   * started in a storm block.
   */
  public long due() {
    Map<Integer, Long> numbers =
        begun.entrySet().stream()
            .filter(e -> within(storm, e.getValue()))
            .collect(Collectors.groupingBy(e -> e.getKey().channel(), Collectors.counting()));
    return IntStream.range(0, caches)
        .boxed()
        .flatMap(cache -> shape.pulledBy(cache).stream())
        .mapToLong(channel -> numbers.getOrDefault(channel, 0L))
        .sum();
  }

  /** Returns how many of the {@link #due()} deliveries were never complete. */
  public long missed() {
    return due() - delivered().size();
  }

  private List<CacheResponse> delivered() {
    return answers.stream()
        .filter(answer -> answer.status() == 200)
        .filter(answer -> answer.bytes() == shape.channels().get(answer.channel()).bytes())
        .filter(
            answer ->
                within(
                    storm,
                    begun.getOrDefault(
                        new Name(answer.channel(), answer.number()), Long.MIN_VALUE)))
        .toList();
  }

  /**
   * Returns the distribution of a time in nanoseconds from an instant of the winner's PUT to one of
   * a delivery.
   */
  private Percentiles after(ToLongBiFunction<StormPublishers.Put, CacheResponse> nanos) {
    List<Long> all = new ArrayList<>();
    for (CacheResponse delivery : delivered()) {
      Name name = new Name(delivery.channel(), delivery.number());
      all.add(nanos.applyAsLong(copies.get(new Copy(delivery.pipeline(), name)), delivery));
    }
    return Percentiles.ofNanos(all);
  }

  /**
   * Returns the distribution of the time from the start of the winner's PUT to the first byte at a
   * cache.
   */
  public Percentiles firstByte() {
    return after((put, delivery) -> delivery.first() - put.start());
  }

  private Percentiles written(List<CacheStorm.Block> blocks) {
    return Percentiles.ofNanos(
        puts.stream()
            .filter(put -> within(blocks, put.start()))
            .map(put -> put.end() - put.start())
            .toList());
  }

  private Ratios writes() {
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < storm.size(); i++) {
      pairs.add(
          new Pair(written(List.of(storm.get(i))).at(P99), written(List.of(quiet.get(i))).at(P99)));
    }
    return Ratios.of(pairs);
  }

  private static boolean within(List<CacheStorm.Block> blocks, long at) {
    return blocks.stream().anyMatch(block -> block.holds(at));
  }

  private double megabytesPerSecond() {
    double bytes =
        answers.stream()
            .filter(answer -> within(storm, answer.last()))
            .mapToDouble(CacheResponse::bytes)
            .sum();
    return bytes / 1e6 / storm.stream().mapToDouble(CacheStorm.Block::seconds).sum();
  }

  /** Returns the figures as a Markdown table. */
  public String markdown() {
    Percentiles write = written(storm);
    Percentiles first = firstByte();
    Ratios ratios = writes();
    StringBuilder text = new StringBuilder("| | quiet | storm | bar |\n|---|---|---|---|\n");
    text.append(
        line(
            "| PUT acknowledged | %s | %s | p99 %s |",
            written(quiet), write, WRITE.verdict(write.at(P99))));
    text.append(
        line(
            "| p99 of PUT, storm over quiet, pairs | | %s | %s |",
            ratios, WRITE_RATIO.verdict(ratios.median())));
    text.append(
        line(
            "| start of the winner's PUT to first byte | | %s | p50 %s, p99 %s |",
            first, FIRST_P50.verdict(first.at(0.5)), FIRST_P99.verdict(first.at(P99))));
    text.append(
        line(
            "| end of the winner's PUT to first byte | | %s | |",
            after((put, delivery) -> delivery.first() - put.end())));
    text.append(
        line(
            "| start of the winner's PUT to last byte | | %s | |",
            after((put, delivery) -> delivery.last() - put.start())));
    text.append(
        line(
            "| deliveries missed of %d | | %d | %s |",
            due(), missed(), Bar.atMost(0).verdict(missed())));
    long refused = statuses().getOrDefault(404, 0L);
    text.append(
        line("| 404 at the live edge | | %d | %s |", refused, Bar.atMost(0).verdict(refused)));
    text.append(
        line("| PUT not stored | | %d | %s |", notStored(), Bar.atMost(0).verdict(notStored())));
    processor(quiet)
        .forEach(
            (name, share) ->
                text.append(
                    line(
                        "| processor, %s | %.0f %% | %.0f %% | |",
                        name, 100 * share, 100 * processor(storm).get(name))));
    text.append(
        line("%nRead by the caches: %.0f MB/s. Responses: %s.", megabytesPerSecond(), statuses()));
    return text.toString();
  }

  private static Map<String, Double> processor(List<CacheStorm.Block> blocks) {
    return blocks.stream()
        .flatMap(block -> block.processor().entrySet().stream())
        .collect(
            Collectors.groupingBy(
                Map.Entry::getKey, TreeMap::new, Collectors.averagingDouble(Map.Entry::getValue)));
  }

  private static String line(String format, Object... values) {
    return String.format(Locale.ROOT, format, values) + "\n";
  }
}
