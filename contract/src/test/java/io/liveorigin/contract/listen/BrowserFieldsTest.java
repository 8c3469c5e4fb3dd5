package io.liveorigin.contract.listen;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BrowserFieldsTest {
  /**
   * Today's Javalin considers only the first of these fields; the next version may consider
   * another.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-HTTP-Method-Override",
        "x-http-method-override",
        "X-HTTP-Method",
        "x-http-method",
        "X-Method-Override",
        "X-METHOD-OVERRIDE"
      })
  void eachNameOfAnOverrideIsKnownHoweverItIsWritten(String field) {
    assertThat(BrowserFields.overridesMethod(field)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Method", "X-HTTP-Method-", "X-Method", "Origin"})
  void otherFieldsAreLeft(String field) {
    assertThat(BrowserFields.overridesMethod(field)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "cross-site,,true",
    "same-site,,true",
    "'',,true",
    "same-origin,,false",
    "none,,false",
    "same-origin,http://evil.example,false",
    "cross-site,http://origin:8080,true",
    ",http://origin:8080,false",
    ",http://origin:8081,true",
    ",http://origin,true",
    ",https://origin:8080,true",
    ",null,true",
    ",,false",
  })
  void aForeignPageIsKnownByWhatTheBrowserSays(String site, String origin, boolean foreign) {
    BrowserFields fields =
        new BrowserFields(
            Optional.ofNullable(site),
            Optional.ofNullable(origin),
            "http",
            Optional.of("origin:8080"));
    assertThat(fields.foreignPage().isPresent()).isEqualTo(foreign);
  }

  /**
   * A page that anybody on the network path could have written does not count as the listener's
   * own.
   */
  @ParameterizedTest
  @CsvSource({
    "https://origin:8080,false",
    "http://origin:8080,true",
    "https://evil.example,true",
  })
  void ofAListenerWithTlsThePageHasItToo(String origin, boolean foreign) {
    BrowserFields fields =
        new BrowserFields(
            Optional.empty(), Optional.of(origin), "https", Optional.of("origin:8080"));
    assertThat(fields.foreignPage().isPresent()).isEqualTo(foreign);
  }
}
