package io.liveorigin.selector.topology;

import io.liveorigin.contract.address.Address;
import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.address.InitAddress;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.control.ControlJson;
import io.liveorigin.contract.control.ControlKey;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.event.ContentType;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.event.Representation;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.Digest;
import io.liveorigin.contract.segment.Facts;
import io.liveorigin.contract.segment.RecordPosition;
import io.liveorigin.contract.topic.Topics;
import io.liveorigin.contract.wire.QuarantineRecord;
import io.liveorigin.kafka.Partitions;
import io.liveorigin.kafka.record.SegmentRecord;
import io.liveorigin.selector.LostBytes;
import io.liveorigin.selector.SelectorListener;
import io.liveorigin.selector.evidence.Evidence;
import io.liveorigin.selector.judge.TrackSamples;
import io.liveorigin.selector.store.LastingStores;
import io.liveorigin.selector.store.TaskEntries;
import io.liveorigin.selector.task.SelectorMonitor;
import io.liveorigin.selector.task.TaskClock;
import io.liveorigin.selector.task.TaskSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/**
 * The topology of one task of four, for partition 0, with stores that outlive it. Two pipelines
 * publish the tracks of {@link #CLEAN} with faults: sometimes only b publishes, and sometimes a's
 * copy is bad.
 */
final class PoisonedCell implements AutoCloseable {
  static final EventId CLEAN = new EventId("t", "clean");

  private static final int PARTITIONS = 4;
  private static final long START = 2_000_000;
  private static final long SEGMENT_MILLIS = 2_000;
  private static final long TICK_MILLIS = 20;
  private static final List<String> OUTPUTS =
      List.of(
          Topics.SELECTIONS,
          Topics.INIT_SELECTIONS,
          Topics.DEFECTS,
          "cell-" + TaskEntries.NAME + "-changelog");

  private final LastingStores stores;
  private final List<Decision> accepted = new ArrayList<>();
  private final Map<EventId, Decision> last = new HashMap<>();
  private final Map<String, TestInputTopic<String, byte[]>> inputs = new HashMap<>();
  private long quarantined;
  private long written;
  private long processed;
  private long now = START;
  private long published = START / SEGMENT_MILLIS - 1;
  private TopologyTestDriver driver;

  PoisonedCell(Path directory) {
    stores = new LastingStores(directory);
    start();
  }

  /** Returns two tracks of the event, video and audio, in partition 0. */
  static List<Track> tracks(EventId event) {
    List<Track> found = new ArrayList<>();
    for (int i = 0; found.size() < 2; i++) {
      Track track = new Track(event, (found.isEmpty() ? "v" : "a") + i, 0);
      if (Partitions.of(track, PARTITIONS) == 0) {
        found.add(track);
      }
    }
    return found;
  }

  static EventDefinition event(EventId id) {
    List<Track> tracks = tracks(id);
    return EventDefinition.of(
            id.tenant(),
            id.event(),
            List.of("a", "b"),
            List.of(
                representation(tracks.get(0), ContentType.VIDEO, "avc1.64001f", null),
                representation(tracks.get(1), ContentType.AUDIO, "mp4a.40.2", 48_000)))
        .withTimeShiftBufferDepth(Duration.ofMinutes(5));
  }

  private static Representation representation(
      Track track, ContentType type, String codecs, Integer samplingRate) {
    return new Representation(
        track.representation(),
        type,
        codecs,
        128_000,
        null,
        null,
        null,
        Optional.ofNullable(samplingRate),
        null,
        null,
        null,
        null);
  }

  private void start() {
    Properties config = new Properties();
    config.put(StreamsConfig.APPLICATION_ID_CONFIG, "cell");
    config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:1");
    config.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
    driver =
        new TopologyTestDriver(
            SelectorTopology.build(
                settings(),
                Topics.ALL_SEGMENTS,
                Topics.ALL_INITS,
                stores.candidates(),
                stores.chosen(),
                stores.chosenInits()),
            config,
            Instant.ofEpochMilli(now));
  }

  private TaskSettings settings() {
    SelectorListener listener =
        new SelectorListener() {
          @Override
          public void candidate(Address address, Candidate candidate, byte[] bytes) {}

          @Override
          public void accepted(Decision decision, RecordPosition position) {
            EventId event = decision.address().track().event();
            last.put(event, decision);
            if (event.equals(CLEAN)) {
              accepted.add(decision);
            }
          }

          @Override
          public void partitionLost(int partition) {}
        };
    Evidence evidence =
        new Evidence() {
          @Override
          public long consumedUntil(String topic, int partition) {
            return Long.MAX_VALUE;
          }

          @Override
          public void processed(String topic, int partition, long offset) {
            processed++;
          }
        };
    SelectorMonitor monitor =
        new SelectorMonitor() {
          @Override
          public void candidate(String pipeline, boolean valid) {}

          @Override
          public void derived(String pipeline, Defect defect) {}

          @Override
          public void quarantined(QuarantineRecord entry) {
            quarantined++;
          }

          @Override
          public void accepted(Decision decision) {}

          @Override
          public void early(Decision decision, long millis) {}
        };
    return new TaskSettings(
        "cell",
        PARTITIONS,
        listener,
        new TaskClock(this::now),
        evidence,
        new LostBytes(PARTITIONS),
        monitor,
        Duration.ofMillis(TICK_MILLIS),
        Map.of());
  }

  void restart() {
    driver.close();
    inputs.clear();
    start();
  }

  long now() {
    return now;
  }

  long number() {
    return now / SEGMENT_MILLIS;
  }

  void define(EventId event) {
    write(
        new Poison.Input(
            Topics.CONTROL,
            ControlKey.event(event).toString(),
            ControlJson.write(event(event)),
            new RecordHeaders(),
            now));
  }

  /** Publishes each number once, when its media ends. */
  void publishWhatIsDue() {
    for (long number = published + 1; (number + 1) * SEGMENT_MILLIS <= now; number++) {
      published = number;
      for (Track track : tracks(CLEAN)) {
        if (number % 100 == 0) {
          init(track, "a");
          init(track, "b");
        }
        if (number % 7 != 0) {
          segment(track, "a", number);
        }
        segment(track, "b", number);
      }
    }
  }

  private void init(Track track, String pipeline) {
    byte[] bytes = ("init " + pipeline).getBytes(StandardCharsets.UTF_8);
    send(
        new SegmentRecord(
            new InitAddress(track),
            "video/mp4",
            Digest.of(bytes),
            TrackSamples.init("setup"),
            List.of()),
        pipeline,
        bytes);
  }

  private void segment(Track track, String pipeline, long number) {
    byte[] bytes = (pipeline + number).getBytes(StandardCharsets.UTF_8);
    Facts facts =
        number % 11 == 0 && pipeline.equals("a")
            ? TrackSamples.facts(number * TrackSamples.SEGMENT, 25, 2 * TrackSamples.FRAME, "setup")
            : TrackSamples.clean(number, "setup");
    send(
        new SegmentRecord(
            new SegmentAddress(track, number), "video/mp4", Digest.of(bytes), facts, List.of()),
        pipeline,
        bytes);
  }

  private void send(SegmentRecord record, String pipeline, byte[] bytes) {
    write(new Poison.Input(record.topic(pipeline), record.key(), bytes, record.headers(), now));
  }

  void write(Poison.Input input) {
    written++;
    Headers headers = input.headers();
    inputs
        .computeIfAbsent(
            input.topic(),
            topic ->
                driver.createInputTopic(topic, new StringSerializer(), new ByteArraySerializer()))
        .pipeInput(
            new TestRecord<>(
                input.key(), input.value(), headers, Instant.ofEpochMilli(input.timestamp())));
  }

  /** Runs one punctuation and discards the output, which the driver keeps until it is read. */
  void tick() {
    now += TICK_MILLIS;
    driver.advanceWallClockTime(Duration.ofMillis(TICK_MILLIS));
    for (String topic : OUTPUTS) {
      driver
          .createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
          .readRecordsToList();
    }
  }

  Optional<Decision> lastDecision(EventId event) {
    return Optional.ofNullable(last.get(event));
  }

  /**
   * Returns the decisions about the event, without the parts that depend on the positions of
   * records.
   */
  List<String> decisionsOf(EventId event) {
    return accepted.stream()
        .filter(decision -> decision.address().track().event().equals(event))
        // Tracks that are due at the same instant are decided in any order.
        .sorted(Comparator.comparing(decision -> decision.address().track().key()))
        .map(
            d ->
                "%s r%d %s %s at %d of %s"
                    .formatted(
                        d.address(),
                        d.revision(),
                        d.winner().map(Candidate::pipeline).orElse("none"),
                        d.reason(),
                        d.decidedAt(),
                        d.candidates().stream()
                            .map(c -> c.pipeline() + c.digest() + c.defects())
                            .toList()))
        .toList();
  }

  long quarantined() {
    return quarantined;
  }

  /** Returns whether every written record and every decision counts as processed. */
  boolean processed() {
    return processed >= written;
  }

  long numbersOf(Track track) {
    return stores.entries(track);
  }

  @Override
  public void close() {
    driver.close();
    stores.close();
  }
}
