package io.liveorigin.standalone.cli;

import io.liveorigin.standalone.analyse.list.QuarantineList;
import io.liveorigin.standalone.analyse.read.TopicReader;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code origin quarantine}. */
@Command(
    name = "quarantine",
    description = "Lists the items that the cells could not process and passed over, each once.",
    footer = EnvironmentNote.TEXT)
final class QuarantineCommand implements Callable<Integer> {
  private final CommandContext context;

  @Mixin private HelpOption help;
  @Mixin private ClusterOption cluster;

  @Option(
      names = "--since",
      defaultValue = "1d",
      paramLabel = "DURATION",
      description = "How far back, such as 10m or 2d (default: ${DEFAULT-VALUE}).")
  private Duration since;

  @Option(
      names = "--json",
      description = "Prints the records as they are in the topic, one per line.")
  private boolean json;

  QuarantineCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    long from = context.clock().millis() - since.toMillis();
    try (TopicReader reader = cluster.open(context.clock().instant())) {
      new QuarantineList(from, json, context.out()::println).print(reader);
      context.out().flush();
      return 0;
    }
  }
}
