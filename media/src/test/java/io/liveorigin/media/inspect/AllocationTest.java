package io.liveorigin.media.inspect;

import static io.liveorigin.media.bytes.Boxes.box;
import static io.liveorigin.media.bytes.Boxes.fullBox;
import static io.liveorigin.media.bytes.Boxes.join;
import static io.liveorigin.media.bytes.Boxes.u32;
import static io.liveorigin.media.bytes.Boxes.zeros;
import static io.liveorigin.media.inspect.InspectionFixture.VIDEO_INIT;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.liveorigin.media.bytes.InitBytes;
import io.liveorigin.media.bytes.SegmentBytes;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Invariant: for any bytes, everything that inspection allocates, garbage included, is at most four
 * times their size plus a constant. The largest number of the smallest boxes is the worst case.
 */
class AllocationTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int INPUT = 1 << 20;
  private static final int CONSTANT = 64 << 10;
  private static final SegmentBytes GOOD = SegmentBytes.video(880_000_000L * 25600);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "moof", "traf", "tfhd", "tfdt", "trun", "prft", "styp", "mdat", "samples", "huge", "brands"
      })
  void ofSegments(String part) {
    byte[] bytes =
        switch (part) {
          case "traf" -> box("moof", many(box("traf")));
          case "tfhd" -> box("moof", many(box("traf", GOOD.tfhd())));
          case "tfdt" -> SegmentBytes.moof(GOOD.tfhd(), many(GOOD.tfdt()));
          case "trun" -> SegmentBytes.moof(GOOD.tfhd(), many(fullBox("trun", 0, 0, u32(1))));
          case "samples" -> SegmentBytes.moof(GOOD.tfhd(), GOOD.tfdt(), samples());
          case "huge" ->
              SegmentBytes.moof(
                  GOOD.tfhd(), GOOD.tfdt(), fullBox("trun", 0, 0x100, u32(-1), zeros(INPUT)));
          case "brands" -> box("styp", zeros(INPUT));
          default -> many(box(part));
        };

    assertBounded(
        bytes, () -> InspectionFixture.inspect(bytes, Optional.of(VIDEO_INIT), 880_000_000L));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "moov", "trak", "mvex", "trex", "mdia", "stbl", "hdlr", "entry", "avcC", "sinf", "schi",
        "frma", "free", "esds", "ftyp", "hvcC", "brands"
      })
  void ofInitSegments(String part) {
    byte[] inside =
        switch (part) {
          case "trak" -> box("moov", many(box("trak")));
          case "mvex" -> box("moov", many(box("mvex")));
          case "trex" -> box("moov", box("mvex", many(InitBytes.trex(1, 0, 0, 0))));
          case "mdia" -> box("moov", box("trak", many(box("mdia"))));
          case "stbl" -> box("moov", box("trak", box("mdia", box("minf", many(box("stbl"))))));
          case "hdlr" -> box("moov", box("trak", box("mdia", many(InitBytes.handler("vide")))));
          case "entry" -> described(many(box("avc1")));
          case "avcC" -> described(box("avc1", zeros(78), many(box("avcC"))));
          case "hvcC" ->
              described(box("hvc1", zeros(78), box("hvcC", zeros(22), repeat((byte) 255))));
          case "frma" -> described(box("encv", zeros(78), box("sinf", many(box("frma")))));
          case "free" -> described(box("avc1", zeros(78), many(box("free"))));
          case "esds" -> described(box("mp4a", zeros(78), many(box("esds"))));
          case "sinf" -> described(box("encv", zeros(78), many(box("sinf"))));
          case "schi" -> described(box("encv", zeros(78), box("sinf", many(box("schi")))));
          case "brands" -> box("ftyp", zeros(INPUT));
          default -> many(box(part));
        };
    byte[] bytes = part.equals("brands") ? inside : join(InitBytes.fileType(), inside);

    assertBounded(bytes, () -> new InitInspector().inspect(bytes));
  }

  private static byte[] described(byte[] entries) {
    byte[] stsd = fullBox("stsd", 0, 0, u32(1), entries);
    return box(
        "moov",
        box("trak", box("mdia", InitBytes.handler("vide"), box("minf", box("stbl", stsd)))));
  }

  private static byte[] samples() {
    byte[] durations = zeros(INPUT);
    for (int i = 0; i < INPUT; i++) {
      durations[i] = (byte) (i * 31 >> 3);
    }
    return fullBox("trun", 0, 0x100, u32(INPUT / 4), durations);
  }

  private static byte[] many(byte[] box) {
    byte[] all = new byte[INPUT / box.length * box.length];
    for (int at = 0; at < all.length; at += box.length) {
      System.arraycopy(box, 0, all, at, box.length);
    }
    return all;
  }

  private static byte[] repeat(byte value) {
    byte[] all = new byte[INPUT];
    Arrays.fill(all, value);
    return all;
  }

  private static void assertBounded(byte[] bytes, Runnable inspection) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    inspection.run();
    assertThat(THREADS.getCurrentThreadAllocatedBytes() - before)
        .isLessThanOrEqualTo(4L * bytes.length + CONSTANT);
  }
}
