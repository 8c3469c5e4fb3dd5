package io.liveorigin.selector.topology;

import io.liveorigin.contract.address.Address;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.control.Invalidation;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.Digest;
import io.liveorigin.contract.segment.RecordPosition;
import io.liveorigin.contract.topic.Topics;
import io.liveorigin.contract.wire.DecisionJson;
import io.liveorigin.contract.wire.DefectRecord;
import io.liveorigin.selector.LostBytes;
import io.liveorigin.selector.SelectorListener;
import io.liveorigin.selector.evidence.Evidence;
import io.liveorigin.selector.fill.FillerProvider;
import io.liveorigin.selector.store.TaskEntries;
import io.liveorigin.selector.task.SampleEvent;
import io.liveorigin.selector.task.SelectorMonitor;
import io.liveorigin.selector.task.TaskClock;
import io.liveorigin.selector.task.TaskSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/**
 * The real topology under a driver with its own clock: time moves only when a test moves it. The
 * event is the {@link SampleEvent}.
 */
final class SelectorHarness extends SelectorInput implements AutoCloseable {
  private static final Instant START = Instant.ofEpochSecond(2_000);

  private final Path directory;
  private final List<Decision> accepted = new ArrayList<>();
  private final List<String> settled = new ArrayList<>();
  private final Map<String, Long> processed = new HashMap<>();
  private long consumedUntil = Long.MAX_VALUE;
  private long initsConsumedUntil = Long.MAX_VALUE;
  private boolean faulty;
  private FillerProvider fillers = FillerProvider.NONE;
  private final Map<String, TestInputTopic<String, byte[]>> inputs = new HashMap<>();
  private final TaskClock clock = new TaskClock(this::now);
  private TopologyTestDriver driver;
  private Instant now = START;
  private final List<String> handedOver = new ArrayList<>();
  private final LostBytes lost = new LostBytes(1);

  SelectorHarness() {
    try {
      directory = Files.createTempDirectory("selector");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start();
  }

  private void start() {
    Properties config = new Properties();
    config.put(StreamsConfig.APPLICATION_ID_CONFIG, "cell");
    config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:1");
    config.put(StreamsConfig.STATE_DIR_CONFIG, directory.toString());
    config.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
    driver = new TopologyTestDriver(SelectorTopology.build(settings()), config, now);
  }

  private TaskSettings settings() {
    return new TaskSettings(
        "cell",
        1,
        listener(),
        clock,
        evidence(),
        lost,
        SelectorMonitor.NONE,
        Duration.ofMillis(20),
        Map.of());
  }

  private SelectorListener listener() {
    return new SelectorListener() {
      @Override
      public void candidate(Address address, Candidate candidate, byte[] bytes) {
        if (address instanceof SegmentAddress) {
          handedOver.add(candidate.pipeline());
        }
      }

      @Override
      public void accepted(Decision decision, RecordPosition position) {
        if (decision.address() instanceof SegmentAddress) {
          accepted.add(decision);
        }
      }

      @Override
      public FillerProvider fillers() {
        return order -> fillers.filler(order);
      }

      @Override
      public void partitionLost(int partition) {}

      @Override
      public void settled(int partition, Invalidation invalidation) {
        settled.add(invalidation.id());
      }
    };
  }

  private Evidence evidence() {
    return new Evidence() {
      @Override
      public long consumedUntil(String topic, int partition) {
        if (faulty) {
          throw new ArithmeticException("made by a test");
        }
        return topic.startsWith("segments.") ? consumedUntil : initsConsumedUntil;
      }

      @Override
      public void processed(String topic, int partition, long offset) {
        processed.merge(topic, 1L, Long::sum);
      }
    };
  }

  /**
   * Returns the clock of the node. The driver's time, which is the time of record timestamps, is
   * the brokers'.
   */
  TaskClock clock() {
    return clock;
  }

  void consumedUntil(long instant) {
    consumedUntil = instant;
    initsConsumedUntil = instant;
  }

  /** Sets the proof of consumption for media only; that for init segments remains. */
  void mediaConsumedUntil(long instant) {
    consumedUntil = instant;
  }

  void fillers(FillerProvider source) {
    fillers = source;
  }

  /** Lets every request for proof fail with an unforeseen fault. */
  void faulty(boolean whether) {
    faulty = whether;
  }

  long processedOf(String topic) {
    return processed.getOrDefault(topic, 0L);
  }

  /** Moves the clock; punctuations that are due on the way run. */
  void advanceTo(long epochMillis) {
    while (now.toEpochMilli() < epochMillis) {
      long step = Math.min(20, epochMillis - now.toEpochMilli());
      now = now.plusMillis(step);
      driver.advanceWallClockTime(Duration.ofMillis(step));
    }
  }

  void advance(long millis) {
    advanceTo(now.toEpochMilli() + millis);
  }

  /** Moves the clock in one step: one punctuation. */
  void step(long millis) {
    now = now.plusMillis(millis);
    driver.advanceWallClockTime(Duration.ofMillis(millis));
  }

  long now() {
    return now.toEpochMilli();
  }

  /** Returns the ids of the invalidations that were reported as carried out, in order. */
  List<String> settled() {
    return List.copyOf(settled);
  }

  @Override
  void pipe(String topic, TestRecord<String, byte[]> record) {
    inputs
        .computeIfAbsent(
            topic,
            name ->
                driver.createInputTopic(name, new StringSerializer(), new ByteArraySerializer()))
        .pipeInput(record);
  }

  @Override
  Instant instant() {
    return now;
  }

  SelectorStores stores() {
    return new SelectorStores(driver, directory);
  }

  /** Discards the changelog, because the driver keeps all output until it is read. */
  void drainChangelog() {
    driver
        .createOutputTopic(
            "cell-" + TaskEntries.NAME + "-changelog",
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())
        .readKeyValuesToList();
  }

  /**
   * Returns how many decisions were accepted since the last call, and discards them and the list of
   * handed-over copies.
   */
  int drainAccepted() {
    int count = accepted.size();
    accepted.clear();
    handedOver.clear();
    return count;
  }

  /** Returns the pipelines whose copies of media segments were handed to the server, in order. */
  List<String> handedOver() {
    return List.copyOf(handedOver);
  }

  /** Reports, as a server does, that the bytes of a winner are lost. */
  void lose(SegmentAddress address, Digest digest) {
    lost.report(address, digest);
  }

  /** Returns the accepted decisions on media segments. */
  List<Decision> accepted() {
    return List.copyOf(accepted);
  }

  /** Returns everything that was written to {@code selections} since the last call. */
  List<Decision> proposed() {
    return driver
        .createOutputTopic(Topics.SELECTIONS, new StringDeserializer(), new ByteArrayDeserializer())
        .readValuesToList()
        .stream()
        .map(DecisionJson::read)
        .toList();
  }

  /**
   * Discards what was written to {@code selections}, because the driver keeps it until it is read.
   */
  void drainProposed() {
    driver
        .createOutputTopic(Topics.SELECTIONS, new StringDeserializer(), new ByteArrayDeserializer())
        .readValuesToList();
  }

  /** Returns everything that was written to {@code defects} since the last call. */
  List<DefectRecord> defects() {
    return driver
        .createOutputTopic(Topics.DEFECTS, new StringDeserializer(), new ByteArrayDeserializer())
        .readValuesToList()
        .stream()
        .map(DefectRecord::read)
        .toList();
  }

  @Override
  public void close() {
    driver.close();
    try (Stream<Path> files = Files.walk(directory)) {
      files.sorted(Comparator.reverseOrder()).forEach(p -> p.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
