package io.liveorigin.media.fill;

import static io.liveorigin.media.bytes.Boxes.box;
import static io.liveorigin.media.bytes.Boxes.join;
import static io.liveorigin.media.bytes.Boxes.zeros;
import static io.liveorigin.media.fill.FillFixture.NUMBER;
import static io.liveorigin.media.fill.FillFixture.TWO_SECONDS;
import static io.liveorigin.media.fill.FillFixture.bytes;
import static io.liveorigin.media.fill.FillFixture.hex;
import static io.liveorigin.media.fill.FillFixture.order;
import static io.liveorigin.media.fill.FillFixture.why;
import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.event.ContentType;
import io.liveorigin.media.bytes.InitBytes;
import io.liveorigin.media.edit.SampleEditor;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The silent frame of each codec, with bytes that follow from the standards. */
class SilenceTest {
  private static FillerOutcome fill(byte[] entry, int rate, int frame, byte[] sound) {
    byte[] init = FillFixture.init(rate, "soun", entry);
    long ticks = 2L * rate;
    int count = (int) (ticks / frame);
    byte[] source =
        FillFixture.segment((NUMBER - 1) * ticks, FillFixture.sounds(count, frame, sound));
    return FillerMaker.make(order(init, source, NUMBER, TWO_SECONDS, ContentType.AUDIO));
  }

  private static byte[] frame(FillerOutcome outcome) {
    byte[] data = null;
    for (var sample : SampleEditor.of(bytes(outcome)).samples()) {
      byte[] one = new byte[sample.size()];
      sample.data().get(0, one);
      assertThat(data == null || Arrays.equals(data, one)).isTrue();
      data = one;
    }
    return data;
  }

  private static FillerOutcome aac(int rate, int frame, int... specific) {
    byte[] entry = FillFixture.audio("mp4a", rate, InitBytes.elementaryStream(0x40, specific));
    return fill(entry, rate, frame, hex("2111"));
  }

  @ParameterizedTest
  @CsvSource({
    // AudioSpecificConfig: LC at 48 kHz with 1 to 6 channels.
    "1188, 1024, 00c800802380",
    "1190, 1024, 210049900219002380",
    "1198, 1024, 00c8008020840126400864008e",
    "11a0, 1024, 00c800802084012640086400802c80080238",
    "11a8, 1024, 00c800802084012640086400823004990021900238",
    "11b0, 1024, 00c800802084012640086400823004990021900200b2002008e0",
    // HE at 24 kHz and 48 kHz: explicit, and v2, whose core is mono.
    "2b098800, 2048, 00c800802380",
    "2b118800, 2048, 210049900219002380",
    "eb098800, 2048, 00c800802380",
    // Frames of 960.
    "1194, 960, 210049900219002380"
  })
  void aac(String specific, int frame, String silence) {
    byte[] config = hex(specific);
    int[] values = new int[config.length];
    for (int i = 0; i < config.length; i++) {
      values[i] = config[i] & 0xff;
    }
    assertThat(frame(aac(48_000, frame, values))).isEqualTo(hex(silence));
  }

  @Test
  void otherAacGetsNone() {
    assertThat(why(aac(48_000, 1024, 0x11, 0xb8))).contains("channel configuration 7");
    assertThat(why(aac(48_000, 1024, 0x11, 0x80))).contains("channel configuration 0");
    assertThat(why(aac(48_000, 512, 0xb9, 0x90))).contains("other than LC");
    byte[] mp3 = FillFixture.audio("mp4a", 48_000, InitBytes.elementaryStream(0x6b));
    assertThat(why(fill(mp3, 48_000, 1152, hex("fffb")))).contains("other than AAC");
    assertThat(why(aac(48_000, 2048, 0x11, 0x90))).contains("differs from the frame duration");
    byte[] flac = FillFixture.audio("fLaC", 48_000, box("dfLa", zeros(42)));
    assertThat(why(fill(flac, 48_000, 4096, hex("ff"))))
        .isEqualTo("there are no fillers for audio with sample entry fLaC");
  }

  private static FillerOutcome opus(int channels, int family, int frame) {
    byte[] setup = new byte[] {0, (byte) channels, 1, 56, 0, 0, (byte) 0xbb, (byte) 0x80, 0, 0};
    byte[] dops = box("dOps", setup, new byte[] {(byte) family}, zeros(10));
    return fill(FillFixture.audio("Opus", 48_000, dops), 48_000, frame, hex("fc1234"));
  }

  @ParameterizedTest
  @CsvSource({
    "2, 960, fcfffe",
    "1, 960, f8fffe",
    "2, 480, f4fffe",
    "2, 240, ecfffe",
    "2, 120, e4fffe",
    "2, 1920, ff02fffefffe",
    "1, 2880, fb03fffefffefffe",
    "2, 5760, ff06fffefffefffefffefffefffe"
  })
  void opus(int channels, int frame, String silence) {
    assertThat(frame(opus(channels, 0, frame))).isEqualTo(hex(silence));
  }

  @Test
  void otherOpusGetsNone() {
    assertThat(why(opus(6, 1, 960))).contains("more than two channels");
    assertThat(why(opus(2, 0, 1000))).contains("of the duration that its source has");
  }

  /**
   * Returns a frame with fscod, frmsizecod; bsid 8, bsmod 0; then acmod, levels, lfeon, dialnorm 27
   * and zeros.
   */
  private static byte[] ac3(int size, String rest) {
    return Arrays.copyOf(join(hex("0b77 abcd"), hex(rest)), size);
  }

  private static FillerOutcome ac3(int rate, byte[] source) {
    byte[] entry = FillFixture.audio("ac-3", rate, box("dac3", zeros(3)));
    return fill(entry, rate, 1536, source);
  }

  @ParameterizedTest
  @CsvSource({
    // 192 kbit/s in stereo; 384 kbit/s in 5.1 at 48 and 44.1 kHz, the latter also with an odd size
    // code.
    "48000, 768, 14404360",
    "48000, 1536, 1c40e1b0",
    "44100, 1670, 5c40e1b0",
    "44100, 1672, 5d40e1b0",
    "32000, 1152, 94402d80"
  })
  void ac3(int rate, int size, String header) {
    byte[] silence = frame(ac3(rate, ac3(size, header)));

    assertThat(silence).hasSize(size);
    assertThat(Arrays.copyOfRange(silence, 4, 7)).isEqualTo(Arrays.copyOf(hex(header), 3));
    int start = 2 * ((size / 2 >> 1) + (size / 2 >> 3));
    assertThat(remainder(silence, 2, start)).as("crc1").isZero();
    assertThat(remainder(silence, 2, size)).as("crc2").isZero();
    assertThat(silence[2] != 0 || silence[3] != 0).as("crc1 is there").isTrue();
  }

  @Test
  void otherAc3GetsNone() {
    assertThat(why(ac3(48_000, ac3(766, "14404360")))).contains("size that it states");
    assertThat(why(ac3(48_000, ac3(768, "14504360")))).contains("not an AC-3 frame");
    assertThat(why(ac3(48_000, ac3(768, "d4404360")))).contains("not an AC-3 frame");
    assertThat(why(ac3(48_000, ac3(768, "14400360")))).contains("two programmes");
    assertThat(why(ac3(48_000, new byte[768]))).contains("not an AC-3 frame");
  }

  private static FillerOutcome eac3(String dec3, byte[] source) {
    byte[] entry = FillFixture.audio("ec-3", 48_000, box("dec3", hex(dec3)));
    return fill(entry, 48_000, 1536, source);
  }

  private static byte[] eac3(int size, String rest) {
    String length = String.format(Locale.ROOT, "%04x", size / 2 - 1);
    return Arrays.copyOf(hex("0b77" + length + rest), size);
  }

  @ParameterizedTest
  @CsvSource({
    // numblkscod 3, acmod 2 and 7 with lfeon; bsid 16, dialnorm 27.
    "384, 3486c0, 34",
    "1536, 3f86c0, 3f",
    "128, 3286c0, 32"
  })
  void eac3(int size, String header, String first) {
    byte[] silence = frame(eac3("0c00 20 0400", eac3(size, header)));

    assertThat(silence).hasSize(size);
    assertThat(Arrays.copyOf(silence, 5)).isEqualTo(Arrays.copyOf(eac3(size, header), 5));
    assertThat(silence[4]).isEqualTo(hex(first)[0]);
    assertThat(remainder(silence, 2, size)).as("crc2").isZero();
    assertThat(silence[size - 1] != 0 || silence[size - 2] != 0).as("crc2 is there").isTrue();
  }

  @Test
  void otherEac3GetsNone() {
    byte[] plain = eac3(384, "3486c0");
    assertThat(why(eac3("0c01 20 0400", plain))).contains("several substreams");
    assertThat(why(eac3("0c00 20 0402 00", plain))).contains("several substreams");
    assertThat(why(eac3("0c00 20 0400 0110", plain))).contains("with objects");
    assertThat(why(eac3("0c00 20 0400", eac3(384, "2486c0")))).contains("short frames");
    assertThat(why(eac3("0c00 20 0400", eac3(384, "f486c0")))).contains("reduced sampling rate");
    assertThat(why(eac3("0c00 20 0400", eac3(384, "3436c0")))).contains("not an E-AC-3 frame");
    assertThat(why(eac3("0c00 20 0400", join(plain, plain)))).contains("several substreams");
    byte[] dependent = plain.clone();
    dependent[2] |= 0x40;
    assertThat(why(eac3("0c00 20 0400", dependent))).contains("several substreams");
  }

  /** Computes the CRC bit by bit, as a division of polynomials: ETSI TS 102 366, 6.1.7. */
  private static int remainder(byte[] bytes, int from, int to) {
    int register = 0;
    for (int bit = 8 * from; bit < 8 * to; bit++) {
      register = register << 1 | bytes[bit / 8] >> 7 - bit % 8 & 1;
      register = register > 0xffff ? register ^ 0x18005 : register;
    }
    return register;
  }

  @Test
  void audioOfQuickTimeGetsNone() {
    byte[] entry = FillFixture.audio("mp4a", 48_000, InitBytes.configuration("mp4a"));
    entry[17] = 1; // version of the entry
    assertThat(why(fill(entry, 48_000, 1024, hex("21")))).isNotBlank();
  }
}
