package io.liveorigin.contract.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.liveorigin.contract.error.OriginException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigestTest {
  /** The examples of FIPS 180-2, appendix B.1, and of the empty message. */
  @Test
  void isSha256() {
    assertThat(Digest.of("abc".getBytes(StandardCharsets.US_ASCII)))
        .hasToString("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assertThat(Digest.of(new byte[0]).hex())
        .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  }

  @Test
  void bytesAndHexAgree() {
    Digest digest = Digest.of(new byte[] {1});
    assertThat(Digest.ofSha256(digest.bytes())).isEqualTo(digest);
    assertThat(digest.bytes()).hasSize(32);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "abc",
        "BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD",
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad0",
        "ga7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
      })
  void refusesOtherText(String hex) {
    assertThatThrownBy(() -> new Digest(hex))
        .isInstanceOf(OriginException.class)
        .hasMessage("digest must be 64 lower-case hex digits, but is '" + hex + "'");
  }

  @Test
  void aBufferIsReadFromItsPositionWhichStays() {
    ByteBuffer buffer = ByteBuffer.wrap("xabcx".getBytes(StandardCharsets.US_ASCII), 1, 3);
    assertThat(Digest.of(buffer)).isEqualTo(Digest.of("abc".getBytes(StandardCharsets.US_ASCII)));
    assertThat(buffer.remaining()).isEqualTo(3);
  }
}
