package io.liveorigin.bench.storm;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.standalone.OriginMain;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Broker, ingest of pipeline a and a serving node: the {@code origin} command in a process each, if
 * wanted on one core. Closing ends them.
 */
final class OriginProcesses implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(90);
  private static final Duration POLL = Duration.ofMillis(50);
  private static final Pattern PORT = Pattern.compile(":(\\d+)");

  /** In ticks of 10 ms: USER_HZ of every Linux. */
  private static final double TICKS_PER_SECOND = 100;

  private final Path directory;
  private final OptionalInt core;
  private final Map<String, Process> processes = new LinkedHashMap<>();
  private int ingest;
  private int serving;
  private int admin;

  private OriginProcesses(Path directory, OptionalInt core) {
    this.directory = directory;
    this.core = core;
  }

  /**
   * Starts them.
   *
   * @param directory is filled: data and logs
   * @param core all of them are pinned to it
   * @param serve further options of {@code origin serve}
   */
  static OriginProcesses start(Path directory, OptionalInt core, List<String> serve) {
    OriginProcesses all = new OriginProcesses(directory, core);
    try {
      all.startAll(serve);
      return all;
    } catch (IOException e) {
      all.close();
      throw new OriginException(ErrorCode.INTERNAL, "the origin did not start: " + e, e);
    } catch (RuntimeException e) {
      all.close();
      throw e;
    }
  }

  private void startAll(List<String> serve) throws IOException {
    String broker =
        run(
            "broker",
            List.of("-Xmx512m", "-XX:MaxDirectMemorySize=256m"),
            List.of("broker", "--port", "0", "--data", directory.resolve("kafka").toString()));
    String kafka = broker.substring(broker.lastIndexOf(' ') + 1);
    List<String> serving = new ArrayList<>();
    serving.addAll(List.of("serve", "--kafka", kafka, "--port", "0", "--admin-port", "0"));
    serving.addAll(List.of("--data", directory.resolve("serve").toString()));
    serving.addAll(serve);
    String ready =
        run(
            "serving",
            List.of(
                "-Xmx512m",
                "-XX:MaxDirectMemorySize=768m",
                "-XX:ThreadPriorityPolicy=1",
                "-XX:JavaPriority1_To_OSPriority=10"),
            List.copyOf(serving));
    Matcher ports = PORT.matcher(ready.substring(ready.indexOf("http")).replace("http:", ""));
    this.serving = port(ports);
    this.admin = port(ports);
    String ingesting =
        run(
            "ingest",
            List.of("-Xmx768m", "-XX:MaxDirectMemorySize=256m"),
            List.of("ingest", "--pipeline", "a", "--port", "0", "--kafka", kafka));
    this.ingest = port(PORT.matcher(ingesting.substring(ingesting.indexOf("http") + 5)));
  }

  private static int port(Matcher ports) {
    if (!ports.find()) {
      throw new OriginException(ErrorCode.INTERNAL, "a process named no port");
    }
    return Integer.parseInt(ports.group(1));
  }

  /**
   * Starts a process and returns the line by which it says that it is ready. On a core that is
   * shared with a broker that has just started, Kafka's admin client may use up its time by asking
   * again and again; then it is started once more, as a supervisor would.
   */
  private String run(String name, List<String> memory, List<String> arguments) throws IOException {
    try {
      return runOnce(name, memory, arguments);
    } catch (OriginException e) {
      processes.remove(name).destroyForcibly();
      return runOnce(name, memory, arguments);
    }
  }

  private String runOnce(String name, List<String> memory, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    if (core.isPresent()) {
      command.addAll(List.of("taskset", "-c", Integer.toString(core.getAsInt())));
    }
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(memory);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(OriginMain.class.getName());
    command.addAll(arguments);
    Path log = directory.resolve(name + ".log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    processes.put(name, process);
    long deadline = System.nanoTime() + START.toNanos();
    while (System.nanoTime() < deadline && process.isAlive()) {
      Optional<String> ready = readyLine(log);
      if (ready.isPresent()) {
        return ready.get();
      }
      pause();
    }
    throw new OriginException(
        ErrorCode.NOT_READY, name + " was not ready: " + Files.readString(log));
  }

  private static Optional<String> readyLine(Path log) throws IOException {
    String text = Files.readString(log, StandardCharsets.UTF_8);
    return text.substring(0, text.lastIndexOf('\n') + 1)
        .lines()
        .filter(line -> line.startsWith("ready: "))
        .findFirst();
  }

  static void pause() {
    try {
      Thread.sleep(POLL.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OriginException(ErrorCode.INTERNAL, "interrupted", e);
    }
  }

  int ingestPort() {
    return ingest;
  }

  int servingPort() {
    return serving;
  }

  int adminPort() {
    return admin;
  }

  /** Seconds of processor time that each has used so far: proc(5), fields 14 and 15. */
  Map<String, Double> processorSeconds() {
    Map<String, Double> seconds = new LinkedHashMap<>();
    processes.forEach(
        (name, process) -> {
          try {
            String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            seconds.put(
                name, (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND);
          } catch (IOException e) {
            seconds.put(name, Double.NaN);
          }
        });
    return seconds;
  }

  @Override
  public void close() {
    List<Process> last = new ArrayList<>(processes.values());
    java.util.Collections.reverse(last);
    last.forEach(Process::destroy);
    for (Process process : last) {
      try {
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
          process.destroyForcibly();
        }
      } catch (InterruptedException e) {
        process.destroyForcibly();
        Thread.currentThread().interrupt();
      }
    }
  }
}
