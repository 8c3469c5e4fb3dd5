package io.liveorigin.bench.dvr;

import io.liveorigin.bench.http.Connection;
import io.liveorigin.bench.process.HangLimit;
import io.liveorigin.bench.process.OriginProcesses;
import io.liveorigin.bench.publish.PaddedSegments;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.SegmentUrls;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.topic.Topics;
import io.liveorigin.kafka.KafkaSettings;
import io.liveorigin.kafka.record.SegmentRecord;
import io.liveorigin.packager.clip.Clip;
import io.liveorigin.packager.clip.ClipTrack;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Segments that were published so late that they have never been in memory. */
final class OldSegments {
  private static final Duration WINDOW = Duration.ofHours(3);

  /** The distance to the live edge in segment numbers, behind every segment that counts as live. */
  private static final long BEHIND = 60;

  private static final Duration POLL = Duration.ofMillis(200);

  /** An old segment: the path to request it by, and the position of its record. */
  record Old(String path, TopicPartition partition, long offset) {}

  private OldSegments() {}

  static EventDefinition event() {
    return Clip.eventDefinition("bench", "dvr", List.of("a")).withTimeShiftBufferDepth(WINDOW);
  }

  /**
   * PUTs {@code numbers} segments of each track and waits until the last one is served.
   *
   * @return the segments, grouped by track and in order
   */
  static List<Old> publish(OriginProcesses origin, int numbers, int bytes, Clock clock)
      throws IOException {
    EventDefinition event = event();
    SegmentUrls urls = new SegmentUrls(event);
    long first = event.schedule().liveEdge(clock.millis()) - BEHIND - numbers;
    Map<String, String> representations = new LinkedHashMap<>();
    String last = "";
    try (Connection ingest = new Connection(origin.ingestPort())) {
      for (long number = first; number < first + numbers; number++) {
        for (ClipTrack track : Clip.load().tracks()) {
          SegmentAddress address =
              new SegmentAddress(new Track(event.id(), track.representation().id(), 0), number);
          byte[] segment = PaddedSegments.of(track, number, event.schedule(), bytes);
          String path = urls.path(address);
          int status = ingest.put(path, segment).status();
          if (status != 201) {
            throw new OriginException(
                ErrorCode.INTERNAL, "the response to the PUT of " + address + " was " + status);
          }
          representations.put(path, track.representation().id());
          last = path;
        }
      }
    }
    awaitServed(origin, last);
    Map<String, Old> places = places(origin, urls, representations.keySet());
    return representations.keySet().stream()
        .sorted(Comparator.comparing(representations::get))
        .map(places::get)
        .toList();
  }

  private static void awaitServed(OriginProcesses origin, String path) throws IOException {
    long deadline = HangLimit.deadline();
    try (Connection serving = new Connection(origin.servingPort())) {
      while (serving.get(path, Optional.empty()).status() != 200) {
        if (System.nanoTime() > deadline) {
          throw new OriginException(ErrorCode.NOT_READY, path + " is not served");
        }
        OriginProcesses.pause();
      }
    }
  }

  /**
   * Returns the segments by URL path, because only the cell that declared the event knows its
   * incarnation.
   */
  private static Map<String, Old> places(
      OriginProcesses origin, SegmentUrls urls, Set<String> wanted) {
    KafkaSettings kafka = PlainConsumer.settings(origin);
    Map<String, Old> places = new HashMap<>();
    try (Consumer<String, byte[]> consumer = kafka.readerConsumer("bench-places")) {
      List<TopicPartition> all =
          IntStream.range(0, kafka.topics().partitions())
              .mapToObj(i -> new TopicPartition(Topics.segments("a"), i))
              .toList();
      consumer.assign(all);
      consumer.seekToBeginning(all);
      long deadline = HangLimit.deadline();
      while (!places.keySet().containsAll(wanted) && System.nanoTime() < deadline) {
        for (ConsumerRecord<String, byte[]> found : consumer.poll(POLL)) {
          if (SegmentRecord.read(found.topic(), found.key(), found.headers()).address()
              instanceof SegmentAddress address) {
            TopicPartition partition = new TopicPartition(found.topic(), found.partition());
            String path = urls.path(address);
            places.put(path, new Old(path, partition, found.offset()));
          }
        }
      }
    }
    if (!places.keySet().containsAll(wanted)) {
      throw new OriginException(
          ErrorCode.INTERNAL, "only " + places.size() + " segments were found in Kafka");
    }
    return places;
  }
}
