package io.liveorigin.standalone.packagers;

import io.liveorigin.contract.segment.DefectKind;
import io.liveorigin.contract.topic.Topics;
import io.liveorigin.contract.wire.DefectRecord;
import io.liveorigin.kafka.KafkaSettings;
import io.liveorigin.testing.Patience;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** The topic {@code defects} from its start, as an analyst reads it. Used by one thread. */
final class DefectLog implements AutoCloseable {

  private final Consumer<String, byte[]> consumer;
  private final List<DefectRecord> records = new ArrayList<>();

  DefectLog(KafkaSettings kafka) {
    consumer = kafka.readerConsumer("analyst");
    List<TopicPartition> partitions =
        IntStream.range(0, kafka.topics().partitions())
            .mapToObj(i -> new TopicPartition(Topics.DEFECTS, i))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /**
   * Waits for the ends of all tracks of that pipeline. What is said about a segment stands before
   * the end of its track: a topic keeps the order of a pipeline's segments.
   */
  void awaitEnds(Publication publication, String pipeline) {
    Set<String> missing = new HashSet<>();
    publication.runs().stream()
        .filter(run -> run.pipeline().equals(pipeline))
        .forEach(run -> missing.addAll(run.representations()));
    long deadline = System.nanoTime() + Patience.LIMIT.toNanos();
    while (true) {
      of(publication)
          .filter(record -> record.pipeline().equals(pipeline))
          .filter(record -> record.kind().equals(Publication.END))
          .forEach(record -> missing.remove(record.representation()));
      if (missing.isEmpty()) {
        return;
      }
      if (System.nanoTime() > deadline) {
        throw new AssertionError(
            publication.id() + " of " + pipeline + ": no end of representations " + missing);
      }
      for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
        records.add(DefectRecord.read(record.value()));
      }
    }
  }

  /** All records so far about the segments to judge of that event. */
  List<DefectRecord> all(Publication publication) {
    return of(publication).filter(record -> judged(publication, record)).toList();
  }

  /** Whether a viewer would notice. */
  static boolean mediaAffecting(DefectRecord record) {
    return DefectKind.of(record.kind()).orElseThrow().mediaAffecting();
  }

  private Stream<DefectRecord> of(Publication publication) {
    String event = publication.id().event();
    return records.stream().filter(record -> record.event().equals(event));
  }

  private static boolean judged(Publication publication, DefectRecord record) {
    return publication.runs().stream()
        .filter(run -> run.pipeline().equals(record.pipeline()))
        .anyMatch(run -> judged(run.segments(record.representation()), run, record));
  }

  private static boolean judged(
      NavigableMap<Long, Path> segments, PackagedRun run, DefectRecord record) {
    // Of a number that the run does not have, its absence may be said.
    return record.number().isEmpty()
        || (record.number().get() < segments.lastKey()
            && (!segments.containsKey(record.number().get())
                || run.whole(record.representation()).containsKey(record.number().get())));
  }

  @Override
  public void close() {
    consumer.close();
  }
}
