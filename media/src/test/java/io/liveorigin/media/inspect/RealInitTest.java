package io.liveorigin.media.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.event.ContentType;
import io.liveorigin.contract.event.Representation;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.InitSetup;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Init segments that FFmpeg made with {@code inits/make.sh}. */
class RealInitTest {
  private final InitInspector inspector = new InitInspector();

  static byte[] bytes(String name) {
    try (InputStream in = RealInitTest.class.getResourceAsStream("/inits/" + name + ".mp4")) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private InitFacts facts(String name) {
    InitInspection inspection = inspector.inspect(bytes(name));
    assertThat(inspection.defects()).isEmpty();
    return inspection.facts().orElseThrow();
  }

  private SampleEntry entry(String name) {
    assertThat(facts(name).tracks()).hasSize(1);
    assertThat(facts(name).tracks().get(0).entries()).hasSize(1);
    return facts(name).tracks().get(0).entries().get(0);
  }

  private InitSetup setup(String name) {
    return facts(name).setup();
  }

  @ParameterizedTest
  @CsvSource({
    "avc1, avc1, 64, 36",
    "avc3, avc3, 64, 36",
    "hvc1, hvc1, 64, 36",
    "hvc1-size, hvc1, 128, 72",
    "hev1, hev1, 64, 36",
    "av01, av01, 64, 36"
  })
  void readsVideo(String name, String type, int width, int height) {
    SampleEntry entry = entry(name);

    assertThat(entry.type()).isEqualTo(type);
    assertThat(entry.format()).isEqualTo(type);
    assertThat(entry.width()).isEqualTo(width);
    assertThat(entry.height()).isEqualTo(height);
    assertThat(entry.channels()).isZero();
    assertThat(entry.scheme()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"mp4a, mp4a, 2", "ac-3, ac-3, 2", "ec-3, ec-3, 2", "opus, Opus, 2"})
  void readsAudio(String name, String type, int channels) {
    SampleEntry entry = entry(name);

    assertThat(entry.type()).isEqualTo(type);
    assertThat(entry.channels()).isEqualTo(channels);
    assertThat(entry.samplingRate()).isEqualTo(48000);
    assertThat(entry.width()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"encv, avc1", "enca, mp4a"})
  void readsWhatWasEncrypted(String name, String format) {
    assertThat(entry(name).type()).isEqualTo(name);
    assertThat(entry(name).format()).isEqualTo(format);
    assertThat(entry(name).scheme()).contains("cenc");
  }

  /** Bit rates, names, SEI: differences that do not stop a decoder. */
  @ParameterizedTest
  @CsvSource({"avc1, avc1-rate", "mp4a, mp4a-rate", "hvc1, hvc1-sei", "avc3, avc3-high"})
  void whatADecoderDoesNotMindIsEqual(String one, String other) {
    assertThat(bytes(one)).isNotEqualTo(bytes(other));
    assertThat(setup(one)).isEqualTo(setup(other));
  }

  @ParameterizedTest
  @CsvSource({
    "avc1, avc1-high",
    "avc1, avc3",
    "avc1, encv",
    "mp4a, mp4a-mono",
    "mp4a, enca",
    "hvc1, hev1",
    "hvc1, hvc1-size",
    "ac-3, ec-3",
    "ac-3, opus",
    "avc1, av01"
  })
  void whatADecoderMindsDiffers(String one, String other) {
    assertThat(setup(one).decoder()).isNotEqualTo(setup(other).decoder());
  }

  @Test
  void anotherKeyIdNeedsAnotherLicence() {
    byte[] changed = bytes("encv");
    int tenc = new String(changed, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("tenc");
    changed[tenc + 4 + 4 + 4] ^= 1;

    assertThat(inspector.inspect(changed).facts().orElseThrow().setup().decoder())
        .isNotEqualTo(setup("encv").decoder());
  }

  @ParameterizedTest
  @CsvSource({
    "avc1, VIDEO, avc1.42c01e",
    "avc1, VIDEO, avc3.42c01e",
    "avc3, VIDEO, avc1.64001f",
    "hvc1, VIDEO, hev1.1.6.L93.B0",
    "hev1, VIDEO, hvc1.1.6.L93.B0",
    "hvc1, VIDEO, dvh1.08.01",
    "av01, VIDEO, av01.0.00M.08",
    "encv, VIDEO, avc1.64001f",
    "enca, AUDIO, mp4a.40.2",
    "mp4a, AUDIO, mp4a.40.2",
    "mp4a, AUDIO, mp4a.40.29",
    "ac-3, AUDIO, mp4a.a5",
    "ac-3, AUDIO, ac-3",
    "ec-3, AUDIO, ec-3",
    "opus, AUDIO, opus",
    "opus, AUDIO, Opus",
    "avc1, VIDEO, xyz1",
    "avc1, VIDEO, 'avc1.64001f, mp4a.40.2'"
  })
  void fitsWhatIsDeclared(String name, ContentType type, String codecs) {
    assertThat(
            inspector
                .inspect(bytes(name), InspectionFixture.EVENT, declared(type, codecs))
                .defects())
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "avc1, AUDIO, mp4a.40.2, handler, vide, audio",
    "mp4a, VIDEO, avc1, handler, soun, video",
    "avc1, TEXT, wvtt, handler, vide, text",
    "avc1, VIDEO, hvc1.1.6.L93.B0, codec, avc1, hvc1.1.6.L93.B0",
    "encv, VIDEO, av01.0.00M.08, codec, avc1, av01.0.00M.08",
    "ec-3, AUDIO, ac-3, codec, ec-3, ac-3",
    "opus, AUDIO, mp4a.40.2, codec, Opus, mp4a.40.2"
  })
  void doesNotFitWhatIsDeclared(
      String name, ContentType type, String codecs, String reason, String found, String expected) {
    InitInspection inspection =
        inspector.inspect(bytes(name), InspectionFixture.EVENT, declared(type, codecs));

    assertThat(inspection.facts()).as("it can be read").isPresent();
    assertThat(inspection.defects()).extracting(Defect::name).containsExactly("codec-mismatch");
    assertThat(inspection.defects().get(0).parameters())
        .containsEntry("reason", reason)
        .containsEntry("found", found)
        .containsEntry("declared", expected);
  }

  private static Representation declared(ContentType type, String codecs) {
    return InspectionFixture.representation(type, codecs, Optional.empty(), Optional.empty());
  }
}
