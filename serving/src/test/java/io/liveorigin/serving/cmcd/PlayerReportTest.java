package io.liveorigin.serving.cmcd;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlayerReportTest {
  private static PlayerReport read(String line) {
    return PlayerReport.read(line).orElseThrow();
  }

  /** As {@code @svta/cml-cmcd} of dash.js 5.2 writes the event {@code rr}. */
  @Test
  void aResponseIsRead() {
    PlayerReport report =
        read(
            "bl=(4000;v 5900;a),br=(500;v 96;a),cid=\"acme/news\",cmsds=\"bj0ieCI=\",e=rr,"
                + "ltc=6123,mtp=(25400;v),ot=v,rc=200,sf=d,sid=\"6e2fb550-c457\",sn=7,st=l,"
                + "ts=1764085963000,ttfb=31,ttlb=87,url=\"https://cdn.example/acme/news/v0-7.m4s\","
                + "v=2");
    assertThat(report.ofResponse()).isTrue();
    assertThat(report.e()).hasValue("rr");
    assertThat(report.sid()).hasValue("6e2fb550-c457");
    assertThat(report.cid()).hasValue("acme/news");
    assertThat(report.url()).hasValue("https://cdn.example/acme/news/v0-7.m4s");
    assertThat(report.cmsds()).hasValue("bj0ieCI=");
    assertThat(report.sf()).hasValue("d");
    assertThat(report.ts()).hasValue(1_764_085_963_000L);
    assertThat(report.ltc()).hasValue(6_123);
    assertThat(report.bl()).as("the shorter buffer").hasValue(4_000);
    assertThat(report.br()).as("that of video").hasValue(500);
    assertThat(report.mtp()).hasValue(25_400);
    assertThat(report.rc()).hasValue(200);
    assertThat(report.ttfb()).hasValue(31);
    assertThat(report.ttlb()).hasValue(87);
    assertThat(report.bs()).isFalse();
    assertThat(report.dropped()).isZero();
  }

  @Test
  void aStateIsRead() {
    PlayerReport report = read("e=ps,sta=r,sid=\"a \\\"b\\\" \\\\\",ts=1764085963000,v=2,bs");
    assertThat(report.ofResponse()).isFalse();
    assertThat(report.sta()).hasValue("r");
    assertThat(report.sid()).hasValue("a \"b\" \\");
    assertThat(report.bs()).isTrue();
  }

  /** Values of version 1, of drafts of version 2, and of the specification's own examples. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "br=3200|3200",
        "br=(3200)|3200",
        "br=(128;a 3200;v)|3200",
        "br=(128;a)|128",
        "br=3200.4|3200",
        "br=(128;a;x=\"y\" 64;v=?1)|64"
      })
  void aNumberIsThatOfVideo(String line, long expected) {
    assertThat(read(line).br()).hasValue(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"bs|true", "bs=?1|true", "bs=?0|false", "bs=(v)|true", "br=1|false"})
  void aFlagIsTrueIfItIsThere(String line, boolean expected) {
    assertThat(read(line).bs()).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "br=\"3200\"",
        "br=-1",
        "br=100000001",
        "br=(",
        "br=1x",
        "br=1;",
        "br=()",
        "br",
        "ts=9999999999999999",
        "ts=99999999999999999999",
        "sid=abc",
        "sid=7",
        "sid=\"é\"",
        "sta=toolong89",
        "url=/acme/news/v0-7.m4s",
        "rc=1000",
        "bsd=(x y)",
        "ltc=86400001"
      })
  void aValueOfAnotherTypeOrOutOfRangeIsLeftOutAndCounted(String member) {
    PlayerReport report = read("e=t," + member + ",mtp=100");
    assertThat(report.dropped()).isEqualTo(1);
    assertThat(report.e()).hasValue("t");
    assertThat(report.mtp()).hasValue(100);
    assertThat(report.br()).isEmpty();
    assertThat(report.sid()).isEmpty();
    assertThat(report.sta()).isEmpty();
  }

  @Test
  void textsAreBounded() {
    assertThat(read("sid=\"" + "x".repeat(64) + "\"").sid()).isPresent();
    assertThat(read("sid=\"" + "x".repeat(65) + "\"").sid()).isEmpty();
    assertThat(read("sid=\"\"").sid()).isEmpty();
    assertThat(read("url=\"" + "x".repeat(2049) + "\"").url()).isEmpty();
    assertThat(PlayerReport.read("url=\"" + "x".repeat(9000) + "\"")).isEmpty();
    assertThat(read("br=(" + "1 ".repeat(40) + ")").dropped()).isEqualTo(1);
  }

  @Test
  void unknownKeysAreIgnored() {
    PlayerReport report = read("com.example-key=(,unheard=\"of\",br=7");
    assertThat(report.br()).isEqualTo(OptionalLong.of(7));
    assertThat(report.dropped()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{\"e\":\"rr\"}", "e=", "sid=\"x"})
  void whatDoesNotFollowTheGrammarIsNoReport(String line) {
    assertThat(PlayerReport.read(line)).isEqualTo(Optional.empty());
  }

  @Property
  void whateverTheTextNothingIsThrown(@ForAll String text) {
    assertThat(PlayerReport.read("e=rr,url=" + text + ",br=(" + text)).isNotNull();
  }
}
