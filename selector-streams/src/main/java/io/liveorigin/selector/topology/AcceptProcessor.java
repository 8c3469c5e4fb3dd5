package io.liveorigin.selector.topology;

import io.liveorigin.contract.decision.Decision;
import io.liveorigin.selector.store.ChosenStore;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Reads decisions back, applies those that count, and tells the server. */
final class AcceptProcessor implements Processor<String, byte[], Void, Void> {
  private final String storeName;
  private final TaskSettings settings;
  private ProcessorContext<Void, Void> context;
  private ChosenStore chosen;

  AcceptProcessor(String storeName, TaskSettings settings) {
    this.storeName = storeName;
    this.settings = settings;
  }

  @Override
  public void init(ProcessorContext<Void, Void> processorContext) {
    context = processorContext;
    chosen = processorContext.getStateStore(storeName);
  }

  @Override
  public void process(Record<String, byte[]> record) {
    RecordMetadata metadata = context.recordMetadata().orElseThrow();
    if (record.value() != null) {
      chosen.apply(record.value(), metadata.offset()).ifPresent(this::tell);
    }
    settings.evidence().processed(metadata.topic(), metadata.partition(), metadata.offset());
  }

  private void tell(Decision decision) {
    settings.monitor().accepted(decision);
    settings.listener().accepted(decision);
  }
}
