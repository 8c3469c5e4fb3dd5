package io.liveorigin.serving.support.fields;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The second opinion must itself be right: what RFC 9651 allows, and what it must refuse. */
class StrictFieldParserTest {
  private static FieldValue.Item plain(FieldValue.Bare value) {
    return new FieldValue.Item(value, Map.of());
  }

  @Test
  void everyTypeIsRead() {
    assertThat(StrictFieldParser.item(" 42 ")).isEqualTo(plain(FieldValue.of(42)));
    assertThat(StrictFieldParser.item("-999999999999999"))
        .isEqualTo(plain(FieldValue.of(-999_999_999_999_999L)));
    assertThat(StrictFieldParser.item("-1.125"))
        .isEqualTo(plain(new FieldValue.DecimalValue(new BigDecimal("-1.125"))));
    assertThat(StrictFieldParser.item("\"a \\\"b\\\" \\\\\""))
        .isEqualTo(plain(FieldValue.of("a \"b\" \\")));
    assertThat(StrictFieldParser.item("*a/b:c")).isEqualTo(plain(FieldValue.token("*a/b:c")));
    assertThat(StrictFieldParser.item(":aGk=:"))
        .isEqualTo(plain(new FieldValue.BytesValue("aGk=")));
    assertThat(StrictFieldParser.item("?0")).isEqualTo(plain(FieldValue.of(false)));
    assertThat(StrictFieldParser.item("@1659578233"))
        .isEqualTo(plain(new FieldValue.DateValue(1_659_578_233)));
    assertThat(StrictFieldParser.item("%\"f%c3%bc%c3%bc\""))
        .isEqualTo(plain(new FieldValue.DisplayStringValue("füü")));
  }

  @Test
  void listsDictionariesAndParametersAreRead() {
    assertThat(StrictFieldParser.list("a;x;y=2 ,\t(b \"c\");z")).hasSize(2);
    assertThat(StrictFieldParser.list("a;x;x=2").get(0).parameters())
        .isEqualTo(Map.of("x", FieldValue.of(2)));
    assertThat(StrictFieldParser.list("")).isEmpty();
    assertThat(StrictFieldParser.list("()"))
        .isEqualTo(List.of(new FieldValue.InnerList(List.of(), Map.of())));
    Map<String, FieldValue.Member> keys = StrictFieldParser.dictionary("a=1, b;c=?0, a=2");
    assertThat(keys.keySet()).containsExactly("b", "a");
    assertThat(keys.get("a")).isEqualTo(plain(FieldValue.of(2)));
    assertThat(keys.get("b"))
        .isEqualTo(new FieldValue.Item(FieldValue.of(true), Map.of("c", FieldValue.of(false))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a b",
        "1.",
        "1.1234",
        "1234567890123.1",
        "1000000000000000",
        "--1",
        "-",
        ".5",
        "\"a",
        "\"a\\b\"",
        "\"\u0007\"",
        "\"\u00e9\"",
        "'a'",
        "?2",
        "?",
        ":a",
        ":a b:",
        "@1.5",
        "%\"%C3%BC\"",
        "%\"%c3\"",
        "%\"%c\"",
        "a;",
        "a;A=1",
        "a;b=",
        "a,b",
        "(a)",
        "é"
      })
  void whatIsNoItemIsRefused(String text) {
    assertThatThrownBy(() -> StrictFieldParser.item(text))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a,", "a,,b", ",a", "a b", "(a,b)", "(a", "(a)b", "(a\"b\")", "\ta"})
  void whatIsNoListIsRefused(String text) {
    assertThatThrownBy(() -> StrictFieldParser.list(text))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"A=1", "a=", "a=1,", "1=a", "a =1", "a= 1", "-a=1", "a=1;", "a==1"})
  void whatIsNoDictionaryIsRefused(String text) {
    assertThatThrownBy(() -> StrictFieldParser.dictionary(text))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
