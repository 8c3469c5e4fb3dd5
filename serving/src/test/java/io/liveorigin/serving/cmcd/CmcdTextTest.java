package io.liveorigin.serving.cmcd;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CmcdTextTest {
  /** The examples of CTA-5004 and its second version. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "sid=\"6e2fb550-c457-11e9-bb97-0800200c9a66\"",
        "br=3200,bs,d=4004,mtp=25400,nor=\"..%2F300kbps%2Ftrack.m4v\",ot=v,rtp=15000,su",
        "com.example-myNumericKey=500,com.example-myStringKey=\"myStringValue\"",
        "nor=\"a,b\", br=1",
        "v=2,e=ps,sta=p,ts=1764085963000,br=(3200;v 128;a)",
        "cid=\"a \\\"quoted\\\" id\"",
        "bs=?0"
      })
  void whatPlayersSendIsValid(String text) {
    assertThat(CmcdText.read(text).valid()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        ",",
        "br=",
        "=1",
        "br=1,",
        "br=1,,bs",
        "sid=\"x",
        "1=2",
        "a\u0000=1",
        "é=1"
      })
  void whatIsNotIsMalformed(String text) {
    assertThat(CmcdText.read(text)).isEqualTo(CmcdText.MALFORMED);
  }

  @Test
  void aBufferThatRanDryIsNoticed() {
    assertThat(CmcdText.read("br=1,bs,ot=v").starved()).isTrue();
    assertThat(CmcdText.read("bs=?1").starved()).isTrue();
    assertThat(CmcdText.read("bs=?0").starved()).isFalse();
    assertThat(CmcdText.read("sid=\",bs,\"").starved()).isFalse();
  }

  @Test
  void itIsBounded() {
    assertThat(CmcdText.read("a,".repeat(127) + "a").valid()).isTrue();
    assertThat(CmcdText.read("a,".repeat(128) + "a").valid()).isFalse();
    assertThat(CmcdText.read("a".repeat(9000)).valid()).isFalse();
  }

  @Property
  void whateverTheTextNothingIsThrown(@ForAll String text) {
    assertThat(CmcdText.read(text)).isNotNull();
  }
}
