package io.liveorigin.media.fuzz;

import static io.liveorigin.media.bytes.Boxes.fullBox;
import static io.liveorigin.media.bytes.Boxes.join;
import static io.liveorigin.media.bytes.Boxes.u32;
import static io.liveorigin.media.bytes.Boxes.u64;

import io.liveorigin.media.bytes.InitBytes;
import io.liveorigin.media.bytes.SegmentBytes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * The inputs that the fuzz tests start from: files that FFmpeg made (see {@code make.sh} there) and
 * files made by hand.
 */
public final class Seeds {
  /** The number of the segments made by hand; those of FFmpeg have number 0. */
  public static final long NUMBER = 880_000_000L;

  private Seeds() {}

  public static Stream<byte[]> segments() {
    SegmentBytes video = SegmentBytes.video(NUMBER * 25600);
    byte[] stamp = fullBox("prft", 1, 0, u32(1), u64(-1), u64(NUMBER * 25600));
    return Stream.concat(
        Stream.of("h264", "h264-index", "h264-prft", "h264-chunks", "aac", "opus", "both")
            .map(name -> read("/segments/" + name + ".m4s")),
        Stream.of(
            video.bytes(),
            join(stamp, video.bytes(), video.withTfdtVersion(0).fragment()),
            join(video.withTrack(2).fragment(), video.withDurations(512, 5120, 1).fragment())));
  }

  public static Stream<byte[]> inits() {
    return Stream.concat(
        Stream.of(
                "avc1",
                "avc3",
                "hvc1",
                "hvc1-sei",
                "hev1",
                "av01",
                "encv",
                "mp4a",
                "enca",
                "ac-3",
                "ec-3",
                "opus")
            .map(name -> read("/inits/" + name + ".mp4")),
        Stream.of(InitBytes.video(), InitBytes.audio()));
  }

  /** Selects some inputs, always the same ones. */
  public static boolean oneIn(int n, byte[] bytes) {
    return Arrays.hashCode(bytes) % n == 0;
  }

  private static byte[] read(String resource) {
    try (InputStream in = Seeds.class.getResourceAsStream(resource)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
