package io.liveorigin.ingest.support;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs FFmpeg to its end. Without it a test is skipped loudly, or fails where tools are required.
 */
public final class Ffmpeg {
  private static final Logger LOG = LoggerFactory.getLogger(Ffmpeg.class);
  private static final String REQUIRE = "ORIGIN_REQUIRE_TOOLS";
  private static final long TIMEOUT_SECONDS = 120;

  /** What it said on both outputs together. */
  public record Result(int exit, String output) {}

  private Ffmpeg() {}

  public static Result run(List<String> arguments) throws IOException, InterruptedException {
    requireInstalled();
    List<String> command = new ArrayList<>(List.of("ffmpeg", "-nostdin", "-v", "warning"));
    command.addAll(arguments);
    Path output = Files.createTempFile("ffmpeg", ".txt");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException("ffmpeg did not end within " + TIMEOUT_SECONDS + " s");
      }
      return new Result(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
    } finally {
      Files.delete(output);
    }
  }

  private static void requireInstalled() {
    String path = System.getenv().getOrDefault("PATH", "");
    boolean installed =
        Pattern.compile(File.pathSeparator, Pattern.LITERAL)
            .splitAsStream(path)
            .anyMatch(directory -> Files.isExecutable(Path.of(directory, "ffmpeg")));
    if (installed) {
      return;
    }
    if (Boolean.parseBoolean(System.getProperty(REQUIRE, System.getenv(REQUIRE)))) {
      throw new IllegalStateException("ffmpeg is not in PATH, and " + REQUIRE + " is true");
    }
    LOG.warn("SKIPPED: ffmpeg is not in PATH");
    Assumptions.abort("ffmpeg is not in PATH");
  }
}
