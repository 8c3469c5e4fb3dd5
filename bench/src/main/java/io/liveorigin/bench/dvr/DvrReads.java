package io.liveorigin.bench.dvr;

import io.liveorigin.bench.http.Connection;
import io.liveorigin.bench.http.HangLimit;
import io.liveorigin.bench.peer.PlainConsumer;
import io.liveorigin.bench.process.OriginPlan;
import io.liveorigin.bench.process.OriginProcesses;
import io.liveorigin.bench.report.Bar;
import io.liveorigin.bench.report.Percentiles;
import io.liveorigin.bench.report.Ratios;
import io.liveorigin.bench.report.Table;
import io.liveorigin.bench.traffic.LiveTrack;
import io.liveorigin.bench.traffic.PastSegments;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.SegmentUrls;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.topic.TopicSettings;
import io.liveorigin.contract.topic.Topics;
import io.liveorigin.kafka.KafkaSettings;
import io.liveorigin.kafka.record.SegmentRecord;
import io.liveorigin.packager.clip.Clip;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * One reader GETs old segments and a plain consumer reads the same records; the two sides take
 * turns, chunk by chunk. The reads are cold in random order, then repeated while the segments are
 * in memory, then cold in order.
 */
public final class DvrReads {
  private static final Bar BAR = Bar.atMost(1.2);
  private static final Duration POLL = Duration.ofMillis(200);

  /** A kind of read, with the latencies of both sides by chunk, in milliseconds. */
  public record Row(String name, List<Percentiles> ours, List<Percentiles> plain) {
    Row(String name) {
      this(name, new ArrayList<>(), new ArrayList<>());
    }
  }

  /** An old segment: the path to request it by, and the position of its record. */
  private record Old(String path, TopicPartition partition, long offset) {}

  private interface Read {
    void of(Old old) throws IOException, InterruptedException;
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
  public List<Row> run() throws IOException, InterruptedException {
    EventDefinition event =
        Clip.eventDefinition("bench", "dvr", List.of("a"))
            .withTimeShiftBufferDepth(Duration.ofHours(3));
    List<LiveTrack> tracks = LiveTrack.all(event, bytes);
    try (OriginProcesses origin = OriginProcesses.start(plan)) {
      origin.declare(List.of(event));
      int chunk = Math.max(1, samples / pairs);
      // One half is read in random order and the other in order; the first chunk of each half is
      // the warm-up.
      int numbers = 2 * (pairs + 1) * chunk / tracks.size() + 1;
      List<Old> all = publish(origin, tracks, numbers);
      List<Old> inOrder = all.subList(0, all.size() / 2);
      List<Old> random = new ArrayList<>(all.subList(all.size() / 2, all.size()));
      Collections.shuffle(random, new Random(1));
      Row cold = new Row("cold, in no order");
      Row warm = new Row("in memory");
      Row order = new Row("cold, in order");
      try (Connection serving = new Connection(origin.servingPort());
          PlainConsumer plain =
              new PlainConsumer(
                  origin.kafka(), all.stream().map(Old::partition).collect(Collectors.toSet()))) {
        chunks(random, chunk, serving, plain, cold, Optional.of(warm));
        chunks(inOrder, chunk, serving, plain, order, Optional.empty());
      }
      return List.of(cold, order, warm);
    }
  }

  /** PUTs numbers of each track and returns them, grouped by track and in order. */
  private List<Old> publish(OriginProcesses origin, List<LiveTrack> tracks, int numbers)
      throws IOException, InterruptedException {
    long first = PastSegments.newest(tracks.get(0), clock) - numbers;
    try (Connection ingest = new Connection(origin.ingestPort());
        Connection serving = new Connection(origin.servingPort())) {
      String last = "";
      for (long number = first; number < first + numbers; number++) {
        for (LiveTrack track : tracks) {
          last = track.path(number);
          ingest.store(last, track.segment(number));
        }
      }
      serving.awaitFound(last);
    }
    List<String> paths = new ArrayList<>();
    tracks.stream()
        .sorted((a, b) -> a.track().representation().compareTo(b.track().representation()))
        .forEach(
            track ->
                IntStream.range(0, numbers)
                    .mapToObj(i -> track.path(first + i))
                    .forEach(paths::add));
    Map<String, Old> places = places(origin, new SegmentUrls(tracks.get(0).event()), paths);
    return paths.stream().map(places::get).toList();
  }

  /**
   * Returns the segments by URL path, because only the cell that declared the event knows its
   * incarnation.
   */
  private static Map<String, Old> places(
      OriginProcesses origin, SegmentUrls urls, List<String> wanted)
      throws IOException, InterruptedException {
    KafkaSettings kafka = new KafkaSettings(origin.kafka(), TopicSettings.singleNode());
    Map<String, Old> places = new HashMap<>();
    try (Consumer<String, byte[]> consumer = kafka.readerConsumer("bench-places")) {
      List<TopicPartition> all =
          IntStream.range(0, kafka.topics().partitions())
              .mapToObj(i -> new TopicPartition(Topics.segments("a"), i))
              .toList();
      consumer.assign(all);
      consumer.seekToBeginning(all);
      HangLimit.await(
          "not all segments were found in Kafka",
          () -> {
            for (ConsumerRecord<String, byte[]> found : consumer.poll(POLL)) {
              if (SegmentRecord.read(found.topic(), found.key(), found.headers()).address()
                  instanceof SegmentAddress address) {
                TopicPartition partition = new TopicPartition(found.topic(), found.partition());
                String path = urls.path(address);
                places.put(path, new Old(path, partition, found.offset()));
              }
            }
            return places.keySet().containsAll(wanted);
          });
    }
    return places;
  }

  private void chunks(
      List<Old> segments,
      int size,
      Connection serving,
      PlainConsumer plain,
      Row row,
      Optional<Row> again)
      throws IOException, InterruptedException {
    Read get = old -> await(serving, old);
    Read poll = old -> plain.read(old.partition(), old.offset());
    for (int i = 0; i <= pairs; i++) {
      List<Old> chunk = segments.subList(i * size, (i + 1) * size);
      Percentiles ours = reads(chunk, get);
      Percentiles theirs = reads(chunk, poll);
      // The first chunk is the warm-up.
      if (i > 0) {
        row.ours().add(ours);
        row.plain().add(theirs);
        if (again.isPresent()) {
          again.get().ours().add(reads(chunk, get));
          again.get().plain().add(reads(chunk, poll));
        }
      }
    }
  }

  private static Percentiles reads(List<Old> chunk, Read read)
      throws IOException, InterruptedException {
    List<Long> nanos = new ArrayList<>();
    for (Old old : chunk) {
      long start = System.nanoTime();
      read.of(old);
      nanos.add(System.nanoTime() - start);
    }
    return Percentiles.ofNanos(nanos);
  }

  /**
   * GETs a segment until it is served. A loaded node refuses DVR requests for a moment; the reader
   * then retries, and the retries count towards its time.
   */
  private static void await(Connection serving, Old old) throws IOException, InterruptedException {
    HangLimit.await(
        "the responses to the GET of " + old + " were 503",
        () -> {
          int status = serving.get(old.path()).status();
          if (status != 200 && status != 503) {
            throw new OriginException(
                ErrorCode.INTERNAL, "the response to the GET of " + old + " was " + status);
          }
          return status == 200;
        });
  }

  /** Returns the figures as a Markdown table. */
  public static String markdown(List<Row> rows, int bytes) {
    Table table =
        new Table("| | GET, last byte | seek and poll | p50, pairs | p99, pairs | one reader |");
    for (Row row : rows) {
      Percentiles ours = Percentiles.all(row.ours());
      Ratios p50 = Ratios.of(row.ours(), row.plain(), Percentiles::p50);
      Ratios p99 = Ratios.of(row.ours(), row.plain(), Percentiles::p99);
      table.line(
          "| %s | %s | %s | %s, %s | %s, %s | %.0f MB/s |",
          row.name(),
          ours,
          Percentiles.all(row.plain()),
          p50,
          BAR.verdict(p50.median()),
          p99,
          BAR.verdict(p99.median()),
          bytes / 1e3 / Arrays.stream(ours.sorted()).average().orElseThrow());
    }
    return table.toString();
  }
}
