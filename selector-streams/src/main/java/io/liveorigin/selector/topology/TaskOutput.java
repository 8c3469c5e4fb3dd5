package io.liveorigin.selector.topology;

import io.liveorigin.contract.address.Address;
import io.liveorigin.contract.address.InitAddress;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.wire.DecisionJson;
import io.liveorigin.contract.wire.DefectRecord;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Writes the proposals and reports of a task to the topics. Stream thread. */
final class TaskOutput {
  private final ProcessorContext<String, byte[]> context;

  TaskOutput(ProcessorContext<String, byte[]> context) {
    this.context = context;
  }

  /**
   * Proposes a decision.
   *
   * @param now epoch ms
   */
  void decision(Decision decision, long now) {
    String sink =
        decision.address() instanceof InitAddress
            ? SelectorTopology.INIT_SELECTIONS_SINK
            : SelectorTopology.SELECTIONS_SINK;
    forward(decision.address(), DecisionJson.write(decision), now, sink);
  }

  /**
   * Reports a defect.
   *
   * @param time timestamp of the record, epoch ms
   */
  void defect(Address address, DefectRecord defect, long time) {
    forward(address, defect.toJson(), time, SelectorTopology.DEFECTS_SINK);
  }

  private void forward(Address address, byte[] value, long time, String sink) {
    context.forward(new Record<>(address.track().key(), value, time), sink);
  }
}
