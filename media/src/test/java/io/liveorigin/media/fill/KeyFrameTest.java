package io.liveorigin.media.fill;

import static io.liveorigin.media.fill.FillFixture.hex;
import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.event.ContentType;
import io.liveorigin.media.bytes.InitBytes;
import java.nio.ByteBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyFrameTest {
  /** Version 1, then zeros up to the length size of four bytes; no parameter sets. */
  private static final String HVCC = "01" + "00".repeat(20) + "03" + "00";

  @ParameterizedTest
  @CsvSource({
    // Access unit delimiter, SPS, IDR; a slice; an IDR and a slice; nothing; half a unit.
    "avc1, 00000002 09f0 00000002 6764 00000002 6588, true",
    "avc3, 00000002 6588, true",
    "avc1, 00000002 419a, false",
    "avc1, 00000002 6588 00000002 419a, false",
    "avc1, 00000002 09f0, false",
    "avc1, 00000009 6588, false",
    "avc1, 00000000 00000002 6588, false",
    "avc1, 00000002 6588 0000, false",
    // IDR_W_RADL after a VPS, IDR_N_LP, CRA, a trailing picture.
    "hvc1, 00000003 400101 00000003 260101, true",
    "hev1, 00000003 280101, true",
    "hvc1, 00000003 2a0101, false",
    "hvc1, 00000003 020101, false",
    // Temporal delimiter, sequence header, frame: key and shown; inter; key and not shown; without
    // sequence header; an existing frame that is shown again; longer than the sample.
    "av01, 1200 0a020000 320210ff, true",
    "av01, 1200 0a020000 30 10ff, true",
    "av01, 1200 0a020000 1a0210ff, true",
    "av01, 1200 0a020000 320230ff, false",
    "av01, 1200 0a020000 320200ff, false",
    "av01, 1200 320210ff, false",
    "av01, 1200 0a020000 320290ff, false",
    "av01, 1200 0a02000032ff10ff, false",
    "av01, 1200 0a02000032ffffffffffffffff7f10ff, false",
    // Key and shown; of profile 3; inter; key and not shown; no marker.
    "vp09, 8249, true",
    "vp09, b120, true",
    "vp09, 8649, false",
    "vp09, 8049, false",
    "vp09, 4249, false"
  })
  void needsNothingBefore(String format, String sample, boolean key) {
    TrackSetup setup = TrackSetup.read(init(format), ContentType.VIDEO);
    assertThat(KeyFrame.is(ByteBuffer.wrap(hex(sample)), setup, 1, format)).isEqualTo(key);
  }

  private static byte[] init(String format) {
    byte[] entry =
        switch (format) {
          case "avc1", "avc3" -> InitBytes.video(format, InitBytes.configuration("avc1"));
          case "hvc1", "hev1" -> FillFixture.video(format, "hvcC", HVCC);
          case "av01" -> FillFixture.video(format, "av1C", "81000000");
          default -> FillFixture.video(format, "vpcC", "000000000000000000000000");
        };
    return FillFixture.init(90_000, "vide", entry);
  }
}
