package io.liveorigin.bench.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** With which Java the origin's processes run: a {@code @Mixin}. */
public final class JavaOptions {
  @Option(
      names = "--java-home",
      paramLabel = "DIR",
      description = "The JDK of the origin's processes (default: that of this process).")
  private Optional<Path> home = Optional.empty();

  @Option(
      names = "--jvm",
      paramLabel = "FLAG",
      description = "A flag of Java for the serving node, for example --jvm=-XX:+UseParallelGC.")
  private List<String> flags = new ArrayList<>();

  /** The plan with this JDK and these flags. */
  public OriginPlan applyTo(OriginPlan plan) {
    OriginPlan flagged = plan.flags(OriginPlan.SERVING, flags);
    return home.map(flagged::javaHome).orElse(flagged);
  }

  /** As they are written after a command, with a blank before each; what is the default is not. */
  public String written() {
    StringBuilder text = new StringBuilder();
    home.ifPresent(directory -> text.append(" --java-home ").append(directory.getFileName()));
    flags.forEach(flag -> text.append(" --jvm=").append(flag));
    return text.toString();
  }
}
