package io.liveorigin.media.box;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.liveorigin.contract.error.OriginException;
import org.junit.jupiter.api.Test;

class FourCcTest {
  @Test
  void isBigEndian() {
    assertThat(FourCc.of("moof")).isEqualTo(0x6d6f6f66);
    assertThat(FourCc.text(FourCc.MOOF)).isEqualTo("moof");
  }

  @Test
  void textIsAlwaysOneWordOfPrintableAscii() {
    assertThat(FourCc.text(FourCc.of("M4A "))).isEqualTo("M4A");
    assertThat(FourCc.text(FourCc.of("a b\"")))
        .as("a space would be two words, a quote would have to be escaped")
        .isEqualTo("a_b_");
    assertThat(FourCc.text(0)).isEqualTo("____");
    assertThat(FourCc.text(0x20202020)).isEqualTo("_");
    assertThat(FourCc.text(-1)).isEqualTo("____");
  }

  @Test
  void refusesOtherLengths() {
    assertThatThrownBy(() -> FourCc.of("moo")).isInstanceOf(OriginException.class);
  }
}
