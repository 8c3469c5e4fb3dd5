package io.liveorigin.standalone.cli;

import io.liveorigin.standalone.kafka.EmbeddedKafka;
import io.liveorigin.standalone.kafka.EmbeddedKafkaConfig;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code origin broker}. */
@Command(
    name = "broker",
    description = "Runs a single-node Kafka on 127.0.0.1, for trying things out.",
    footer = EnvironmentNote.TEXT)
final class BrokerCommand implements Callable<Integer> {
  private final CommandContext context;

  @Mixin private HelpOption help;
  @Mixin private ConfigOption config;
  @Mixin private LogOptions log;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      required = true,
      description = "Directory of its data; a restart continues with it.")
  private Path data;

  @Option(
      names = "--port",
      defaultValue = "9092",
      paramLabel = "PORT",
      description =
          "Port to which clients connect (default: ${DEFAULT-VALUE}; 0 takes a free one).")
  private int port;

  BrokerCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    log.apply();
    try (EmbeddedKafka kafka = EmbeddedKafka.start(new EmbeddedKafkaConfig(data, port, Map.of()))) {
      kafka.onFailure(e -> context.stop().request());
      context.out().println("ready: kafka " + kafka.bootstrapServers());
      context.out().flush();
      context.stop().await();
      if (kafka.failure().isPresent()) {
        throw kafka.failure().get();
      }
      return 0;
    }
  }
}
