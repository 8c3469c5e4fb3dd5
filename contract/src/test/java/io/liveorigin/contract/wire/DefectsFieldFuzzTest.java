package io.liveorigin.contract.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.testing.Bounds;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Any field results in {@link ErrorCode#MALFORMED_HEADER} and no other exception, or in defects
 * that are written and read back, with bounded memory and time. docs/fuzzing.md states how long
 * this has run.
 */
class DefectsFieldFuzzTest {

  static Stream<byte[]> fields() {
    return Stream.of(
            "dropped-video-frames;count=12, missing-audio-samples;count=2048",
            "decode-time-mismatch;delta=-3003;timescale=90000;delta-ms=-33;source=\"ingest\"",
            "discontinuity;delta=1;source=\"selector\",late;due=999999999999999;source=\"selector\"",
            "x-burnt;where=top;sure;text=\"a \\\"b\\\" \\\\c\";source=\"packager\"",
            "codec-mismatch;reason=handler;source=\"ingest\", filler;a=1.5;b=:AAAA:;c=?0",
            "(late late);a=1, \"late\";b, 7, %\"caf%c3%a9\", @1700000000",
            "late;n=1, ".repeat(200),
            "late;a=\"" + "b".repeat(2000) + "\"")
        .map(text -> text.getBytes(ISO_8859_1));
  }

  @MethodSource("fields")
  @FuzzTest
  void read(byte[] bytes) {
    String text = new String(bytes, ISO_8859_1);
    List<Defect> declared =
        Bounds.FIELDS.assertKept(bytes.length, () -> defects(text, DefectsField::readDeclared));
    List<Defect> recorded =
        Bounds.FIELDS.assertKept(bytes.length, () -> defects(text, DefectsField::read));
    assertReadBack(declared);
    assertReadBack(recorded);
  }

  private static void assertReadBack(List<Defect> defects) {
    if (!DefectsField.read(DefectsField.write(defects)).equals(defects)) {
      throw new AssertionError("defects changed on the wire: " + defects);
    }
  }

  private static List<Defect> defects(String text, Function<String, List<Defect>> reading) {
    try {
      return reading.apply(text);
    } catch (OriginException e) {
      if (e.code() != ErrorCode.MALFORMED_HEADER) {
        throw e;
      }
      return List.of();
    }
  }
}
