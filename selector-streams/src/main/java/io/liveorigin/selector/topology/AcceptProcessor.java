package io.liveorigin.selector.topology;

import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.segment.RecordPosition;
import io.liveorigin.kafka.Partitions;
import io.liveorigin.selector.propose.DecisionInbox;
import io.liveorigin.selector.propose.DecisionInboxes;
import io.liveorigin.selector.store.DecisionStore;
import io.liveorigin.selector.store.DecisionStore.Applied;
import io.liveorigin.selector.task.Quarantine;
import io.liveorigin.selector.task.TaskSettings;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Reads decisions back, applies those that count, and notifies the server. Every cell passes over
 * the same unreadable records. A record's timestamp is the broker's time, so every cell accepts the
 * same decisions, however wrong its clock is.
 */
final class AcceptProcessor implements Processor<String, byte[], Void, Void> {
  private final String storeName;
  private final TaskSettings settings;
  private final DecisionInboxes readBacks;
  private ProcessorContext<Void, Void> context;
  private DecisionStore chosen;
  private DecisionInbox readBack;
  private Quarantine quarantine;

  /**
   * @param readBacks shared with the processor that proposes
   */
  AcceptProcessor(String storeName, TaskSettings settings, DecisionInboxes readBacks) {
    this.storeName = storeName;
    this.settings = settings;
    this.readBacks = readBacks;
  }

  @Override
  public void init(ProcessorContext<Void, Void> processorContext) {
    context = processorContext;
    chosen = processorContext.getStateStore(storeName);
    readBack = readBacks.of(processorContext.taskId().partition());
    quarantine =
        new Quarantine(
            settings.cell(),
            processorContext.taskId().partition(),
            processorContext::currentSystemTimeMs,
            settings.monitor()::quarantined);
  }

  @Override
  public void process(Record<String, byte[]> record) {
    RecordMetadata metadata = context.recordMetadata().orElseThrow();
    if (record.value() != null) {
      RecordPosition position =
          new RecordPosition(metadata.topic(), metadata.partition(), metadata.offset());
      String key = record.key() == null ? "" : record.key();
      quarantine.record("selection", position, key, () -> apply(record, position));
    }
    settings.evidence().processed(metadata.topic(), metadata.partition(), metadata.offset());
  }

  private void apply(Record<String, byte[]> record, RecordPosition position) {
    Applied applied = chosen.apply(record.value(), position.offset(), record.timestamp());
    readBack.applied(applied);
    applied.accepted().ifPresent(decision -> publish(decision, position));
  }

  private void publish(Decision decision, RecordPosition position) {
    requireOwnPartition(decision);
    settings.monitor().accepted(decision);
    settings.listener().accepted(decision, position);
  }

  /**
   * Refuses a decision about a track of another partition: it decides nothing, because the task of
   * that track never reads it.
   */
  private void requireOwnPartition(Decision decision) {
    int own = Partitions.of(decision.address().track(), settings.partitions());
    if (own != context.taskId().partition()) {
      throw new OriginException(
          ErrorCode.STORED_BYTES_DIFFER, decision.address() + " belongs to partition " + own);
    }
  }
}
