package io.liveorigin.standalone.support;

import io.liveorigin.contract.control.ControlEdit;
import io.liveorigin.contract.control.ControlState;
import io.liveorigin.kafka.KafkaSettings;
import io.liveorigin.kafka.control.ControlReader;
import io.liveorigin.kafka.control.KafkaControlLog;
import java.util.function.Consumer;

/** Writes control records as the services do, without their rules. The topics must exist. */
public final class ControlRecords implements AutoCloseable {
  private final ControlState state = new ControlState();
  private final ControlReader reader;
  private final KafkaControlLog log;

  public ControlRecords(KafkaSettings kafka, String clientId) {
    this.reader = new ControlReader(kafka, clientId + "-control", state);
    this.log = new KafkaControlLog(kafka, clientId, reader, state);
    reader.start();
  }

  /** Returns when the records are in force. */
  public void write(Consumer<ControlEdit> records) {
    log.change(
        (now, edit) -> {
          records.accept(edit);
          return true;
        });
  }

  @Override
  public void close() {
    log.close();
    reader.close();
  }
}
