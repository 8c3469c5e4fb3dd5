package io.liveorigin.standalone.cli;

import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.wire.WireJson;
import io.liveorigin.standalone.analyse.read.PublicTopics;
import io.liveorigin.standalone.analyse.read.TopicReader;
import io.liveorigin.standalone.analyse.report.Report;
import io.liveorigin.standalone.analyse.report.ReportText;
import io.liveorigin.standalone.analyse.report.Reporter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code origin report}. */
@Command(
    name = "report",
    description =
        "Reports how the pipelines of an event performed: availability, defects, and which"
            + " saved the others.",
    footer = EnvironmentNote.TEXT)
final class ReportCommand implements Callable<Integer> {
  private final CommandContext context;

  @Mixin private HelpOption help;
  @Mixin private ClusterOption cluster;

  @Parameters(paramLabel = "TENANT/EVENT", description = "The event.")
  private EventId event;

  @Option(
      names = "--last",
      defaultValue = "1h",
      paramLabel = "DURATION",
      description = "Counts the segments that were due in this time (default: ${DEFAULT-VALUE}).")
  private Duration last;

  @Option(names = "--json", description = "Prints one JSON document; instants are epoch ms.")
  private boolean json;

  ReportCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    try (TopicReader reader = cluster.open(context.clock().instant())) {
      Report report =
          Reporter.read(new PublicTopics(reader), event, context.clock().millis(), last);
      if (json) {
        context.out().println(new String(WireJson.write(report), StandardCharsets.UTF_8));
      } else {
        ReportText.lines(report).forEach(context.out()::println);
      }
      return 0;
    }
  }
}
