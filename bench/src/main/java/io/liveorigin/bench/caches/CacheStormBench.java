package io.liveorigin.bench.caches;

import io.liveorigin.bench.process.CpuPinning;
import io.liveorigin.bench.process.JavaOptions;
import io.liveorigin.bench.process.OriginPlan;
import io.liveorigin.bench.process.Scratch;
import io.liveorigin.bench.process.Tolerance;
import io.liveorigin.bench.report.Machine;
import io.liveorigin.bench.report.RecordOption;
import io.liveorigin.bench.report.Section;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The {@code ./origin bench storm} command. */
@Command(
    name = "storm",
    mixinStandardHelpOptions = true,
    description = "Many caches request every new segment at once while two pipelines publish.")
public final class CacheStormBench implements Callable<Integer> {
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

  @Option(
      names = "--cores",
      paramLabel = "ORIGIN,LOAD",
      split = ",",
      description = "Pins the origin's processes to one core and the load to another (taskset).")
  private List<Integer> cores = List.of();

  @Mixin private RecordOption record;
  @Mixin private JavaOptions java;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Clock clock = Clock.systemUTC();
    CpuPinning.pinThisProcess(core(1));
    for (Published shape : shapes) {
      try (Scratch scratch = Scratch.make("origin-caches")) {
        OriginPlan plan =
            java.applyTo(OriginPlan.in(scratch.directory()).pipelines("a", "b")).allOn(core(0));
        boolean ladder = shape == Published.LADDER;
        int seconds = CacheStorm.blockSeconds(ladder, plan, puts, rounds);
        CacheStormSettings settings =
            new CacheStormSettings(
                plan, caches, rounds, seconds, WARM_UP_SECONDS, Tolerance.standard());
        CacheStormResult result = new CacheStorm(settings, clock).run(ladder);
        record.publish(
            new Section(
                "storm",
                "Storm of caches: " + name(ladder),
                words(ladder, seconds, clock) + "\n\n" + result.markdown()));
      }
    }
    return 0;
  }

  private String words(boolean ladder, int seconds, Clock clock) {
    return """
    `./origin bench storm --shapes %s%s`: %d caches request every next segment ahead of time and are held. Pipelines a and b
    publish it within 100 ms of one another, all representations at the same instant%s
    %d blocks of %d s of quiet and of storm alternate. Before them, segments of other events are published and read as fast as
    possible for up to 40 s, so that the JVM has compiled the code that runs often.

    %s; %s.\
    """
        .formatted(
            name(ladder),
            cores.isEmpty()
                ? ""
                : " --cores "
                    + String.join(",", cores.stream().map(core -> Integer.toString(core)).toList()),
            caches,
            ladder
                ? ": eight of video (0.2 to 2 MB) and four of"
                    + "\naudio (32 kB). Each cache gets two of them."
                : ". Every cache gets three segments of 0.7 MB.",
            rounds,
            seconds,
            Machine.describe(clock),
            cores.isEmpty()
                ? "not pinned"
                : "all of the origin on one core, caches and packagers on another");
  }

  private static String name(boolean ladder) {
    return ladder ? "ladder" : "three";
  }

  private OptionalInt core(int index) {
    return cores.size() > index ? OptionalInt.of(cores.get(index)) : OptionalInt.empty();
  }
}
