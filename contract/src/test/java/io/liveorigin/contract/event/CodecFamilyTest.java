package io.liveorigin.contract.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CodecFamilyTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "avc1.64001f | avc1.42c00d",
        "hvc1.1.6.L93.90 | hvc1.2.4.L153.B0",
        "av01.0.04M.08 | av01.0.08M.10",
        "mp4a.40.2 | mp4a.40.5",
        "mp4a.40.29 | mp4a.40.02",
        "ec-3 | ec-3",
        "avc1.64001f, mp4a.40.2 | mp4a.40.5,avc1.42c00d",
      })
  void oneDecoderPlaysBoth(String one, String other) {
    assertThat(CodecFamily.of(one)).isEqualTo(CodecFamily.of(other));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "avc1.64001f | hvc1.1.6.L93.90",
        // Parameter sets in the samples instead of the init segment: a different sample entry.
        "avc1.64001f | avc3.64001f",
        "hvc1.2.4.L153.B0 | dvh1.05.06",
        "mp4a.40.2 | ec-3",
        "mp4a.40.2 | Opus",
        // MP3, AC-3 and xHE-AAC in the same sample entry as AAC.
        "mp4a.40.2 | mp4a.6B",
        "mp4a.40.2 | mp4a.a5",
        "mp4a.40.2 | mp4a.40.42",
        "ac-3 | ec-3",
        "wvtt | stpp.ttml.im1t",
        "avc1.64001f | avc1.64001f, mp4a.40.2",
      })
  void eachNeedsADecoderOfItsOwn(String one, String other) {
    assertThat(CodecFamily.of(one)).isNotEqualTo(CodecFamily.of(other));
  }
}
