package io.liveorigin.bench.pieces;

import java.util.concurrent.Callable;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import picocli.CommandLine.Command;

/**
 * The {@code ./origin bench inspect} command, which runs {@link InspectionBenchmark} and also
 * reports its allocations.
 */
@Command(
    name = "inspect",
    mixinStandardHelpOptions = true,
    description = "Measures the inspection of one segment, without its digest (JMH).")
public final class InspectBench implements Callable<Integer> {
  @Override
  public Integer call() throws RunnerException {
    new Runner(
            new OptionsBuilder()
                .include(InspectionBenchmark.class.getName())
                .addProfiler(GCProfiler.class)
                .build())
        .run();
    return 0;
  }
}
