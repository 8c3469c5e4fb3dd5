package io.liveorigin.contract.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.support.Generators;
import io.liveorigin.contract.support.Samples;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NotificationsFieldTest {
  private static final EventId DERBY = new EventId("acme", "derby");

  private static List<Notification> read(String text) {
    return NotificationsField.readAnnounced(text, DERBY, 100);
  }

  @Test
  void quotesAndBackslashesAreEscaped() {
    assertThat(NotificationsField.write(List.of(Samples.notification(), Samples.announcement())))
        .isEqualTo(
            "ad-break=\"start \\\"A\\\" \\\\ 30 s\";from=895000000;to=895000014,"
                + " programme=\"News\";from=895000001");
    assertThat(NotificationsField.write(List.of())).isEmpty();
  }

  @Test
  void aMemberHoldsFromItsSegmentOn() {
    assertThat(read(" ad-break=\"start\", programme=news ;x=1".replace(" ;", ";")))
        .containsExactly(
            Notification.announced(DERBY, "ad-break", "start", 100, Optional.empty()),
            Notification.announced(DERBY, "programme", "news", 100, Optional.empty()));
    assertThat(read("")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a=\"x\";from=105 | a.105 | 105 | ",
        "a=\"x\";to=100 | a.100 | 100 | 100",
        "a=\"x\";for=15 | a.100 | 100 | 114",
        "a=\"x\";from=110;for=1 | a.110 | 110 | 110",
        "a=\"x\";from=110;to=120 | a.110 | 110 | 120"
      })
  void itMayBeginLaterAndEnd(String text, String id, long from, Long to) {
    Notification read = read(text).get(0);
    assertThat(read.id()).isEqualTo(id);
    assertThat(read.from()).isEqualTo(from);
    assertThat(read.to()).isEqualTo(Optional.ofNullable(to));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a=\"x | not a structured-field dictionary",
        "A=\"x\" | not a structured-field dictionary",
        "a=\"caf\u00e9\" | not a structured-field dictionary",
        "a | must have a string or a token as the value of a",
        "a=7 | must have a string or a token as the value of a",
        "a=(\"x\") | must have a string or a token as the value of a",
        "a=\"x\";from=99 | must have no 'from' below 100, the segment's number, but a has 99",
        "a=\"x\";from=\"7\" | must have an integer as 'from' of a",
        "a=\"x\";to=1.5 | must have an integer as 'to' of a",
        "a=\"x\";to=110;for=2 | must have either 'to' or a positive 'for' with a",
        "a=\"x\";for=0 | must have either 'to' or a positive 'for' with a",
        "a=\"x\";to=99 | from and to must be 0 <= from <= to",
        "a=\"x\";for=999999999999999 | from and to must be 0 <= from <= to",
        "*=\"x\" | key must be 1 to 48"
      })
  void whatCannotBeReadIsRefusedWithItsReason(String text, String reason) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(OriginException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void itsSizeIsBounded() {
    assertThatThrownBy(() -> read("a=\"" + "x".repeat(2048) + "\""))
        .hasMessageContaining("at most 2048 characters");
    StringBuilder many = new StringBuilder("a=x");
    for (int i = 0; i < 16; i++) {
      many.append(", a").append(i).append("=x");
    }
    assertThatThrownBy(() -> read(many.toString())).hasMessageContaining("at most 16 keys");
    assertThatThrownBy(() -> read("a=\"" + "x".repeat(257) + "\""))
        .hasMessageContaining("value must have at most 256");
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.oneOf(
        Arbitraries.strings().ofMaxLength(60),
        Arbitraries.strings().withChars("a\"\\;=,() 09.-*:?@\r\n\t\u00e9").ofMaxLength(60));
  }

  @Property(tries = 3000)
  void noTextThrowsAnythingElse(@ForAll("texts") String text) {
    try {
      read(text);
    } catch (OriginException e) {
      assertThat(Set.of(ErrorCode.MALFORMED_HEADER, ErrorCode.INVALID_NOTIFICATION))
          .contains(e.code());
    }
  }

  @Provide
  Arbitrary<Notification> notifications() {
    return Generators.notifications();
  }

  /** Any value is written as one line, and reading it returns what was meant. */
  @Property(tries = 1000)
  void whatIsWrittenIsReadBack(@ForAll("notifications") Notification any) {
    String text = NotificationsField.write(List.of(any));
    assertThat(text).matches("[ -~]*");
    Notification read = NotificationsField.readAnnounced(text, any.eventId(), 0).get(0);
    assertThat(read.key()).isEqualTo(any.key());
    assertThat(read.value()).isEqualTo(any.value());
    assertThat(read.from()).isEqualTo(any.from());
    assertThat(read.to()).isEqualTo(any.to());
  }
}
