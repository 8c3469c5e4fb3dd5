package io.liveorigin.media.retime;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.media.fuzz.Seeds;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes result in a copy or in an {@link OriginException}, and in no other exception. */
class SegmentRetimerFuzzTest {
  private static final SegmentRetimer RETIMER = new SegmentRetimer();
  private static final Retiming WIDER = Retiming.by(1L << 33, 12800);

  static Stream<byte[]> segments() {
    return Seeds.segments();
  }

  @MethodSource("segments")
  @FuzzTest
  void retime(byte[] bytes) {
    try {
      RETIMER.retime(bytes, WIDER);
    } catch (OriginException e) {
      // Not a segment.
    }
  }
}
