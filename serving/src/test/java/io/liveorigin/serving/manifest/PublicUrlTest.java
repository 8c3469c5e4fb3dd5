package io.liveorigin.serving.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.liveorigin.contract.error.OriginException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublicUrlTest {
  @ParameterizedTest
  @CsvSource({
    "https://cdn.example, https://cdn.example/time",
    "https://cdn.example/, https://cdn.example/time",
    "http://127.0.0.1:18080, http://127.0.0.1:18080/time",
    "http://[::1]:8080/live/, http://[::1]:8080/live/time",
  })
  void pathsOfTheListenerAreBelowIt(String text, String time) {
    assertThat(new PublicUrl(text).of("/time")).isEqualTo(time);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "cdn.example",
        "//cdn.example",
        "ftp://cdn.example",
        "https:///live",
        "https://user@cdn.example",
        "https://cdn.example?x",
        "https://cdn.example/#x",
        "https://cdn.example//",
        "https://cdn example",
        "mailto:x@cdn.example"
      })
  void anythingElseIsRefusedByItsKey(String text) {
    assertThatThrownBy(() -> new PublicUrl(text))
        .isInstanceOf(OriginException.class)
        .hasMessageContaining("publicUrl must be an http or https URL with a host")
        .hasMessageContaining("but is '" + text + "'");
  }
}
