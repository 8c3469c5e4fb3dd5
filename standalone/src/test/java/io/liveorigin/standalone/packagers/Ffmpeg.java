package io.liveorigin.standalone.packagers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * An epoch-locked FFmpeg: segment numbers are media time / 2 s, so two processes agree on each. The
 * same command as in the README.
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
    String pts = "setpts=PTS+" + start + "/TB";
    String filter = videoFilter.isEmpty() ? pts : videoFilter + "," + pts;
    List<String> command = new ArrayList<>(List.of("ffmpeg", "-nostdin", "-v", "warning"));
    command.addAll(
        List.of("-re", "-f", "lavfi", "-t", "" + seconds, "-i", "testsrc2=size=320x180:rate=25"));
    command.addAll(
        List.of(
            "-re",
            "-f",
            "lavfi",
            "-t",
            "" + seconds,
            "-i",
            "sine=frequency=440:beep_factor=4:sample_rate=48000"));
    command.addAll(
        List.of(
            "-filter_complex",
            "[0:v]" + filter + "[v];[1:a]asetpts=PTS+" + start + "/TB+1024[a]",
            "-map",
            "[v]",
            "-map",
            "[a]",
            "-fps_mode",
            "passthrough",
            "-c:v",
            "libx264",
            "-preset",
            "ultrafast",
            "-tune",
            "zerolatency",
            "-pix_fmt",
            "yuv420p",
            "-g",
            "250",
            "-sc_threshold",
            "0",
            "-force_key_frames",
            // t counts from the first frame, not from the epoch.
            "expr:gte(t,n_forced*2)",
            "-b:v",
            "300k",
            "-threads",
            "1",
            "-c:a",
            "aac",
            "-b:a",
            "96k",
            "-ac",
            "2"));
    command.addAll(
        List.of(
            "-f",
            "hls",
            "-hls_time",
            "2",
            "-hls_list_size",
            "5",
            "-hls_segment_type",
            "fmp4",
            "-start_number",
            "" + start / 2,
            "-hls_flags",
            "independent_segments+delete_segments",
            "-hls_segment_options",
            "movflags=+cmaf+frag_discont:fragment_index=" + start / 2,
            "-var_stream_map",
            "v:0,agroup:aud,name:v0 a:0,agroup:aud,name:a0,default:yes",
            "-master_pl_name",
            "master.m3u8",
            "-hls_fmp4_init_filename",
            "%v-init.mp4",
            "-hls_segment_filename",
            base + "/%v-%d.m4s",
            "-method",
            "PUT",
            "-http_persistent",
            "1",
            "-timeout",
            "5",
            base + "/%v.m3u8"));
    return new Ffmpeg(start(command, log));
  }

  private static Process start(List<String> command, Path output) {
    try {
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(output.toFile())
          .start();
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
