package io.liveorigin.selector.run;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.FailureText;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.topic.Topics;
import io.liveorigin.kafka.AdminResponse;
import io.liveorigin.kafka.KafkaSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The offsets at which a new cell begins in {@code segments.*}: not at the beginning, which is
 * hours of video, but some minutes before the last decision that another cell recorded. Older
 * segments were decided, and their decisions are read from {@code selections}. Without any decision
 * the cell begins at the beginning.
 *
 * <p>A cell that ran before is left alone: a reset by time would skip records that were published
 * to a quiet partition while it was down.
 */
final class StartPositions {
  private static final Logger LOG = LoggerFactory.getLogger(StartPositions.class);
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  /** More than the longest patience: older candidates are decided or were masked. */
  private static final Duration MARGIN = Duration.ofMinutes(12);

  private final KafkaSettings kafka;
  private final Admin admin;
  private final int partitions;

  StartPositions(KafkaSettings kafka, Admin admin) {
    this.kafka = kafka;
    this.admin = admin;
    this.partitions = kafka.topics().partitions();
  }

  /** Called before the cell's first start; no member may be active. */
  void prepare(String cell) {
    if (ranBefore(cell)) {
      return;
    }
    Map<TopicPartition, OffsetAndMetadata> start = new HashMap<>();
    positions().forEach((partition, offset) -> start.put(partition, new OffsetAndMetadata(offset)));
    if (!start.isEmpty()) {
      await("set offsets", admin.alterConsumerGroupOffsets(cell, start).all());
      LOG.info("the new cell {} starts near the last recorded decision", cell);
    }
  }

  /**
   * Whether the cell has committed an offset. This uses a consumer and not the admin client: while
   * the broker has no coordinator yet, for example because it is fresh, the admin client looks for
   * one without any pause, thousands of times a second (AdminApiDriver.clearInflightRequest,
   * 4.3.1).
   */
  private boolean ranBefore(String cell) {
    Set<TopicPartition> shared = new HashSet<>();
    for (String topic : List.of(Topics.CONTROL, Topics.SELECTIONS)) {
      for (int i = 0; i < partitions; i++) {
        shared.add(new TopicPartition(topic, i));
      }
    }
    try (Consumer<String, byte[]> member = kafka.groupReader(cell)) {
      return member.committed(shared, TIMEOUT).values().stream().anyMatch(Objects::nonNull);
    } catch (KafkaException e) {
      throw new OriginException(
          ErrorCode.STORAGE_UNAVAILABLE, "could not read offsets: " + FailureText.of(e), e);
    }
  }

  private Map<TopicPartition, Long> positions() {
    Map<TopicPartition, OffsetSpec> newest = new HashMap<>();
    for (int i = 0; i < partitions; i++) {
      newest.put(new TopicPartition(Topics.SELECTIONS, i), OffsetSpec.maxTimestamp());
    }
    Map<TopicPartition, ListOffsetsResultInfo> last =
        await("read selections", admin.listOffsets(newest).all());
    Set<String> topics = await("list topics", admin.listTopics().names());
    Map<TopicPartition, OffsetSpec> question = new HashMap<>();
    for (String topic : topics) {
      if (Topics.ALL_SEGMENTS.matcher(topic).matches()) {
        for (int i = 0; i < partitions; i++) {
          long timestamp = last.get(new TopicPartition(Topics.SELECTIONS, i)).timestamp();
          question.put(
              new TopicPartition(topic, i),
              timestamp < 0
                  ? OffsetSpec.earliest()
                  : OffsetSpec.forTimestamp(timestamp - MARGIN.toMillis()));
        }
      }
    }
    Map<TopicPartition, Long> found = new HashMap<>();
    Map<TopicPartition, OffsetSpec> quiet = new HashMap<>();
    await("find the start offsets", admin.listOffsets(question).all())
        .forEach(
            (partition, info) -> {
              if (info.offset() >= 0) {
                found.put(partition, info.offset());
              } else {
                // Nothing was published since then: everything there was decided, so only new
                // records count.
                quiet.put(partition, OffsetSpec.latest());
              }
            });
    await("find the end offsets", admin.listOffsets(quiet).all())
        .forEach((partition, info) -> found.put(partition, info.offset()));
    return found;
  }

  private static <T> T await(String what, KafkaFuture<T> response) {
    return AdminResponse.await(what, response, TIMEOUT);
  }
}
