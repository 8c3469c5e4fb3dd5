package io.liveorigin.bench.scale;

import io.liveorigin.bench.pieces.MeasuredSegment;
import io.liveorigin.bench.traffic.LiveTrack;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.decision.Reason;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.schedule.Schedule;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.Digest;
import io.liveorigin.contract.segment.Facts;
import io.liveorigin.contract.segment.RecordPosition;
import io.liveorigin.contract.segment.TrackFacts;
import io.liveorigin.contract.topic.TopicSettings;
import io.liveorigin.contract.topic.Topics;
import io.liveorigin.contract.wire.DecisionJson;
import io.liveorigin.kafka.KafkaSettings;
import io.liveorigin.kafka.Partitions;
import io.liveorigin.packager.clip.Clip;
import io.liveorigin.packager.clip.ClipTrack;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Decisions that fill a time-shift window, without waiting for its time to pass. */
final class PastDecisions {
  static final List<String> PIPELINES = List.of("a", "b");

  private static final ClipTrack CLIP = LiveTrack.clip("v180");
  private static final Candidate MODEL = new MeasuredSegment().good("a");
  private static final int DIGEST_BYTES = 32;

  private PastDecisions() {}

  static ClipTrack clip() {
    return CLIP;
  }

  /** Returns an event with this number of representations, all of the same clip. */
  static EventDefinition event(String name, int representations, Duration window) {
    return LiveTrack.withMany(
        Clip.eventDefinition("bench", name, PIPELINES).withTimeShiftBufferDepth(window),
        CLIP,
        representations);
  }

  /**
   * Writes a decision between two clean candidates for each number of each track, in chronological
   * order. As in the selector, the records are JSON, compressed with zstd, each in a batch of its
   * own. The bytes of the candidates do not exist.
   *
   * @param last the last number, inclusive
   * @return the number of decisions
   */
  static long fill(String kafka, EventDefinition event, long first, long last) {
    TopicSettings topics = TopicSettings.singleNode();
    Map<String, Object> config = new KafkaSettings(kafka, topics).common("bench-past");
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "zstd");
    config.put(ProducerConfig.BATCH_SIZE_CONFIG, 0);
    List<Track> tracks =
        event.representations().stream().map(r -> new Track(event.id(), r.id(), 0)).toList();
    AtomicReference<Exception> failure = new AtomicReference<>();
    try (Producer<String, byte[]> producer =
        new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer())) {
      for (long number = first; number <= last && failure.get() == null; number++) {
        for (Track track : tracks) {
          int partition = Partitions.of(track, topics.partitions());
          Decision decision =
              decision(event.schedule(), new SegmentAddress(track, number), partition);
          producer.send(
              new ProducerRecord<>(
                  Topics.SELECTIONS,
                  partition,
                  decision.decidedAt(),
                  track.key(),
                  DecisionJson.write(decision)),
              (metadata, e) -> failure.compareAndSet(null, e));
        }
      }
    }
    if (failure.get() != null) {
      throw new OriginException(
          ErrorCode.INTERNAL, "the window was not filled: " + failure.get(), failure.get());
    }
    return (last - first + 1) * tracks.size();
  }

  private static Decision decision(Schedule schedule, SegmentAddress address, int partition) {
    long due = schedule.due(address.number());
    SplittableRandom random =
        new SplittableRandom(address.number() * 31 + address.track().hashCode());
    Candidate winner = copy("a", schedule, address, partition, random);
    Candidate other = copy("b", schedule, address, partition, random);
    return new Decision(
        address,
        1,
        Optional.of(winner),
        Reason.PREFERRED_VALID,
        List.of(winner, other),
        List.of(),
        due,
        other.arrival() + random.nextInt(20),
        "cell-0");
  }

  private static Candidate copy(
      String pipeline,
      Schedule schedule,
      SegmentAddress address,
      int partition,
      SplittableRandom random) {
    byte[] digest = new byte[DIGEST_BYTES];
    random.nextBytes(digest);
    long arrival = schedule.due(address.number()) - 600 + random.nextInt(200);
    return new Candidate(
        pipeline,
        new RecordPosition(Topics.segments(pipeline), partition, address.number()),
        Digest.ofSha256(digest),
        MODEL.size() + random.nextInt(20_000),
        MODEL.contentType(),
        pipeline.equals("a") ? arrival : arrival + 200,
        facts(schedule, address.number()),
        List.of());
  }

  private static Facts facts(Schedule schedule, long number) {
    Facts f = MODEL.facts();
    List<TrackFacts> tracks =
        f.tracks().stream()
            .map(
                t ->
                    new TrackFacts(
                        t.trackId(),
                        t.timescale(),
                        schedule.decodeTime(number, t.timescale()),
                        t.samples(),
                        t.duration(),
                        t.sampleDuration(),
                        t.startsWithSync()))
            .toList();
    return new Facts(
        tracks,
        f.brands(),
        f.fragments(),
        f.producerTime(),
        f.setup(),
        f.inheritsDefaults(),
        f.declared(),
        f.producerTimeType());
  }
}
