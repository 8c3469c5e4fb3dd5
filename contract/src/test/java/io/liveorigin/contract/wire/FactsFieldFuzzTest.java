package io.liveorigin.contract.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.segment.Facts;
import io.liveorigin.testing.Bounds;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Any field results in {@link ErrorCode#MALFORMED_HEADER} and no other exception, or in facts that
 * are written and read back, with bounded memory and time.
 */
class FactsFieldFuzzTest {

  static Stream<byte[]> fields() {
    String track = "track;id=1;timescale=12800;decode-time=640;samples=50;duration=25600";
    return Stream.of(
            track + ";sample-duration=512;sync, segment;fragments=1;brands=\"msdh msix\"",
            track + ", " + track + ";sync=?0, segment;fragments=2;brands=\"\";inherits;declared",
            "track;id=1;timescale=1;decode-time=\"9223372036854775807\";samples=0;duration=0",
            "segment;fragments=1;brands=\"a\";producer-time=1700000000000;setup=\"0123456789abcdef\""
                + ";defaults=\"fedcba9876543210\"",
            "segment;fragments=1;brands=\"" + "a ".repeat(1000) + "\"")
        .map(text -> text.getBytes(ISO_8859_1));
  }

  @MethodSource("fields")
  @FuzzTest
  void read(byte[] bytes) {
    String text = new String(bytes, ISO_8859_1);
    Facts facts = Bounds.FIELDS.assertKept(bytes.length, () -> facts(text));
    if (!FactsField.read(FactsField.write(facts)).equals(facts)) {
      throw new AssertionError("facts changed on the wire: " + facts);
    }
  }

  private static Facts facts(String text) {
    try {
      return FactsField.read(text);
    } catch (OriginException e) {
      if (e.code() != ErrorCode.MALFORMED_HEADER) {
        throw e;
      }
      return Facts.NONE;
    }
  }
}
