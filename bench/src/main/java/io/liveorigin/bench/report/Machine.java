package io.liveorigin.bench.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.AppInfoParser;

/** The machine and the software with which the figures were measured. */
public final class Machine {
  private static final Pattern VERSION = Pattern.compile("\\d+(\\.\\d+)+");

  private Machine() {}

  /**
   * Returns date, processor, cores, this process's JDK, Kafka's version, and the tools, without a
   * full stop.
   *
   * @param tools other programs with their versions, see {@link #tool}
   */
  public static String describe(Clock clock, String... tools) {
    Stream<String> always =
        Stream.of(
            LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).toString(),
            processor(),
            "JDK " + System.getProperty("java.version"),
            "Kafka " + AppInfoParser.getVersion());
    return Stream.concat(always, Stream.of(tools)).collect(Collectors.joining(", "));
  }

  /**
   * Returns the tool's name and the first version number that the command prints, if it prints one.
   */
  public static String tool(String name, String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor(10, TimeUnit.SECONDS);
      Matcher version = VERSION.matcher(printed);
      return version.find() ? name + " " + version.group() : name;
    } catch (IOException e) {
      return name + " (not installed)";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return name;
    }
  }

  /** Counts all cores of the machine; this process may be pinned to fewer. */
  private static String processor() {
    try {
      List<String> models =
          Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
              .filter(line -> line.startsWith("model name"))
              .map(line -> line.substring(line.indexOf(':') + 1).strip())
              .toList();
      return models.isEmpty()
          ? "unknown processor"
          : models.get(0) + ", " + models.size() + " cores";
    } catch (IOException e) {
      return "unknown processor";
    }
  }
}
