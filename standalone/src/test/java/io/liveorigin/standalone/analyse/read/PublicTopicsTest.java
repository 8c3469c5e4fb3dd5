package io.liveorigin.standalone.analyse.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PublicTopicsTest {
  /** Whatever white space a record has: only the digits count. */
  @Test
  void a_record_about_a_number_has_its_digits() {
    assertThat(mentions(895, "{\"number\":895,\"a\":1}")).isTrue();
    assertThat(mentions(895, "{\"number\" : 895}")).isTrue();
    assertThat(mentions(895, "895")).isTrue();
    assertThat(mentions(895, "{\"number\":1895}"))
        .as("is parsed, and found to be another")
        .isTrue();
    assertThat(mentions(895, "{\"number\":894,\"a\":89}")).isFalse();
    assertThat(mentions(895, "89")).isFalse();
    assertThat(mentions(0, "")).isFalse();
  }

  private static boolean mentions(long number, String value) {
    return PublicTopics.mentions(number).test(value.getBytes(StandardCharsets.UTF_8));
  }
}
