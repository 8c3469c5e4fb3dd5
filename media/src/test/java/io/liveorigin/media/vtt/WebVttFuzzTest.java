package io.liveorigin.media.vtt;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.liveorigin.testing.Bounds;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes result in a file of bounded size or in a reason. */
class WebVttFuzzTest {
  private static final byte[] INIT = VttFixture.init(1000, "WEBVTT\n\nSTYLE\n::cue {}\n");

  /** The number of samples without bytes that a {@code trun} box of a few bytes may announce. */
  private static final int SAMPLES = 16 << 20;

  static Stream<byte[]> segments() {
    return Stream.of("0.m4s", "1.m4s", "2.m4s", "3.m4s").map(VttFixture::read);
  }

  @MethodSource("segments")
  @FuzzTest
  void segment(byte[] bytes) {
    check(INIT, bytes);
  }

  private static void check(byte[] init, byte[] segment) {
    byte[] kept = segment.clone();
    RawVttResult made = Bounds.BOXES.assertKept(SAMPLES, () -> WebVtt.of(init, segment));
    if (made instanceof RawVttResult.Text text && text.bytes().length > 8 * segment.length + 4096) {
      throw new AssertionError(text.bytes().length + " bytes of " + segment.length);
    }
    if (!Arrays.equals(kept, segment)) {
      throw new AssertionError("the segment was changed");
    }
  }
}
