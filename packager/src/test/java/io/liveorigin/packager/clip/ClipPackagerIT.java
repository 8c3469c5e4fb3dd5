package io.liveorigin.packager.clip;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.schedule.Schedule;
import io.liveorigin.packager.tool.NeedsTool;
import io.liveorigin.packager.tool.Tool;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** FFmpeg's opinion of the looped clip: 30 segments, so two loop borders, of today's numbers. */
@NeedsTool({"ffmpeg", "ffprobe"})
class ClipPackagerIT {
  private static final int SEGMENTS = 30;
  private static final long FIRST = 895_000_007L;

  private final Clip clip = Clip.load();
  private final Schedule schedule = Clip.eventDefinition("t", "e", List.of("a")).schedule();

  @ParameterizedTest
  @CsvSource({"v360, 512", "v180, 512", "a96, 1024"})
  void decodesWithoutAMessageAndWithoutAGap(String id, long frame, @TempDir Path directory)
      throws IOException, InterruptedException {
    ClipTrack track = clip.track(id).orElseThrow();
    Path file = directory.resolve(id + ".mp4");
    try (OutputStream out = Files.newOutputStream(file)) {
      out.write(track.init());
      for (long number = FIRST; number < FIRST + SEGMENTS; number++) {
        out.write(track.segment(number, schedule).bytes());
      }
    }

    Tool.Result decoded =
        Tool.run(
            directory,
            "ffmpeg",
            "-nostdin",
            "-v",
            "error",
            "-i",
            file.toString(),
            "-f",
            "null",
            "-");
    assertThat(decoded).isEqualTo(new Tool.Result(0, ""));

    Tool.Result probed =
        Tool.run(
            directory,
            "ffprobe",
            "-v",
            "error",
            "-show_entries",
            "packet=dts,pts",
            "-of",
            "csv=p=0",
            file.toString());
    assertThat(probed.exit()).as(probed.output()).isZero();
    assertContiguous(probed.output(), track, frame);
  }

  private void assertContiguous(String csv, ClipTrack track, long frame) {
    List<String> lines = csv.lines().filter(line -> !line.isBlank()).toList();
    long expected = track.decodeTime(FIRST, schedule);
    for (String line : lines) {
      String[] times = line.split(",");
      assertThat(Long.parseLong(times[0])).as("pts of %s", line).isEqualTo(expected);
      assertThat(Long.parseLong(times[1])).as("dts of %s", line).isEqualTo(expected);
      expected += frame;
    }
    assertThat(expected).isEqualTo(track.decodeTime(FIRST + SEGMENTS, schedule));
  }
}
