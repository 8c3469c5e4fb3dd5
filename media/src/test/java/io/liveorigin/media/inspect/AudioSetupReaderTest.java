package io.liveorigin.media.inspect;

import static io.liveorigin.media.bytes.Boxes.box;
import static io.liveorigin.media.bytes.Boxes.fullBox;
import static io.liveorigin.media.bytes.Boxes.join;
import static io.liveorigin.media.bytes.Boxes.u16;
import static io.liveorigin.media.bytes.Boxes.u32;
import static io.liveorigin.media.bytes.Boxes.zeros;
import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.media.box.BoxCursor;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The length of an access unit that follows from the configuration of an audio decoder. */
class AudioSetupReaderTest {
  @ParameterizedTest
  @CsvSource({
    "mp4a, 1024",
    "mp4a-mono, 1024",
    "enca, 1024",
    "ac-3, 1536",
    "ec-3, 1536",
    "opus, 960"
  })
  void ofFfmpeg(String name, int frame) {
    AudioSetup setup =
        InspectionFixture.init(RealInitTest.bytes(name)).tracks().get(0).audio().orElseThrow();

    assertThat(setup.frameSamples()).isEqualTo(frame);
    assertThat(setup.frameRate()).isEqualTo(48_000);
    assertThat(setup.rates()).contains(48_000);
  }

  /** AudioSpecificConfig as encoders write it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "AAC-LC 48 kHz             | 1190         | 1024 | 48000 | 48000",
        "AAC-LC 44.1 kHz           | 1210         | 1024 | 44100 | 44100",
        "AAC-LC of 960             | 1194         | 960  | 48000 | 48000",
        "HE-AAC, explicit          | 2b118800     | 1024 | 24000 | 48000",
        "HE-AAC v2, explicit       | eb098800     | 1024 | 24000 | 48000",
        "HE-AAC, implicit          | 1310         | 1024 | 24000 | 48000",
        "HE-AAC, backward comp.    | 131056e598   | 1024 | 24000 | 48000",
        "AAC-ELD 48 kHz            | f8e62000     | 512  | 48000 | 48000",
        "AAC-LC of an explicit rate| 1780bb8010   | 1024 | 96000 | 96000",
      })
  void ofMpeg4Audio(String what, String config, int frame, int core, int output) {
    AudioSetup setup = esds(0x40, config, 48_000).orElseThrow();

    assertThat(setup.frameSamples()).isEqualTo(frame);
    assertThat(setup.frameRate()).isEqualTo(core);
    assertThat(setup.rates()).contains(core, output);
  }

  /** Type 42, with rate and length from UsacConfig: 48 kHz, and length index 3 of five. */
  @Test
  void ofXheAac() {
    // 11111 001010, 0011, 0010, 00011, 011
    AudioSetup setup = esds(0x40, "f9464360", 48_000).orElseThrow();

    assertThat(setup.frameSamples()).isEqualTo(2048);
    assertThat(setup.frameRate()).isEqualTo(48_000);
  }

  @ParameterizedTest
  @CsvSource({"0x6b, 44100, 1152", "0x69, 22050, 576"})
  void ofLayerThree(String object, int rate, int frame) {
    AudioSetup setup = esds(Integer.decode(object), "", rate).orElseThrow();

    assertThat(setup.frameSamples()).isEqualTo(frame);
    assertThat(setup.frameRate()).isEqualTo(rate);
  }

  @Test
  void ofFlac() {
    assertThat(flac(4608, 4608)).contains(AudioSetup.constant(4608, 48_000, List.of(48_000)));
    assertThat(flac(16, 4608)).map(AudioSetup::frameSamples).contains(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "11", "f8", "ffffffff", "17ffffff10"})
  void whatCannotBeReadSaysNothing(String config) {
    assertThat(esds(0x40, config, 48_000)).isEmpty();
  }

  private static Optional<AudioSetup> flac(int smallest, int largest) {
    byte[] info =
        join(u16(smallest), u16(largest), zeros(6), u32(48_000L << 12 | 0x2f0), zeros(20));
    return read(fullBox("dfLa", 0, 0, u32(0x80000022L), info), 48_000);
  }

  private static Optional<AudioSetup> esds(int objectType, String config, int entryRate) {
    byte[] specific = HexFormat.of().parseHex(config);
    byte[] info = specific.length == 0 ? new byte[0] : join(descriptor(5, specific));
    byte[] decoder = descriptor(4, join(new byte[] {(byte) objectType, 0x15}, zeros(11), info));
    return read(
        fullBox("esds", 0, 0, descriptor(3, join(new byte[] {0, 1, 0}, decoder))), entryRate);
  }

  private static byte[] descriptor(int tag, byte[] body) {
    return join(new byte[] {(byte) tag, (byte) body.length}, body);
  }

  private static Optional<AudioSetup> read(byte[] bytes, int entryRate) {
    BoxCursor cursor = BoxCursor.over(join(bytes, box("free")));
    assertThat(cursor.next()).isTrue();
    return AudioSetupReader.read(cursor, entryRate);
  }
}
