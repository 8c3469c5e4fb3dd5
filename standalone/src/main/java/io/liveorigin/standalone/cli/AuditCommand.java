package io.liveorigin.standalone.cli;

import io.liveorigin.contract.address.EventId;
import io.liveorigin.standalone.analyse.audit.AuditList;
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
  private final Surroundings surroundings;

  @Mixin private HelpOption help;
  @Mixin private ClusterOption cluster;

  @Option(names = "--follow", description = "Go on with what comes, until interrupted.")
  private boolean follow;

  @Option(names = "--event", paramLabel = "TENANT/EVENT", description = "Only about this event.")
  private Optional<EventId> event = Optional.empty();

  @Option(
      names = "--since",
      defaultValue = "1d",
      paramLabel = "DURATION",
      description = "How far back, such as 10m or 2d (default: ${DEFAULT-VALUE}).")
  private Duration since;

  @Option(names = "--json", description = "The records with what was before and after, one a line.")
  private boolean json;

  AuditCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    long from = surroundings.clock().millis() - since.toMillis();
    AuditList list = new AuditList(from, event, json, surroundings.out()::println);
    try (TopicReader reader = cluster.open(surroundings.clock().instant())) {
      list.print(reader);
      surroundings.out().flush();
      if (follow) {
        list.follow(reader, () -> surroundings.stop().asked() || surroundings.out().checkError());
      }
      return 0;
    }
  }
}
