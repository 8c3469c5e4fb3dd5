package io.liveorigin.standalone.cli;

import io.liveorigin.contract.error.OriginException;
import io.liveorigin.kafka.BrokerWait;
import io.liveorigin.kafka.KafkaSettings;
import io.liveorigin.kafka.TopicSetup;
import io.liveorigin.selector.run.CellTopics;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code origin topics}. */
@Command(
    name = "topics",
    description =
        "Creates the topics that are missing and corrects the settings of the others, for"
            + " services that lack the permission. Ends when all topics exist.",
    footer = EnvironmentNote.TEXT)
final class TopicsCommand implements Callable<Integer> {
  private final CommandContext context;

  @Mixin private HelpOption help;
  @Mixin private ConfigOption config;
  @Mixin private KafkaOptions kafka;

  @Option(
      names = "--pipeline",
      split = ",",
      paramLabel = "NAME",
      description = "Pipelines that need topics, separated by commas.")
  private List<String> pipelines = List.of();

  @Option(
      names = "--cell",
      split = ",",
      paramLabel = "NAME",
      description = "Cells that need a topic of their own, separated by commas.")
  private List<String> cells = List.of();

  @Option(
      names = "--wait",
      defaultValue = "0s",
      paramLabel = "DURATION",
      description = "How long to wait for Kafka to respond (default: ${DEFAULT-VALUE}).")
  private Duration wait;

  @Mixin private DryRunOption dryRun;

  TopicsCommand(CommandContext context) {
    this.context = context;
  }

  /**
   * Throws {@link OriginException} if Kafka refuses something; the message says what is missing.
   */
  @Override
  public Integer call() {
    KafkaSettings settings = kafka.settings(context.clock().instant());
    LogLevel.quietClients();
    try (Admin admin = settings.admin("topics")) {
      Set<String> planned = new LinkedHashSet<>();
      TopicSetup setup =
          dryRun.isRequested()
              ? TopicSetup.dryRun(admin, settings.topics(), planned::add)
              : TopicSetup.strict(admin, settings.topics());
      BrokerWait.until(
          settings,
          "create topics",
          wait,
          () -> {
            setup.ensureShared();
            setup.ensurePipelines(pipelines);
            cells.forEach(cell -> CellTopics.ensure(setup, cell, settings.topics()));
          });
      if (dryRun.isRequested()) {
        DryRunOption.print(context.out(), planned);
      } else {
        context.out().println("all topics exist");
      }
      return 0;
    }
  }
}
