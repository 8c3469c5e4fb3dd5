package io.liveorigin.serving.hls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeliveryDirectivesTest {
  private static DeliveryDirectives asked(String query) {
    DeliveryDirectives.Query read = DeliveryDirectives.parse(query);
    assertThat(read).isInstanceOf(DeliveryDirectives.Query.Valid.class);
    return ((DeliveryDirectives.Query.Valid) read).directives();
  }

  @ParameterizedTest
  @CsvSource({
    "'', ''",
    "_HLS_msn=7, _HLS_msn=7",
    "_HLS_msn=007, _HLS_msn=7",
    "_HLS_msn=0, _HLS_msn=0",
    "_HLS_skip=YES&_HLS_msn=7, _HLS_msn=7&_HLS_skip=YES",
    "_HLS_skip=v2&x=1&CMCD=a%3D1, _HLS_skip=YES",
    "_HLS_skip=maybe, ''",
    "_HLS_msn=7&_HLS_part=0, _HLS_msn=7",
    "_HLS_part=3&_HLS_msn=7, _HLS_msn=7",
    "&&=&_hls_msn=x, ''",
    "_HLS_msn=18446744073709551615, _HLS_msn=9223372036854775807",
  })
  void haveOneForm(String query, String canonical) {
    assertThat(asked(query).canonical()).isEqualTo(canonical);
    assertThat(asked(asked(query).canonical())).isEqualTo(asked(query));
  }

  @ParameterizedTest
  @CsvSource({
    "_HLS_msn=, _HLS_msn must be 1 to 20 digits",
    "_HLS_msn, _HLS_msn must be 1 to 20 digits",
    "_HLS_msn=-1, _HLS_msn must be 1 to 20 digits",
    "_HLS_msn=184467440737095516150, _HLS_msn must be 1 to 20 digits",
    "_HLS_msn=1&_HLS_msn=1, _HLS_msn must occur only once",
    "_HLS_skip=YES&_HLS_skip=NO, _HLS_skip must occur only once",
    "_HLS_part=1, _HLS_part requires _HLS_msn",
    "_HLS_part=x&_HLS_msn=1, _HLS_part must be 1 to 20 digits",
  })
  void areRefusedWithTheirName(String query, String detail) {
    assertThat(DeliveryDirectives.parse(query))
        .isEqualTo(new DeliveryDirectives.Query.Malformed(detail));
  }

  @ParameterizedTest
  @CsvSource({
    "'', 100, NOW",
    "_HLS_skip=YES, 100, NOW",
    "_HLS_msn=3, 100, NOW",
    "_HLS_msn=100, 100, NOW",
    "_HLS_msn=101, 100, HOLD",
    "_HLS_msn=102, 100, HOLD",
    "_HLS_msn=103, 100, TOO_FAR",
    "_HLS_msn=18446744073709551615, 100, TOO_FAR",
  })
  void nobodyIsAnsweredEarlyNorHeldForLong(
      String query, long last, DeliveryDirectives.Answer answer) {
    assertThat(asked(query).answer(last, false)).isEqualTo(answer);
    assertThat(asked(query).answer(last, true)).isEqualTo(DeliveryDirectives.Answer.NOW);
  }

  @Test
  void noTextThrowsAndFormsAreFew() {
    Random random = new Random(15);
    String alphabet = "_HLS_msnpartskip=&0123456789YESv2%;+";
    for (int i = 0; i < 50_000; i++) {
      StringBuilder query = new StringBuilder();
      for (int c = random.nextInt(60); c > 0; c--) {
        query.append(
            switch (random.nextInt(12)) {
              case 0 -> "_HLS_msn=";
              case 1 -> "_HLS_skip=";
              case 2 -> "_HLS_part=";
              case 3 -> "&";
              default -> alphabet.charAt(random.nextInt(alphabet.length()));
            });
      }
      if (DeliveryDirectives.parse(query.toString())
          instanceof DeliveryDirectives.Query.Valid asked) {
        assertThat(asked.directives().canonical())
            .matches("(_HLS_msn=(0|[1-9][0-9]{0,18}))?&?(_HLS_skip=YES)?");
      }
    }
  }
}
