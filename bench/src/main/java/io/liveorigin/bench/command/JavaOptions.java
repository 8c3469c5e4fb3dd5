package io.liveorigin.bench.command;

import io.liveorigin.bench.process.OriginPlan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The JDK and the build with which the origin's processes run: a {@code @Mixin}. */
public final class JavaOptions {
  @Option(
      names = "--java-home",
      paramLabel = "DIR",
      description = "The JDK of the origin's processes (default: that of this process).")
  private Optional<Path> home = Optional.empty();

  @Option(
      names = "--jvm",
      paramLabel = "FLAG",
      description = "A Java flag for the serving node, for example --jvm=-XX:+UseParallelGC.")
  private List<String> flags = new ArrayList<>();

  @Option(
      names = "--build",
      paramLabel = "CHECKOUT",
      description = "Another checkout, already built, to measure instead of this one.")
  private Optional<Path> build = Optional.empty();

  /** Returns a plan with this JDK, these flags and this build, and pipeline a. */
  public OriginPlan plan(Path directory) {
    OriginPlan flagged = OriginPlan.in(directory).flags(OriginPlan.SERVING, flags);
    OriginPlan under = home.map(flagged::javaHome).orElse(flagged);
    return build.map(under::build).orElse(under);
  }

  /**
   * Returns the options as they are written after a command, each preceded by a space, without
   * those that have their default.
   */
  public String written() {
    StringBuilder text = new StringBuilder();
    home.ifPresent(directory -> text.append(" --java-home ").append(directory.getFileName()));
    build.ifPresent(checkout -> text.append(" --build ").append(checkout.getFileName()));
    flags.forEach(flag -> text.append(" --jvm=").append(flag));
    return text.toString();
  }
}
