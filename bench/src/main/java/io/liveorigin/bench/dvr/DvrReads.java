package io.liveorigin.bench.dvr;

import io.liveorigin.bench.http.Connection;
import io.liveorigin.bench.process.HangLimit;
import io.liveorigin.bench.process.OriginPlan;
import io.liveorigin.bench.process.OriginProcesses;
import io.liveorigin.bench.publish.Percentiles;
import io.liveorigin.bench.report.Bar;
import io.liveorigin.bench.report.Pair;
import io.liveorigin.bench.report.Ratios;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * One reader GETs old segments and a plain consumer reads the same records; the two sides take
 * turns, chunk by chunk. The reads are cold in random order, then repeated while the segments are
 * in memory, then cold in order.
 */
public final class DvrReads {
  private static final Bar BAR = Bar.atMost(1.2);
  private static final double P99 = 0.99;
  private static final int TRACKS = 3;

  /** A kind of read, with the latencies of both sides by chunk, in milliseconds. */
  public record Row(String name, List<Percentiles> ours, List<Percentiles> plain) {
    Ratios ratios(double share) {
      List<Pair> pairs = new ArrayList<>();
      for (int i = 0; i < ours.size(); i++) {
        pairs.add(new Pair(ours.get(i).at(share), plain.get(i).at(share)));
      }
      return Ratios.of(pairs);
    }

    static Percentiles all(List<Percentiles> chunks) {
      return new Percentiles(
          chunks.stream().flatMapToDouble(c -> Arrays.stream(c.sorted())).toArray());
    }
  }

  private final OriginPlan plan;
  private final int pairs;
  private final int samples;
  private final int bytes;
  private final Clock clock;

  /**
   * @param pairs the number of pairs of chunks
   * @param samples the total number of reads on each side, for each kind of read; divided evenly
   *     among the chunks
   * @param bytes the size of each segment
   */
  public DvrReads(OriginPlan plan, int pairs, int samples, int bytes, Clock clock) {
    this.plan = plan;
    this.pairs = pairs;
    this.samples = samples;
    this.bytes = bytes;
    this.clock = clock;
  }

  /** Returns one row for each kind of read: cold in random order, cold in order, in memory. */
  public List<Row> run() {
    try (OriginProcesses origin = OriginProcesses.start(plan)) {
      origin.declare(List.of(OldSegments.event()));
      int chunk = Math.max(1, samples / pairs);
      // One half is read in random order and the other in order; the first chunk of each half is
      // the warm-up.
      int numbers = 2 * (pairs + 1) * chunk / TRACKS + 1;
      List<OldSegments.Old> all = OldSegments.publish(origin, numbers, bytes, clock);
      List<OldSegments.Old> inOrder = all.subList(0, all.size() / 2);
      List<OldSegments.Old> random = new ArrayList<>(all.subList(all.size() / 2, all.size()));
      Collections.shuffle(random, new Random(1));
      List<Row> rows = new ArrayList<>();
      try (Connection serving = new Connection(origin.servingPort());
          PlainConsumer plain =
              new PlainConsumer(
                  origin,
                  all.stream().map(OldSegments.Old::partition).collect(Collectors.toSet()))) {
        Row cold = new Row("cold, in no order", new ArrayList<>(), new ArrayList<>());
        Row warm = new Row("in memory", new ArrayList<>(), new ArrayList<>());
        chunks(random, chunk, serving, plain, cold, Optional.of(warm));
        Row order = new Row("cold, in order", new ArrayList<>(), new ArrayList<>());
        chunks(inOrder, chunk, serving, plain, order, Optional.empty());
        rows.addAll(List.of(cold, order, warm));
      }
      return rows;
    } catch (IOException e) {
      throw new OriginException(ErrorCode.INTERNAL, "the benchmark failed: " + e, e);
    }
  }

  private void chunks(
      List<OldSegments.Old> segments,
      int size,
      Connection serving,
      PlainConsumer plain,
      Row row,
      Optional<Row> again)
      throws IOException {
    for (int i = 0; i <= pairs; i++) {
      List<OldSegments.Old> chunk = segments.subList(i * size, (i + 1) * size);
      Percentiles ours = gets(serving, chunk);
      Percentiles theirs = polls(plain, chunk);
      // The first chunk is the warm-up.
      if (i > 0) {
        row.ours().add(ours);
        row.plain().add(theirs);
        if (again.isPresent()) {
          again.get().ours().add(gets(serving, chunk));
          again.get().plain().add(polls(plain, chunk));
        }
      }
    }
  }

  private Percentiles gets(Connection serving, List<OldSegments.Old> chunk) throws IOException {
    List<Long> nanos = new ArrayList<>();
    for (OldSegments.Old old : chunk) {
      long start = System.nanoTime();
      await(serving, old);
      nanos.add(System.nanoTime() - start);
    }
    return Percentiles.ofNanos(nanos);
  }

  /**
   * GETs a segment until it is served. A loaded node refuses DVR requests for a moment; the reader
   * then retries, and the retries count towards its time.
   */
  private static void await(Connection serving, OldSegments.Old old) throws IOException {
    long deadline = HangLimit.deadline();
    int status = serving.get(old.path(), Optional.empty()).status();
    while (status == 503 && System.nanoTime() < deadline) {
      OriginProcesses.pause();
      status = serving.get(old.path(), Optional.empty()).status();
    }
    if (status != 200) {
      throw new OriginException(
          ErrorCode.INTERNAL, "the response to the GET of " + old + " was " + status);
    }
  }

  private static Percentiles polls(PlainConsumer plain, List<OldSegments.Old> chunk) {
    List<Long> nanos = new ArrayList<>();
    for (OldSegments.Old old : chunk) {
      long start = System.nanoTime();
      plain.read(old);
      nanos.add(System.nanoTime() - start);
    }
    return Percentiles.ofNanos(nanos);
  }

  /** Returns the figures as a Markdown table. */
  public static String markdown(List<Row> rows, int bytes) {
    StringBuilder text =
        new StringBuilder(
            "| | GET, last byte | seek and poll | p50, pairs | p99, pairs | one reader |\n|---|---|---|---|---|---|\n");
    for (Row row : rows) {
      Percentiles ours = Row.all(row.ours());
      Ratios p50 = row.ratios(0.5);
      Ratios p99 = row.ratios(P99);
      double mean = Arrays.stream(ours.sorted()).average().orElseThrow();
      text.append(
          String.format(
              Locale.ROOT,
              "| %s | %s | %s | %s, %s | %s, %s | %.0f MB/s |%n",
              row.name(),
              ours,
              Row.all(row.plain()),
              p50,
              BAR.verdict(p50.median()),
              p99,
              BAR.verdict(p99.median()),
              bytes / 1e3 / mean));
    }
    return text.toString();
  }
}
