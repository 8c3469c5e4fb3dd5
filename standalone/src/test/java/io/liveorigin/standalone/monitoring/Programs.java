package io.liveorigin.standalone.monitoring;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs promtool to its end. */
final class Programs {
  /**
   * The exit code and the output of a program.
   *
   * @param output both outputs together
   */
  record Finished(int exit, String output) {}

  private Programs() {}

  /** Runs promtool with that input. */
  static Finished promtool(Path temp, String input, String... arguments)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile(temp, "promtool", ".txt");
    List<String> command = new ArrayList<>(List.of("promtool"));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try (OutputStream in = process.getOutputStream()) {
      in.write(input.getBytes(StandardCharsets.UTF_8));
    }
    if (!process.waitFor(2, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new IOException("promtool did not end");
    }
    return new Finished(process.exitValue(), Files.readString(output));
  }
}
