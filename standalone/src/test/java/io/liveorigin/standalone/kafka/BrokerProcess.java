package io.liveorigin.standalone.kafka;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Map;

/**
 * An embedded Kafka as a process of its own, to be killed: {@code BrokerProcess DIRECTORY PORT}.
 * Prints {@code READY host:port cluster-id} once it serves and then runs until it is ended or its
 * standard input ends, as it does when the parent dies.
 */
public final class BrokerProcess {
  private BrokerProcess() {}

  public static void main(String[] args) throws IOException {
    EmbeddedKafka kafka =
        EmbeddedKafka.start(
            new EmbeddedKafkaConfig(Path.of(args[0]), Integer.parseInt(args[1]), Map.of()));
    System.out.println("READY " + kafka.bootstrapServers() + " " + kafka.clusterId());
    System.in.transferTo(OutputStream.nullOutputStream());
    kafka.close();
  }
}
