package io.liveorigin.standalone.cli;

import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.standalone.analyse.explain.HistoryJson;
import io.liveorigin.standalone.analyse.explain.HistoryReader;
import io.liveorigin.standalone.analyse.explain.HistoryText;
import io.liveorigin.standalone.analyse.explain.SegmentHistory;
import io.liveorigin.standalone.analyse.read.PublicTopics;
import io.liveorigin.standalone.analyse.read.TopicReader;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code origin explain}. */
@Command(
    name = "explain",
    description =
        "Prints the history of one segment: who published which copy and when, and which one"
            + " was chosen.",
    footer = EnvironmentNote.TEXT)
final class ExplainCommand implements Callable<Integer> {
  private final CommandContext context;

  @Mixin private HelpOption help;
  @Mixin private ClusterOption cluster;

  @Parameters(
      paramLabel = "TENANT/EVENT/REPRESENTATION/NUMBER",
      description = "The segment, for example demo/clip/v360/897686524.")
  private SegmentAddress address;

  @Option(names = "--json", description = "Prints one JSON document; instants are epoch ms.")
  private boolean json;

  ExplainCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    try (TopicReader reader = cluster.open(context.clock().instant())) {
      SegmentHistory history =
          HistoryReader.read(new PublicTopics(reader), address, context.clock().millis());
      if (json) {
        context.out().println(HistoryJson.write(history));
      } else {
        HistoryText.lines(history).forEach(context.out()::println);
      }
      return 0;
    }
  }
}
