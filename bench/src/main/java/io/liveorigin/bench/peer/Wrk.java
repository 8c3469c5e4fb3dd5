package io.liveorigin.bench.peer;

import io.liveorigin.bench.http.HangLimit;
import io.liveorigin.bench.process.CpuPinning;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/**
 * The load generator: {@code wrk} with one thread, which requests one URL as fast as it receives
 * the responses.
 */
public final class Wrk {
  /**
   * The result of a run.
   *
   * @param requests the number of complete responses
   * @param bytes the bytes read, heads and bodies
   * @param p99Millis from a request to the last byte of its response
   * @param statusErrors the number of responses with a status above 399
   * @param socketErrors the number of connections that failed, broke or took longer than 30 s
   */
  public record Result(
      long requests,
      long bytes,
      double seconds,
      double p50Millis,
      double p99Millis,
      long statusErrors,
      long socketErrors) {
    /** Returns the requests per second. */
    public double perSecond() {
      return requests / seconds;
    }

    public double gigabytesPerSecond() {
      return bytes / 1e9 / seconds;
    }
  }

  private static final String PREFIX = "bench ";

  /**
   * A script that prints exact figures, because wrk's own summary rounds them. wrk calls {@code
   * done} at the end of a run, and only then.
   */
  private static final String SCRIPT =
      """
      done = function(summary, latency, requests)
        local e = summary.errors
        io.write(string.format("\\nbench requests=%d bytes=%d micros=%d p50=%d p99=%d status=%d socket=%d\\n",
          summary.requests, summary.bytes, summary.duration, latency:percentile(50),
          latency:percentile(99), e.status, e.connect + e.read + e.write + e.timeout))
      end
      """;

  private final Path script;
  private final OptionalInt core;

  /**
   * @param directory the directory for the script
   * @param core the core that wrk is pinned to
   */
  public Wrk(Path directory, OptionalInt core) throws IOException {
    this.script = Files.writeString(directory.resolve("done.lua"), SCRIPT);
    this.core = core;
  }

  /**
   * Performs one run.
   *
   * @param fields header fields of each request, for example {@code Accept-Encoding: gzip}
   * @param connections the number of connections that are kept open
   * @throws OriginException if wrk fails; wrong responses are only counted
   */
  public Result run(String url, List<String> fields, int connections, int seconds)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Tools.WRK,
                "-t1",
                "-c" + connections,
                "-d" + seconds + "s",
                "--timeout",
                "30s",
                "-s",
                script.toString()));
    fields.forEach(field -> command.addAll(List.of("-H", field)));
    command.add(url);
    Process process =
        new ProcessBuilder(CpuPinning.pinned(core, command)).redirectErrorStream(true).start();
    try {
      process.getOutputStream().close();
      String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(seconds + HangLimit.LIMIT.toSeconds(), TimeUnit.SECONDS)
          || process.exitValue() != 0) {
        throw new OriginException(ErrorCode.INTERNAL, "wrk failed: " + printed);
      }
      return read(printed);
    } finally {
      process.destroyForcibly();
    }
  }

  static Result read(String printed) {
    String line =
        printed
            .lines()
            .filter(l -> l.startsWith(PREFIX))
            .findFirst()
            .orElseThrow(
                () -> new OriginException(ErrorCode.INTERNAL, "wrk printed no result: " + printed));
    Map<String, Long> values = new HashMap<>();
    for (String field : line.substring(PREFIX.length()).split(" ", -1)) {
      int equals = field.indexOf('=');
      values.put(field.substring(0, equals), Long.valueOf(field.substring(equals + 1)));
    }
    return new Result(
        values.get("requests"),
        values.get("bytes"),
        values.get("micros") / 1e6,
        values.get("p50") / 1e3,
        values.get("p99") / 1e3,
        values.get("status"),
        values.get("socket"));
  }
}
