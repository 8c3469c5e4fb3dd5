package io.liveorigin.standalone.cli;

import io.liveorigin.contract.address.EventId;
import io.liveorigin.standalone.analyse.list.AuditList;
import io.liveorigin.standalone.analyse.read.TopicReader;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code origin audit}. */
@Command(
    name = "audit",
    description = "Lists who changed what through the admin API, and who tried to.",
    footer = EnvironmentNote.TEXT)
final class AuditCommand implements Callable<Integer> {
  private final CommandContext context;

  @Mixin private HelpOption help;
  @Mixin private ClusterOption cluster;

  @Option(names = "--follow", description = "Keeps printing new records until interrupted.")
  private boolean follow;

  @Option(
      names = "--event",
      paramLabel = "TENANT/EVENT",
      description = "Only records about this event.")
  private Optional<EventId> event = Optional.empty();

  @Option(
      names = "--since",
      defaultValue = "1d",
      paramLabel = "DURATION",
      description = "How far back, such as 10m or 2d (default: ${DEFAULT-VALUE}).")
  private Duration since;

  @Option(
      names = "--json",
      description = "Prints the records as JSON, one per line, with the states before and after.")
  private boolean json;

  AuditCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    long from = context.clock().millis() - since.toMillis();
    AuditList list = new AuditList(from, event, json, context.out()::println);
    try (TopicReader reader = cluster.open(context.clock().instant())) {
      list.print(reader);
      context.out().flush();
      if (follow) {
        list.follow(reader, () -> context.stop().isRequested() || context.out().checkError());
      }
      return 0;
    }
  }
}
