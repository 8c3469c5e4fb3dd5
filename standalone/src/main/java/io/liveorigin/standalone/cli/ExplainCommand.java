package io.liveorigin.standalone.cli;

import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.standalone.analyse.read.PublicTopics;
import io.liveorigin.standalone.analyse.read.TopicReader;
import io.liveorigin.standalone.analyse.story.Story;
import io.liveorigin.standalone.analyse.story.StoryJson;
import io.liveorigin.standalone.analyse.story.StoryTeller;
import io.liveorigin.standalone.analyse.story.StoryText;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code origin explain}. */
@Command(
    name = "explain",
    description = "Tells the story of one segment: who published what, when, and what was chosen.",
    footer = EnvironmentNote.TEXT)
final class ExplainCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private HelpOption help;
  @Mixin private ClusterOption cluster;

  @Parameters(
      paramLabel = "TENANT/EVENT/REPRESENTATION/NUMBER",
      description = "The segment, for example demo/clip/v360/897686524.")
  private SegmentAddress address;

  @Option(names = "--json", description = "One JSON document; instants are epoch ms.")
  private boolean json;

  ExplainCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    try (TopicReader reader = cluster.open(surroundings.clock().instant())) {
      Story story =
          StoryTeller.read(new PublicTopics(reader), address, surroundings.clock().millis());
      if (json) {
        surroundings.out().println(StoryJson.write(story));
      } else {
        StoryText.lines(story).forEach(surroundings.out()::println);
      }
      return 0;
    }
  }
}
