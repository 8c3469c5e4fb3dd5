package io.liveorigin.selector.topology;

import io.liveorigin.contract.segment.RecordPosition;
import io.liveorigin.contract.topic.Topics;
import io.liveorigin.selector.propose.DecisionInboxes;
import io.liveorigin.selector.store.TaskEntries;
import io.liveorigin.selector.task.OwnTracks;
import io.liveorigin.selector.task.Quarantine;
import io.liveorigin.selector.task.TaskSettings;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Processes the candidates and control records of one partition in their order and proposes
 * decisions. A task changes its state only in this one thread.
 */
final class ProposeProcessor implements Processor<String, byte[], String, byte[]> {
  private final TaskSettings settings;
  private final DecisionInboxes readBacks;
  private ProcessorContext<String, byte[]> context;
  private int partition;
  private Quarantine quarantine;
  private ProposeTask task;

  /**
   * @param readBacks shared with the processors that read decisions back
   */
  ProposeProcessor(TaskSettings settings, DecisionInboxes readBacks) {
    this.settings = settings;
    this.readBacks = readBacks;
  }

  @Override
  public void init(ProcessorContext<String, byte[]> processorContext) {
    context = processorContext;
    partition = context.taskId().partition();
    quarantine =
        new Quarantine(
            settings.cell(), partition, settings.clock()::millis, settings.monitor()::quarantined);
    task =
        new ProposeTask(
            settings,
            new OwnTracks(partition, settings.partitions()),
            new TaskEntries(context.getStateStore(TaskEntries.NAME), quarantine),
            context.getStateStore(SelectorTopology.CHOSEN),
            context.getStateStore(SelectorTopology.CHOSEN_INITS),
            readBacks.of(partition),
            new TaskOutput(context),
            quarantine);
    context.schedule(
        settings.tick(),
        PunctuationType.WALL_CLOCK_TIME,
        unused -> task.tick(settings.clock().millis()));
  }

  @Override
  public void process(Record<String, byte[]> record) {
    RecordMetadata metadata = context.recordMetadata().orElseThrow();
    RecordPosition position =
        new RecordPosition(metadata.topic(), metadata.partition(), metadata.offset());
    String key = record.key() == null ? "" : record.key();
    if (metadata.topic().equals(Topics.CONTROL)) {
      quarantine.record("control", position, key, () -> task.controlRecords().take(record));
    } else if (record.value() != null) {
      takeCandidate(record, position, key);
    }
    settings.evidence().processed(metadata.topic(), metadata.partition(), metadata.offset());
  }

  private void takeCandidate(Record<String, byte[]> record, RecordPosition position, String key) {
    CandidateRecords candidates = task.candidateRecords();
    String step = position.topic().startsWith(Topics.INITS_PREFIX) ? "init" : "segment";
    if (!quarantine.record(step, position, key, () -> candidates.take(record, position))) {
      quarantine.step("mark", position, () -> candidates.markUnreadable(record, position));
    }
  }

  @Override
  public void close() {
    settings.listener().partitionLost(partition);
  }
}
