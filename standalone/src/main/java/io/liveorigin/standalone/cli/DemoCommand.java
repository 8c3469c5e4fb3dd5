package io.liveorigin.standalone.cli;

import io.liveorigin.standalone.demo.Demo;
import io.liveorigin.standalone.demo.DemoSettings;
import io.liveorigin.standalone.demo.DemoSummary;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code origin demo}. */
@Command(
    name = "demo",
    description = {
      "Runs Kafka, two ingests, a serving node and two packagers that make mistakes, all"
          + " in one process.",
      "A viewer requests every segment; exit code 0 means that it received every one that"
          + " was due."
    },
    footer = EnvironmentNote.TEXT)
final class DemoCommand implements Callable<Integer> {
  private static final String PORT = " (default: ${DEFAULT-VALUE}; 0 takes a free one).";

  private final CommandContext context;

  @Mixin private HelpOption help;

  @Option(
      names = "--for",
      paramLabel = "DURATION",
      description = "How long to run once ready, such as 60s (default: until Ctrl-C).")
  private Optional<Duration> length = Optional.empty();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = {
        "Keeps the state here and continues from it (default: a temporary directory that is"
            + " deleted)."
      })
  private Optional<Path> data = Optional.empty();

  @Option(
      names = "--open",
      description =
          "No credentials: everybody who reaches the ports may publish and administer (default:"
              + " credentials are generated for the run).")
  private boolean open;

  @Option(
      names = "--serving-port",
      defaultValue = "8080",
      paramLabel = "PORT",
      description = "Port where viewers GET" + PORT)
  private int servingPort;

  @Option(
      names = "--ingest-a-port",
      defaultValue = "8081",
      paramLabel = "PORT",
      description = "Port where pipeline a PUTs" + PORT)
  private int ingestAPort;

  @Option(
      names = "--ingest-b-port",
      defaultValue = "8082",
      paramLabel = "PORT",
      description = "Port where pipeline b PUTs" + PORT)
  private int ingestBPort;

  @Option(
      names = "--admin-port",
      defaultValue = "8090",
      paramLabel = "PORT",
      description = "Port of the admin API" + PORT)
  private int adminPort;

  @Option(
      names = "--kafka-port",
      defaultValue = "9092",
      paramLabel = "PORT",
      description = "Port of Kafka" + PORT)
  private int kafkaPort;

  DemoCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws InterruptedException {
    LogLevel.quiet();
    DemoConsole console = new DemoConsole(context.out(), context.terminal());
    console.starting();
    DemoSettings settings =
        new DemoSettings(
            length,
            data,
            open,
            new DemoSettings.Ports(servingPort, ingestAPort, ingestBPort, adminPort, kafkaPort));
    DemoSummary summary = new Demo(settings, context.clock()).run(context.stop(), console);
    console.summary(summary);
    return summary.complete() ? 0 : 1;
  }
}
