package io.liveorigin.standalone.support;

import static org.awaitility.Awaitility.await;

import io.liveorigin.testing.Patience;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ConditionTimeoutException;

/**
 * A child JVM with the class path of this one. Its standard output and error go to one file. It can
 * be stopped, continued and killed with signals, and {@link #close} ends it whatever its state; so
 * does the end of this JVM. Needs the {@code kill} command.
 */
public final class Jvm implements AutoCloseable {
  private static final int TAIL_LINES = 30;

  private final Process process;
  private final Path output;
  private final int outputStart;
  private final Thread endWithParent;

  private Jvm(Process process, Path output, int outputStart) {
    this.process = process;
    this.output = output;
    this.outputStart = outputStart;
    this.endWithParent = new Thread(process::destroyForcibly, "end-child-" + process.pid());
    Runtime.getRuntime().addShutdownHook(endWithParent);
  }

  /** A child JVM that runs {@code main} once {@link Plan#start} is called. */
  public static Plan of(Class<?> main) {
    return new Plan(main, List.of(), Optional.empty(), Map.of());
  }

  /**
   * What to start. Immutable.
   *
   * @param heap as in {@code -Xmx}, for example {@code 256m}
   * @param properties system properties
   */
  public record Plan(
      Class<?> main, List<String> args, Optional<String> heap, Map<String, String> properties) {

    public Plan args(Object... args) {
      List<String> strings = new ArrayList<>();
      for (Object arg : args) {
        strings.add(arg.toString());
      }
      return new Plan(main, List.copyOf(strings), heap, properties);
    }

    public Plan heap(String heap) {
      return new Plan(main, args, Optional.of(heap), properties);
    }

    public Plan property(String name, String value) {
      Map<String, String> more = new TreeMap<>(properties);
      more.put(name, value);
      return new Plan(main, args, heap, Map.copyOf(more));
    }

    /** Starts it; what it prints is appended to {@code output}, which is made with its parents. */
    public Jvm start(Path output) {
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      // It runs for seconds: the second compiler would cost more than its code saves.
      command.add("-XX:TieredStopAtLevel=1");
      heap.ifPresent(size -> command.add("-Xmx" + size));
      properties.forEach((name, value) -> command.add("-D" + name + "=" + value));
      command.add("-cp");
      command.add(System.getProperty("java.class.path"));
      command.add(main.getName());
      command.addAll(args);
      try {
        Files.createDirectories(output.toAbsolutePath().getParent());
        int outputStart = Files.exists(output) ? Math.toIntExact(Files.size(output)) : 0;
        Process process =
            new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                .start();
        return new Jvm(process, output, outputStart);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Everything this child has printed so far; an earlier one may have used the same file. */
  public String output() {
    try {
      byte[] all = Files.readAllBytes(output);
      // A process that is killed may leave half a character; readString would refuse it.
      return new String(all, outputStart, all.length - outputStart, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Waits for a whole line that contains {@code text} and returns the first such line.
   *
   * @throws AssertionError if it ends before or {@code limit} passes, with what it printed last
   */
  public String awaitLine(String text, Duration limit) {
    try {
      return await()
          .atMost(limit)
          .pollInterval(Duration.ofMillis(20))
          .until(() -> lineOrDeath(text), Optional::isPresent)
          .orElseThrow();
    } catch (ConditionTimeoutException e) {
      throw new AssertionError(
          "process " + pid() + " has not printed '" + text + "' in " + limit + "; " + tail(), e);
    }
  }

  private Optional<String> lineOrDeath(String text) {
    // Looked at before the output: a line printed just before the end counts.
    boolean alive = isAlive();
    Optional<String> line = wholeLines().stream().filter(l -> l.contains(text)).findFirst();
    if (line.isEmpty() && !alive) {
      throw new AssertionError(
          "process ended with "
              + process.exitValue()
              + " before it printed '"
              + text
              + "'; "
              + tail());
    }
    return line;
  }

  private List<String> wholeLines() {
    String text = output();
    return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
  }

  private String tail() {
    List<String> lines = output().lines().toList();
    return "it printed last:\n"
        + String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
  }

  /** SIGSTOP: it holds its memory, sockets and locks but does nothing. Returns when it stands. */
  public void pause() {
    signal("STOP");
    await("process " + pid() + " stopped").atMost(Patience.LIMIT).until(() -> state() == 'T');
  }

  /** SIGCONT after {@link #pause}. */
  public void resume() {
    signal("CONT");
  }

  /** SIGKILL: no hook of it runs. Returns when it is gone. Also ends a stopped one. */
  public void kill() {
    process.destroyForcibly();
    awaitEnd(Patience.LIMIT);
  }

  /** SIGTERM, which runs shutdown hooks; wait with {@link #awaitEnd}. */
  public void terminate() {
    process.destroy();
  }

  /**
   * Waits for the end and returns the exit status.
   *
   * @throws AssertionError if it still runs after {@code limit}
   */
  public int awaitEnd(Duration limit) {
    try {
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError("process " + pid() + " still runs after " + limit + "; " + tail());
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting for process " + pid(), e);
    }
  }

  @Override
  public void close() {
    kill();
    KeptLogs.keep(output, pid());
    Runtime.getRuntime().removeShutdownHook(endWithParent);
  }

  private void signal(String name) {
    try {
      Process kill =
          new ProcessBuilder("kill", "-" + name, Long.toString(pid())).inheritIO().start();
      if (!kill.waitFor(Patience.LIMIT.toMillis(), TimeUnit.MILLISECONDS)
          || kill.exitValue() != 0) {
        throw new AssertionError("kill -" + name + " " + pid() + " failed");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while sending SIG" + name, e);
    }
  }

  /** One letter as in proc(5): R runs, S sleeps, T is stopped. */
  private char state() {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(pid()), "stat"));
      // The name in parentheses may itself hold parentheses and spaces.
      return stat.charAt(stat.lastIndexOf(')') + 2);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
