package io.liveorigin.selector.topology;

import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.segment.RecordPosition;
import io.liveorigin.contract.topic.Topics;
import io.liveorigin.selector.quarantine.Quarantine;
import io.liveorigin.selector.store.ChosenStore;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Reads decisions back, applies those that count, and tells the server. What cannot be read is
 * passed over by every cell alike. The record's timestamp is the broker's time, so what counts is
 * the same for every cell, however wrong a clock is.
 */
final class AcceptProcessor implements Processor<String, byte[], Void, Void> {
  private final String storeName;
  private final TaskSettings settings;
  private ProcessorContext<Void, Void> context;
  private ChosenStore chosen;
  private Quarantine quarantine;

  AcceptProcessor(String storeName, TaskSettings settings) {
    this.storeName = storeName;
    this.settings = settings;
  }

  @Override
  public void init(ProcessorContext<Void, Void> processorContext) {
    context = processorContext;
    chosen = processorContext.getStateStore(storeName);
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
      quarantine.record(
          "selection",
          position,
          key,
          () ->
              chosen
                  .apply(record.value(), metadata.offset(), record.timestamp())
                  .ifPresent(this::tell));
    }
    settings.evidence().processed(metadata.topic(), metadata.partition(), metadata.offset());
  }

  /**
   * A decision about a track of another partition decides nothing: that one's task never reads it.
   */
  private void tell(Decision decision) {
    int own = Topics.partition(decision.address().track(), settings.partitions());
    if (own != context.taskId().partition()) {
      throw new OriginException(
          ErrorCode.STORED_BYTES_DIFFER, decision.address() + " is of partition " + own);
    }
    settings.monitor().accepted(decision);
    settings.listener().accepted(decision);
  }
}
