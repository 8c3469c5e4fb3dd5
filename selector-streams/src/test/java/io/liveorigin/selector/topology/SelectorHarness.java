package io.liveorigin.selector.topology;

import io.liveorigin.contract.address.Address;
import io.liveorigin.contract.address.InitAddress;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.control.ControlJson;
import io.liveorigin.contract.control.ControlKey;
import io.liveorigin.contract.control.Invalidation;
import io.liveorigin.contract.control.Mask;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.event.ContentType;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.event.Representation;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.Digest;
import io.liveorigin.contract.segment.Facts;
import io.liveorigin.contract.topic.Topics;
import io.liveorigin.contract.wire.DecisionJson;
import io.liveorigin.contract.wire.DefectRecord;
import io.liveorigin.contract.wire.SegmentRecord;
import io.liveorigin.selector.LostBytes;
import io.liveorigin.selector.SelectorListener;
import io.liveorigin.selector.evidence.Evidence;
import io.liveorigin.selector.judge.TrackSamples;
import io.liveorigin.selector.store.CandidateStore;
import io.liveorigin.selector.store.ChosenStore;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Headers;
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
 * event has pipelines a, b and c, 2 s segments from the epoch, due 1 s after a segment's end,
 * decided 1 s later.
 */
final class SelectorHarness implements AutoCloseable {
  static final Track TRACK = Track.of("t", "e", "v0");
  static final long NUMBER = 1_000;

  /** Set-up of the init segments that say nothing else. */
  static final String PLAIN = "plain";

  private static final Instant START = Instant.ofEpochSecond(2_000);

  private final Path directory;
  private final List<Decision> accepted = new ArrayList<>();
  private final List<String> settled = new ArrayList<>();
  private final Map<String, Long> processed = new HashMap<>();
  private long consumedUntil = Long.MAX_VALUE;
  private boolean faulty;
  private final Map<String, TestInputTopic<String, byte[]>> inputs = new HashMap<>();
  private final TaskClock clock = new TaskClock(this::now);
  private TopologyTestDriver driver;
  private Instant now = START;
  private boolean initsSent;
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
      public void accepted(Decision decision) {
        if (decision.address() instanceof SegmentAddress) {
          accepted.add(decision);
        }
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
        return consumedUntil;
      }

      @Override
      public void processed(String topic, int partition, long offset) {
        processed.merge(topic, 1L, Long::sum);
      }
    };
  }

  /** The clock of the node; the driver's time, which record timestamps have, is the broker's. */
  TaskClock clock() {
    return clock;
  }

  void consumedUntil(long instant) {
    consumedUntil = instant;
  }

  /** Whoever asks for proof meets a fault that nobody foresaw. */
  void faulty(boolean whether) {
    faulty = whether;
  }

  long processedOf(String topic) {
    return processed.getOrDefault(topic, 0L);
  }

  static EventDefinition event() {
    return event(List.of("a", "b", "c"));
  }

  static EventDefinition event(List<String> pipelines) {
    return event(pipelines, null, null);
  }

  /** The same with numbers that begin at another instant, and at another number. */
  static EventDefinition event(
      List<String> pipelines, Instant availabilityStart, long startNumber) {
    EventDefinition plain = event(pipelines);
    return new EventDefinition(
        plain.tenant(),
        plain.event(),
        plain.pipelines(),
        availabilityStart,
        plain.segmentDuration(),
        startNumber,
        plain.initialization(),
        plain.media(),
        plain.timeShiftBufferDepth(),
        plain.startTime(),
        plain.endTime(),
        plain.representations(),
        plain.expectedLatency(),
        plain.patience(),
        plain.retryDeadline());
  }

  static EventDefinition event(List<String> pipelines, Instant startTime, Instant endTime) {
    Representation video =
        new Representation(
            "v0",
            ContentType.VIDEO,
            "avc1.64001f",
            500_000,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null);
    return event(pipelines, startTime, endTime, Duration.ofMinutes(5), List.of(video));
  }

  static EventDefinition event(
      List<String> pipelines,
      Instant startTime,
      Instant endTime,
      Duration window,
      List<Representation> representations) {
    return new EventDefinition(
        "t",
        "e",
        pipelines,
        null,
        null,
        null,
        null,
        null,
        window,
        Optional.ofNullable(startTime),
        Optional.ofNullable(endTime),
        representations,
        Duration.ofSeconds(1),
        Duration.ofSeconds(1),
        Duration.ofSeconds(10));
  }

  /** Moves the clock; punctuations due on the way run. */
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

  void apply(EventDefinition event) {
    control(ControlKey.event(event.id()), Optional.of(ControlJson.write(event)));
  }

  void mask(String id, String pipeline, long from, long to) {
    Mask mask = new Mask("t", "e", id, pipeline, "*", from, to, "test");
    control(ControlKey.mask(TRACK.event(), id), Optional.of(ControlJson.write(mask)));
  }

  void delete(EventDefinition event) {
    control(ControlKey.event(event.id()), Optional.empty());
  }

  void unmask(String id) {
    control(ControlKey.mask(TRACK.event(), id), Optional.empty());
  }

  void invalidate(String id) {
    Invalidation order = new Invalidation("t", "e", id, null, null, null, null, now(), null, "");
    control(ControlKey.invalidation(TRACK.event(), id), Optional.of(ControlJson.write(order)));
  }

  /** Ids of the invalidations that were reported as carried out, in order. */
  List<String> settled() {
    return List.copyOf(settled);
  }

  private void control(ControlKey key, Optional<byte[]> value) {
    input(Topics.CONTROL).pipeInput(new TestRecord<>(key.toString(), value.orElse(null), now));
  }

  /**
   * Publishes a copy with these defects that was inspected with an init segment; copies of equal
   * content are equal bytes. The first one is preceded by that init segment, of every pipeline.
   */
  void put(String pipeline, long number, String content, Defect... defects) {
    if (!initsSent) {
      initsSent = true;
      List.of("a", "b", "c").forEach(p -> putInit(p, "init"));
    }
    put(pipeline, number, content, TrackSamples.init(PLAIN), defects);
  }

  /** Publishes a copy that nobody could check: no init segment of its pipeline was known. */
  void putUnchecked(String pipeline, long number, String content, Defect... defects) {
    put(pipeline, number, content, Facts.NONE, defects);
  }

  void put(String pipeline, long number, String content, Facts facts, Defect... defects) {
    put(new SegmentAddress(TRACK, number), pipeline, content, facts, defects);
  }

  void put(
      SegmentAddress address, String pipeline, String content, Facts facts, Defect... defects) {
    send(pipeline, address, content.getBytes(StandardCharsets.UTF_8), facts, List.of(defects));
  }

  void putInit(String pipeline, String content) {
    putInit(pipeline, content, TrackSamples.init(PLAIN));
  }

  void putInit(String pipeline, String content, Facts facts, Defect... defects) {
    initsSent = true;
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    send(pipeline, new InitAddress(TRACK), bytes, facts, List.of(defects));
  }

  void send(String pipeline, Address address, byte[] bytes, Facts facts, List<Defect> defects) {
    SegmentRecord record =
        new SegmentRecord(address, "video/mp4", Digest.of(bytes), facts, defects);
    raw(record.topic(pipeline), record.key(), bytes, record.headers());
  }

  /** A copy that arrived earlier and was not read until now. */
  void putArrived(String pipeline, long number, Instant arrival) {
    byte[] bytes = (pipeline + number).getBytes(StandardCharsets.UTF_8);
    SegmentRecord record =
        new SegmentRecord(
            new SegmentAddress(TRACK, number),
            "video/mp4",
            Digest.of(bytes),
            TrackSamples.init(PLAIN),
            List.of());
    input(record.topic(pipeline))
        .pipeInput(new TestRecord<>(record.key(), bytes, record.headers(), arrival));
  }

  void raw(String topic, String key, byte[] value, Headers headers) {
    input(topic).pipeInput(new TestRecord<>(key, value, headers, now));
  }

  /** A decision of another cell arrives in the log. */
  void otherCell(Decision decision) {
    input(Topics.SELECTIONS)
        .pipeInput(
            new TestRecord<>(decision.address().track().key(), DecisionJson.write(decision), now));
  }

  private TestInputTopic<String, byte[]> input(String topic) {
    return inputs.computeIfAbsent(
        topic,
        name -> driver.createInputTopic(name, new StringSerializer(), new ByteArraySerializer()));
  }

  /** The driver keeps what was written to every topic until somebody reads it. */
  void drainChangelog() {
    driver
        .createOutputTopic(
            "cell-" + CandidateStore.NAME + "-changelog",
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())
        .readKeyValuesToList();
  }

  /**
   * How many decisions were accepted since the last call; forgets them, and what was handed over.
   */
  int drainAccepted() {
    int count = accepted.size();
    accepted.clear();
    handedOver.clear();
    return count;
  }

  /** What the stores have on disk. */
  long diskBytes() {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.map(Path::toFile).filter(File::isFile).mapToLong(File::length).sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whose copies of media segments were handed to the server, in order. */
  List<String> handedOver() {
    return List.copyOf(handedOver);
  }

  /** A server says that the bytes of a winner are lost. */
  void lose(SegmentAddress address, Digest digest) {
    lost.report(address, digest);
  }

  /** The candidates of an address as they are recorded. */
  List<Candidate> stored(SegmentAddress address) {
    return new CandidateStore(driver.getKeyValueStore(CandidateStore.NAME)).candidates(address);
  }

  /** What was accepted about media segments. */
  List<Decision> accepted() {
    return List.copyOf(accepted);
  }

  Optional<Decision> chosen(long number) {
    ChosenStore store = (ChosenStore) driver.getStateStore(SelectorTopology.CHOSEN);
    return store.get(new SegmentAddress(TRACK, number));
  }

  Optional<Decision> chosenInit() {
    ChosenStore store = (ChosenStore) driver.getStateStore(SelectorTopology.CHOSEN_INITS);
    return store.get(new InitAddress(TRACK));
  }

  /** Everything written to {@code selections} since the last call. */
  List<Decision> proposed() {
    return driver
        .createOutputTopic(Topics.SELECTIONS, new StringDeserializer(), new ByteArrayDeserializer())
        .readValuesToList()
        .stream()
        .map(DecisionJson::read)
        .toList();
  }

  /** Everything written to {@code defects} since the last call. */
  List<DefectRecord> defects() {
    return driver
        .createOutputTopic(Topics.DEFECTS, new StringDeserializer(), new ByteArrayDeserializer())
        .readValuesToList()
        .stream()
        .map(DefectRecord::read)
        .toList();
  }

  long storedCandidates() {
    long count = 0;
    try (var all = driver.getKeyValueStore(CandidateStore.NAME).all()) {
      while (all.hasNext()) {
        all.next();
        count++;
      }
    }
    return count;
  }

  /** Tracks of which anything is stored: candidates, notes, init segments, decisions. */
  Set<Track> storedTracks() {
    Set<Track> tracks =
        new HashSet<>(
            new CandidateStore(driver.getKeyValueStore(CandidateStore.NAME)).storedTracks());
    for (String name : List.of(SelectorTopology.CHOSEN, SelectorTopology.CHOSEN_INITS)) {
      tracks.addAll(((ChosenStore) driver.getStateStore(name)).storedTracks());
    }
    return tracks;
  }

  Optional<Decision> chosen(Address address) {
    String name =
        address instanceof InitAddress ? SelectorTopology.CHOSEN_INITS : SelectorTopology.CHOSEN;
    return ((ChosenStore) driver.getStateStore(name)).get(address);
  }

  void putInit(InitAddress address, String pipeline, String content) {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    send(pipeline, address, bytes, TrackSamples.init(PLAIN), List.of());
  }

  /** Keys of init segments' bytes. */
  long storedInitSegments() {
    long count = 0;
    try (var all = driver.getKeyValueStore(CandidateStore.NAME).all()) {
      while (all.hasNext()) {
        count += ((org.apache.kafka.common.utils.Bytes) all.next().key).get()[0] == 'i' ? 1 : 0;
      }
    }
    return count;
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
