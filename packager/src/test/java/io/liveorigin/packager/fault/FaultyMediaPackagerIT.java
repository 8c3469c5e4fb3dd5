package io.liveorigin.packager.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.schedule.Schedule;
import io.liveorigin.packager.clip.Clip;
import io.liveorigin.packager.clip.ClipSegment;
import io.liveorigin.packager.clip.ClipTrack;
import io.liveorigin.packager.tool.NeedsTool;
import io.liveorigin.packager.tool.Tool;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** FFmpeg's opinion of faulty media: every box can be read, and the samples are those intended. */
@NeedsTool("ffprobe")
class FaultyMediaPackagerIT {
  private static final long FIRST = 895_000_000L;

  /** One packet as ffprobe prints it. */
  private record Packet(long decodeTime, long size, boolean key) {}

  private final Clip clip = Clip.load();
  private final Schedule schedule = Clip.eventDefinition("t", "e", List.of("a")).schedule();

  /**
   * Times count from that of the untouched segment, in ticks; the gap is the largest step from one
   * packet to the next, that to the segment behind included. Of no-sync the first packet is a key
   * frame nevertheless: FFmpeg believes the picture, which is one, more than the flag.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "v360 |                                               | 50 | 0   | 512   | true",
        "a96  |                                               | 94 | 0   | 1024  | true",
        "v360 | {action: lose-samples, count: 20}             | 30 | 0   | 10752 | true",
        "a96  | {action: lose-samples, count: 38}             | 56 | 0   | 39936 | true",
        "v360 | {action: lose-start, count: 2}                | 48 | 1024| 512   | false",
        "v360 | {action: lose-end, count: 2}                  | 48 | 0   | 1536  | true",
        "v360 | {action: halve-rate}                          | 25 | 0   | 1024  | true",
        "a96  | {action: halve-rate}                          | 47 | 0   | 2048  | true",
        "v360 | {action: excess-samples, count: 75}           | 125| 0   | 512   | true",
        "v360 | {action: no-sync}                             | 50 | 0   | 512   | true",
        "v360 | {action: filler}, {action: last}              | 50 | 0   | 512   | true",
        "v360 | {action: republish}, {action: shift-tfdt, ticks: 5} | 50 | 5 | 512 | true",
      })
  void ffprobeReadsTheSamplesThatAreIntended(
      String id,
      String rules,
      int samples,
      long start,
      long gap,
      boolean key,
      @TempDir Path directory)
      throws IOException, InterruptedException {
    ClipTrack track = clip.track(id).orElseThrow();
    byte[] faulty = faulty(track, rules == null ? "" : rules);
    List<Packet> packets = packets(directory, track, faulty, next(track));

    int behind = id.equals("a96") ? 94 : 50;
    assertThat(packets).hasSize(samples + behind);
    long decodeTime = track.decodeTime(FIRST, schedule);
    assertThat(packets.get(0).decodeTime()).isEqualTo(decodeTime + start);
    assertThat(packets.get(0).key()).isEqualTo(key);
    assertThat(packets).allSatisfy(packet -> assertThat(packet.size()).isPositive());
    long largest = 0;
    for (int i = 1; i < packets.size(); i++) {
      largest = Math.max(largest, packets.get(i).decodeTime() - packets.get(i - 1).decodeTime());
    }
    assertThat(largest).isEqualTo(gap);
  }

  /** The sizes are those of the original's samples: no sample begins in the middle of another. */
  @ParameterizedTest
  @CsvSource({"v360", "a96"})
  void whatIsLeftAreTheSamplesOfTheOriginal(String id, @TempDir Path directory)
      throws IOException, InterruptedException {
    ClipTrack track = clip.track(id).orElseThrow();
    List<Long> before = sizes(packets(directory, track, faulty(track, "")));
    int samples = before.size();
    before.subList((samples - 20) / 2, (samples - 20) / 2 + 20).clear();

    byte[] lost = faulty(track, "{action: lose-samples, count: 20}");
    assertThat(sizes(packets(directory, track, lost))).isEqualTo(before);
  }

  /** Decodes: the pictures of another init segment of our own are as good. */
  @ParameterizedTest
  @CsvSource({"v360", "v180", "a96"})
  void theOtherInitSegmentStillPlaysItsMedia(String id, @TempDir Path directory)
      throws IOException, InterruptedException {
    ClipTrack track = clip.track(id).orElseThrow();
    byte[] other = script("{action: other-init}").applyToInit("a", id, track.init());
    Path file = file(directory, other, faulty(track, ""));

    Tool.Result decoded =
        Tool.run(
            directory,
            "ffprobe",
            "-v",
            "error",
            "-count_frames",
            "-show_entries",
            "stream=nb_read_frames",
            "-of",
            "csv=p=0",
            file.toString());
    assertThat(decoded.exit()).as(decoded.output()).isZero();
    assertThat(decoded.output().strip()).isEqualTo(id.equals("a96") ? "94" : "50");
  }

  private List<Packet> packets(Path directory, ClipTrack track, byte[]... segments)
      throws IOException, InterruptedException {
    byte[][] parts = new byte[segments.length + 1][];
    parts[0] = track.init();
    System.arraycopy(segments, 0, parts, 1, segments.length);
    Tool.Result probed =
        Tool.run(
            directory,
            "ffprobe",
            "-v",
            "error",
            "-show_entries",
            "packet=dts,size,flags",
            "-of",
            "csv=p=0",
            file(directory, parts).toString());
    assertThat(probed.exit()).as(probed.output()).isZero();
    List<Packet> packets = new ArrayList<>();
    for (String line : probed.output().lines().filter(l -> !l.isBlank()).toList()) {
      String[] fields = line.split(",");
      packets.add(
          new Packet(
              Long.parseLong(fields[0]), Long.parseLong(fields[1]), fields[2].startsWith("K")));
    }
    return packets;
  }

  private static Path file(Path directory, byte[]... parts) throws IOException {
    Path file = Files.createTempFile(directory, "media", ".mp4");
    try (OutputStream out = Files.newOutputStream(file)) {
      for (byte[] part : parts) {
        out.write(part);
      }
    }
    return file;
  }

  private static List<Long> sizes(List<Packet> packets) {
    return new ArrayList<>(packets.stream().map(Packet::size).toList());
  }

  private byte[] faulty(ClipTrack track, String rules) {
    ClipSegment segment = track.segment(FIRST, schedule);
    String id = track.representation().id();
    return ((FaultOutcome.Sent) script(rules).apply("a", id, FIRST, segment)).bytes();
  }

  private byte[] next(ClipTrack track) {
    return track.segment(FIRST + 1, schedule).bytes();
  }

  private static FaultPlan script(String rules) {
    return FaultScript.parse(("faults: [" + rules + "]").getBytes(StandardCharsets.UTF_8))
        .startingAt(FIRST);
  }
}
