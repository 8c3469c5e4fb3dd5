package io.liveorigin.contract.listen;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Framings that the HTTP parser may let through, today or after it has been replaced. */
class RequestFramingTest {
  private static RequestFraming form(boolean old, String... codings) {
    return new RequestFraming(old, Optional.of("http"), false, Arrays.asList(codings));
  }

  @ParameterizedTest
  @ValueSource(strings = {"chunked", "Chunked", "\tchunked", "chunked\t", " \tCHUNKED\t "})
  void chunkedIsChunkedWithoutWhatIsAroundIt(String coding) {
    assertThat(form(false, coding).fault()).isEmpty();
    assertThat(form(true, coding).fault()).hasValue("HTTP/1.0 does not allow Transfer-Encoding");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "gzip",
        "identity",
        "gzip, chunked",
        "chunked, chunked",
        "chunked;a=b",
        "xchunked"
      })
  void anotherCodingIsAFault(String coding) {
    assertThat(form(false, coding).fault()).isPresent();
  }

  @Test
  void twoLinesAreAFault() {
    assertThat(form(false, "chunked", "chunked").fault()).isPresent();
    assertThat(form(false, "chunked", "gzip").fault()).isPresent();
    assertThat(form(false).fault()).isEmpty();
  }

  @Test
  void aTargetHasASchemeAndAHostOfHttp() {
    for (String scheme : List.of("http", "https")) {
      assertThat(new RequestFraming(false, Optional.of(scheme), false, List.of()).fault())
          .isEmpty();
    }
    assertThat(new RequestFraming(false, Optional.empty(), false, List.of()).fault()).isEmpty();
    assertThat(new RequestFraming(false, Optional.of("ftp"), false, List.of()).fault())
        .hasValueSatisfying(fault -> assertThat(fault).contains("ftp"));
    assertThat(new RequestFraming(false, Optional.of("http"), true, List.of()).fault())
        .hasValue("the request target does not name a host");
  }
}
