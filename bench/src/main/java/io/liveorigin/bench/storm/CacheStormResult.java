package io.liveorigin.bench.storm;

import io.liveorigin.bench.http.Link;
import io.liveorigin.bench.process.Block;
import io.liveorigin.bench.report.Bar;
import io.liveorigin.bench.report.Percentiles;
import io.liveorigin.bench.report.Ratios;
import io.liveorigin.bench.report.Table;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongBiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The measurements of the packagers and the caches. */
public final class CacheStormResult {
  private static final Bar WRITE_RATIO = Bar.atMost(1.5);
  private static final Bar WRITE = Bar.atMost(45);
  private static final Bar FIRST_P50 = Bar.atMost(25);
  private static final Bar FIRST_P99 = Bar.atMost(129);
  private static final Bar NONE = Bar.atMost(0);

  private record Name(int channel, long number) {}

  private record Copy(String pipeline, Name name) {}

  private final Shape shape;
  private final int caches;
  private final List<Block> quiet;
  private final List<Block> storm;
  private final List<CacheStorm.Put> puts;
  private final List<Link.Response> answers;
  private final Map<Copy, CacheStorm.Put> copies = new HashMap<>();

  /** When the PUT of the first copy of each number started. */
  private final Map<Name, Long> begun = new HashMap<>();

  CacheStormResult(
      Shape shape,
      int caches,
      List<Block> quiet,
      List<Block> storm,
      List<CacheStorm.Put> puts,
      List<Link.Response> answers) {
    this.shape = shape;
    this.caches = caches;
    this.quiet = quiet;
    this.storm = storm;
    this.puts = puts;
    this.answers = answers;
    for (CacheStorm.Put put : puts) {
      Name name = new Name(put.channel(), put.put().number());
      copies.put(new Copy(put.pipeline(), name), put);
      begun.merge(name, put.put().start(), Math::min);
    }
  }

  /** Returns the number of PUTs whose response was not 201. */
  public long notStored() {
    return puts.stream().filter(put -> !put.put().stored()).count();
  }

  /** Returns the number of responses that ended in a storm block, by status. */
  public Map<Integer, Long> statuses() {
    return answers.stream()
        .filter(answer -> Block.within(storm, answer.last()))
        .collect(Collectors.groupingBy(Link.Response::status, TreeMap::new, Collectors.counting()));
  }

  /**
   * Returns the number of deliveries that the caches should receive of all segments whose PUT
   * started in a storm block.
   */
  public long due() {
    Map<Integer, Long> numbers =
        begun.entrySet().stream()
            .filter(e -> Block.within(storm, e.getValue()))
            .collect(Collectors.groupingBy(e -> e.getKey().channel(), Collectors.counting()));
    return IntStream.range(0, caches)
        .boxed()
        .flatMap(cache -> shape.representationsOf(cache).stream())
        .mapToLong(channel -> numbers.getOrDefault(channel, 0L))
        .sum();
  }

  /** Returns how many of the {@link #due()} deliveries were never complete. */
  public long missed() {
    return due() - delivered().size();
  }

  private static Name name(Link.Response answer) {
    return new Name(answer.link().channel(), answer.number());
  }

  private List<Link.Response> delivered() {
    return answers.stream()
        .filter(answer -> answer.status() == 200)
        .filter(answer -> answer.bytes() == shape.channels().get(name(answer).channel()).bytes())
        .filter(answer -> Block.within(storm, begun.getOrDefault(name(answer), Long.MIN_VALUE)))
        .toList();
  }

  /**
   * Returns the distribution of a time in nanoseconds from an instant of the winner's PUT to one of
   * a delivery.
   */
  private Percentiles after(ToLongBiFunction<CacheStorm.Put, Link.Response> nanos) {
    return Percentiles.ofNanos(
        delivered().stream()
            .map(d -> nanos.applyAsLong(copies.get(new Copy(d.pipeline(), name(d))), d))
            .toList());
  }

  /**
   * Returns the distribution of the time from the start of the winner's PUT to the first byte at a
   * cache.
   */
  public Percentiles firstByte() {
    return after((put, delivery) -> delivery.first() - put.put().start());
  }

  private Percentiles written(List<Block> blocks) {
    return Percentiles.ofNanos(
        puts.stream()
            .filter(put -> Block.within(blocks, put.put().start()))
            .map(put -> put.put().nanos())
            .toList());
  }

  private double megabytesPerSecond() {
    double bytes =
        answers.stream()
            .filter(answer -> Block.within(storm, answer.last()))
            .mapToDouble(Link.Response::bytes)
            .sum();
    return bytes / 1e6 / storm.stream().mapToDouble(Block::seconds).sum();
  }

  /** Returns the figures as a Markdown table. */
  public String markdown() {
    Percentiles write = written(storm);
    Percentiles first = firstByte();
    Ratios ratios = Ratios.of(storm, quiet, block -> written(List.of(block)).p99());
    Table table = new Table("| | quiet | storm | bar |");
    table.line(
        "| PUT acknowledged | %s | %s | p99 %s |",
        written(quiet), write, WRITE.verdict(write.p99()));
    table.line(
        "| p99 of PUT, storm over quiet, pairs | | %s | %s |",
        ratios, WRITE_RATIO.verdict(ratios.median()));
    table.line(
        "| start of the winner's PUT to first byte | | %s | p50 %s, p99 %s |",
        first, FIRST_P50.verdict(first.p50()), FIRST_P99.verdict(first.p99()));
    table.line(
        "| end of the winner's PUT to first byte | | %s | |",
        after((put, delivery) -> delivery.first() - put.put().end()));
    table.line(
        "| start of the winner's PUT to last byte | | %s | |",
        after((put, delivery) -> delivery.last() - put.put().start()));
    table.line("| deliveries missed of %d | | %d | %s |", due(), missed(), NONE.verdict(missed()));
    long refused = statuses().getOrDefault(404, 0L);
    table.line("| 404 at the live edge | | %d | %s |", refused, NONE.verdict(refused));
    table.line("| PUT not stored | | %d | %s |", notStored(), NONE.verdict(notStored()));
    Map<String, Double> stormy = Block.shares(storm);
    Block.shares(quiet)
        .forEach(
            (name, share) ->
                table.line(
                    "| processor, %s | %.0f %% | %.0f %% | |",
                    name, 100 * share, 100 * stormy.get(name)));
    table.line("%nRead by the caches: %.0f MB/s. Responses: %s.", megabytesPerSecond(), statuses());
    return table.toString();
  }
}
