package io.liveorigin.standalone.cli;

import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.segment.DefectKind;
import io.liveorigin.standalone.analyse.list.DefectFilter;
import io.liveorigin.standalone.analyse.list.DefectList;
import io.liveorigin.standalone.analyse.read.TopicReader;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code origin defects}. */
@Command(
    name = "defects",
    description = "Lists the defects of segments, each once.",
    footer = EnvironmentNote.TEXT)
final class DefectsCommand implements Callable<Integer> {
  private final CommandContext context;

  @Spec private CommandSpec spec;
  @Mixin private HelpOption help;
  @Mixin private ClusterOption cluster;

  @Option(names = "--follow", description = "Keeps printing new records until interrupted.")
  private boolean follow;

  @Option(
      names = "--event",
      paramLabel = "TENANT/EVENT",
      description = "Only defects of this event.")
  private Optional<EventId> event = Optional.empty();

  @Option(names = "--pipeline", paramLabel = "NAME", description = "Only defects of this pipeline.")
  private Optional<String> pipeline = Optional.empty();

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      description = "Only defects of this kind, such as late.")
  private Optional<String> kind = Optional.empty();

  @Option(
      names = "--since",
      defaultValue = "1h",
      paramLabel = "DURATION",
      description = "How far back, such as 10m or 2d (default: ${DEFAULT-VALUE}).")
  private Duration since;

  @Option(
      names = "--json",
      description = "Prints the records as they are in the topic, one per line.")
  private boolean json;

  DefectsCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    kind.ifPresent(this::requireKind);
    DefectFilter filter =
        new DefectFilter(event, pipeline, kind, context.clock().millis() - since.toMillis());
    DefectList list = new DefectList(filter, json, context.out()::println);
    try (TopicReader reader = cluster.open(context.clock().instant())) {
      list.print(reader);
      context.out().flush();
      if (follow) {
        // The reader of the output may have gone: origin defects --follow | head.
        list.follow(reader, () -> context.stop().isRequested() || context.out().checkError());
      }
      return 0;
    }
  }

  private void requireKind(String name) {
    if (DefectKind.of(name).isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "Invalid value for option '--kind': '"
              + name
              + "' must be x-* or one of "
              + Arrays.stream(DefectKind.values())
                  .filter(known -> known != DefectKind.CUSTOM)
                  .map(DefectKind::wire)
                  .collect(Collectors.joining(", ")));
    }
  }
}
