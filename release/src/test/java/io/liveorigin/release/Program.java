package io.liveorigin.release;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program that ends by itself, in an environment of its own. */
final class Program {
  /** Only what hangs outlasts it. */
  private static final long LIMIT_MINUTES = 5;

  /** What it printed, and how it ended. */
  record Finished(int code, String out, String err) {}

  private Program() {}

  /**
   * Runs it.
   *
   * @param environment all that it has
   * @param output an empty folder for what it prints
   */
  static Finished run(Map<String, String> environment, Path output, String... command) {
    try {
      Files.createDirectories(output);
      Path out = output.resolve("out");
      Path err = output.resolve("err");
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .redirectOutput(out.toFile())
              .redirectError(err.toFile())
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
      builder.environment().clear();
      builder.environment().putAll(environment);
      Process process = builder.start();
      try {
        if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
          throw new AssertionError(
              List.of(command) + " hangs; it printed " + read(out) + "\n" + read(err));
        }
        return new Finished(process.exitValue(), read(out), read(err));
      } finally {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static String read(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }
}
