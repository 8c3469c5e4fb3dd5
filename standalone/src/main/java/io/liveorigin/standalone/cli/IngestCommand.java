package io.liveorigin.standalone.cli;

import io.liveorigin.contract.topic.KafkaSettings;
import io.liveorigin.ingest.IngestServer;
import io.liveorigin.ingest.config.IngestConfig;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code origin ingest}. */
@Command(
    name = "ingest",
    description = "Takes the PUTs of one pipeline's packagers and stores them in Kafka.",
    footer = EnvironmentNote.TEXT)
final class IngestCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private HelpOption help;
  @Mixin private KafkaOptions kafka;
  @Mixin private ClockOptions clock;

  @Option(
      names = "--pipeline",
      paramLabel = "NAME",
      required = true,
      description = "Whose segments arrive here.")
  private String pipeline;

  @Option(
      names = "--host",
      defaultValue = IngestConfig.LOOPBACK,
      paramLabel = "ADDRESS",
      description = "Address to listen on (default: ${DEFAULT-VALUE}).")
  private String host;

  @Option(
      names = "--port",
      defaultValue = "8081",
      paramLabel = "PORT",
      description = "Port to listen on (default: ${DEFAULT-VALUE}; 0 takes a free one).")
  private int port;

  IngestCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    KafkaSettings settings =
        kafka.settings(surroundings.clock().instant()).withClockBound(clock.bound());
    IngestConfig config = IngestConfig.of(pipeline, port, settings).withHost(host);
    try (IngestServer server = IngestServer.start(config, clock.of(surroundings.clock()))) {
      surroundings
          .out()
          .println("ready: ingest " + pipeline + " http://" + host + ":" + server.port());
      surroundings.out().flush();
      surroundings.stop().await();
      return 0;
    }
  }
}
