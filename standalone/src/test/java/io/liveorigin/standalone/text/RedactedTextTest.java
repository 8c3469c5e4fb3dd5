package io.liveorigin.standalone.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactedTextTest {
  @Test
  void aGeneratedSecretIsCutOutWhereverItIs() {
    // Made at run time: scanners of logs look for the form.
    String secret = "lo_" + "Ab0-_".repeat(9).substring(0, 43);
    assertThat(RedactedText.of("PUT /tv/live/" + secret + " and '" + secret + "'"))
        .isEqualTo("PUT /tv/live/lo_… and 'lo_…'");
  }

  @ParameterizedTest
  @CsvSource({
    "cannot reach http://u:s3cr3t@h:1/a, cannot reach http://…@h:1/a",
    "https://t0k3n@h, https://…@h",
    "Authorization: Basic dTpw, Authorization: …",
    "header authorization=Bearer t0k3n;, header authorization=…;",
    "Proxy-Authorization: Basic dTpw, Proxy-Authorization: …",
    "Origin-CDN-Secret: 0123456789abcdef, Origin-CDN-Secret: …",
    "Cookie: session=1, Cookie: …",
  })
  void whatCarriesASecretIsCutOut(String text, String shown) {
    assertThat(RedactedText.of(text)).isEqualTo(shown);
  }

  @Test
  void theHttpClientQuotesValuesThatItRefuses() {
    assertThatThrownBy(
            () -> HttpRequest.newBuilder().header("Authorization", "Bearer s3cr3t-canary\n"))
        .satisfies(e -> assertThat(RedactedText.of(e.toString())).doesNotContain("s3cr3t-canary"))
        .hasMessageContaining("s3cr3t-canary");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET http://h:1/a/b@c 200",
        "authorization is missing",
        "lo_g is short",
        "Origin-CDN-Secret must be 16 to 256 characters",
      })
  void allElseStays(String text) {
    assertThat(RedactedText.of(text)).isEqualTo(text);
  }
}
