package io.liveorigin.bench.process;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The processes of the origin to start, and their settings. The processes are named {@value
 * #BROKER}, {@value #SERVING}, and {@code ingest-} followed by the pipeline. Immutable.
 *
 * @param directory the directory for data and logs
 * @param pipelines the pipelines, at least one; each has an ingest of its own
 * @param javaHome the home of the JDK that runs the processes
 * @param classpath the class path of Java: that of this build, or of another one to compare
 * @param cores the core of each process that is to be pinned, by the process's name
 * @param flags Java flags that follow those of {@code ./origin}, by the process's name
 * @param serve further options of {@code origin serve}
 * @param ingest further options of each {@code origin ingest}
 * @param tls the TLS set-up of every listener; empty for plain HTTP
 */
public record OriginPlan(
    Path directory,
    List<String> pipelines,
    Path javaHome,
    String classpath,
    Map<String, Integer> cores,
    Map<String, List<String>> flags,
    List<String> serve,
    List<String> ingest,
    Optional<BenchTls> tls) {
  public static final String BROKER = "broker";
  public static final String SERVING = "serving";

  public OriginPlan {
    pipelines = List.copyOf(pipelines);
    cores = Map.copyOf(cores);
    flags = Map.copyOf(flags);
    serve = List.copyOf(serve);
    ingest = List.copyOf(ingest);
  }

  /**
   * Returns a plan with pipeline a and the JDK of this process, without pinning or further flags.
   */
  public static OriginPlan in(Path directory) {
    return new OriginPlan(
        directory,
        List.of("a"),
        Path.of(System.getProperty("java.home")),
        System.getProperty("java.class.path"),
        Map.of(),
        Map.of(),
        List.of(),
        List.of(),
        Optional.empty());
  }

  /** Returns the name of a pipeline's ingest process. */
  public static String ingest(String pipeline) {
    return "ingest-" + pipeline;
  }

  public OriginPlan pipelines(String... wanted) {
    return new OriginPlan(
        directory, List.of(wanted), javaHome, classpath, cores, flags, serve, ingest, tls);
  }

  public OriginPlan javaHome(Path home) {
    return new OriginPlan(directory, pipelines, home, classpath, cores, flags, serve, ingest, tls);
  }

  /**
   * Returns the plan with the build of another checkout, which {@code ./origin} has built before.
   *
   * @throws OriginException if that checkout is not built
   */
  public OriginPlan build(Path checkout) {
    Path target = checkout.resolve("standalone").resolve("target");
    try (DirectoryStream<Path> jars = Files.newDirectoryStream(target, "standalone-*.jar")) {
      for (Path jar : jars) {
        String other = jar + File.pathSeparator + target.resolve("lib").resolve("*");
        return new OriginPlan(
            directory, pipelines, javaHome, other, cores, flags, serve, ingest, tls);
      }
    } catch (IOException e) {
      throw notBuilt(checkout, e);
    }
    throw notBuilt(checkout, null);
  }

  private static OriginException notBuilt(Path checkout, IOException cause) {
    return new OriginException(
        ErrorCode.INTERNAL,
        "--build " + checkout + " is not built; run ./origin --help there first",
        cause);
  }

  /** Returns the plan with all processes on one core, if there is one. Set the pipelines first. */
  public OriginPlan allOn(OptionalInt core) {
    OriginPlan plan = on(BROKER, core).on(SERVING, core);
    for (String pipeline : pipelines) {
      plan = plan.on(ingest(pipeline), core);
    }
    return plan;
  }

  public OriginPlan on(String process, OptionalInt core) {
    Map<String, Integer> changed = new HashMap<>(cores);
    core.ifPresent(c -> changed.put(process, c));
    return new OriginPlan(
        directory, pipelines, javaHome, classpath, changed, flags, serve, ingest, tls);
  }

  /** Adds Java flags of a process. A later flag overrides earlier ones and those of the command. */
  public OriginPlan flags(String process, List<String> more) {
    List<String> all = new ArrayList<>(flags.getOrDefault(process, List.of()));
    all.addAll(more);
    Map<String, List<String>> changed = new HashMap<>(flags);
    changed.put(process, List.copyOf(all));
    return new OriginPlan(
        directory, pipelines, javaHome, classpath, cores, changed, serve, ingest, tls);
  }

  public OriginPlan serve(List<String> options) {
    return new OriginPlan(
        directory, pipelines, javaHome, classpath, cores, flags, options, ingest, tls);
  }

  public OriginPlan ingest(List<String> options) {
    return new OriginPlan(
        directory, pipelines, javaHome, classpath, cores, flags, serve, options, tls);
  }

  /** Returns the plan with HTTPS, and only HTTPS, on every listener. */
  public OriginPlan tls(BenchTls wanted) {
    return new OriginPlan(
        directory,
        pipelines,
        javaHome,
        classpath,
        cores,
        flags,
        serve,
        ingest,
        Optional.of(wanted));
  }

  /**
   * Returns the plan with a retention that allows events this time-shift window. It replaces the
   * other options of {@code origin serve}.
   */
  public OriginPlan window(Duration window) {
    return serve(List.of("--retention", window.plus(Duration.ofHours(1)).toString()));
  }
}
