package io.liveorigin.bench.storm;

import io.liveorigin.bench.command.Bench;
import io.liveorigin.bench.command.Cores;
import io.liveorigin.bench.command.JavaOptions;
import io.liveorigin.bench.process.OriginPlan;
import io.liveorigin.bench.process.Tolerance;
import io.liveorigin.bench.report.Machine;
import io.liveorigin.bench.report.Section;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The {@code ./origin bench storm} command. */
@Command(
    name = "storm",
    mixinStandardHelpOptions = true,
    description = "Many caches request every new segment at once while two pipelines publish.")
public final class CacheStormBench extends Bench {
  private static final int WARM_UP_SECONDS = 20;

  /** The set of representations to publish, by its name on the command line. */
  public enum Published {
    THREE,
    LADDER
  }

  @Option(
      names = "--caches",
      defaultValue = "100",
      description = "Number of caches (default: ${DEFAULT-VALUE}).")
  private int caches;

  @Option(
      names = "--shapes",
      split = ",",
      defaultValue = "three,ladder",
      description = "Shapes to run: three, ladder or both (default: ${DEFAULT-VALUE}).")
  private List<Published> shapes;

  @Option(
      names = "--rounds",
      defaultValue = "5",
      paramLabel = "N",
      description = "Rounds of one quiet block and one storm block (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--puts",
      defaultValue = "2000",
      paramLabel = "N",
      description =
          "Least number of PUTs a side in all rounds; sets the length of a block (default:"
              + " ${DEFAULT-VALUE}).")
  private int puts;

  @Mixin private Cores.OnRequest cores;
  @Mixin private JavaOptions java;

  @Override
  public Integer call() throws IOException, InterruptedException, ExecutionException {
    cores.pinLoad();
    for (Published published : shapes) {
      boolean ladder = published == Published.LADDER;
      publish(
          inScratch(
              "origin-caches",
              directory -> {
                OriginPlan plan = java.plan(directory).pipelines("a", "b").allOn(cores.server());
                int seconds = CacheStorm.blockSeconds(ladder, plan, puts, rounds);
                StormSettings settings =
                    new StormSettings(
                        plan, caches, rounds, seconds, WARM_UP_SECONDS, Tolerance.standard());
                CacheStormResult result = new CacheStorm(settings, clock()).run(ladder);
                return new Section(
                    "Storm of caches: " + name(ladder),
                    words(ladder, seconds) + "\n\n" + result.markdown());
              }));
    }
    return 0;
  }

  private String words(boolean ladder, int seconds) {
    return """
    `./origin bench storm --shapes %s%s`: %d caches request every next segment ahead of time and are held. Pipelines a and b
    publish it within 100 ms of one another, all representations at the same instant%s
    %d blocks of %d s of quiet and of storm alternate. Before them, segments of other events are published and read as fast as
    possible for up to 40 s, so that the JVM has compiled the code that runs often.

    %s; %s.\
    """
        .formatted(
            name(ladder),
            cores.written(),
            caches,
            ladder
                ? ": eight of video (0.2 to 2 MB) and four of\naudio (32 kB). Each cache gets two"
                    + " of them."
                : ". Every cache gets three segments of 0.7 MB.",
            rounds,
            seconds,
            Machine.describe(clock()),
            cores.words("all of the origin on one core, caches and packagers on another"));
  }

  private static String name(boolean ladder) {
    return ladder ? "ladder" : "three";
  }
}
