package io.liveorigin.standalone.packagers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * An epoch-locked FFmpeg: segment numbers are media time / 2 s, so two processes agree on each. It
 * is started by the script that the README names.
 */
final class Ffmpeg implements AutoCloseable {
  private final Process process;

  private Ffmpeg(Process process) {
    this.process = process;
  }

  /**
   * Publishes {@code seconds} of video {@code v0} and audio {@code a0} to {@code base}. To be
   * called at {@code start}, an epoch second and a multiple of 8.
   *
   * @param videoFilter further video filters, or empty
   */
  static Ffmpeg publish(String base, long start, int seconds, String videoFilter, Path log) {
    ProcessBuilder script =
        new ProcessBuilder(
                Path.of("..", "docs", "examples", "publish-with-ffmpeg.sh").toString(),
                base,
                Integer.toString(seconds))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    script.environment().put("START", Long.toString(start));
    script.environment().put("VIDEO_FILTER", videoFilter);
    try {
      return new Ffmpeg(script.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs a tool of the FFmpeg family and returns all that it prints. */
  static String run(String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor();
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  boolean awaitEnd(Duration limit) throws InterruptedException {
    return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  boolean alive() {
    return process.isAlive();
  }

  /** SIGKILL. */
  @Override
  public void close() {
    process.destroyForcibly();
  }
}
