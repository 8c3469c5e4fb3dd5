package io.liveorigin.contract.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.segment.Facts;
import io.liveorigin.contract.segment.InitSetup;
import io.liveorigin.contract.segment.ProducerTimeType;
import io.liveorigin.contract.segment.TrackFacts;
import io.liveorigin.contract.support.Generators;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FactsFieldTest {
  private static Facts withDecodeTime(long time) {
    return new Facts(
        List.of(new TrackFacts(1, 90_000, time, 50, 180_000, 3600, true)), List.of(), 1);
  }

  @Provide
  Arbitrary<Facts> facts() {
    return Generators.facts();
  }

  @Property(tries = 1000)
  void readsWhatItWrites(@ForAll("facts") Facts facts) {
    String text = FactsField.write(facts);
    assertThat(text).matches("[ -~]*");
    assertThat(FactsField.read(text)).isEqualTo(facts);
  }

  /**
   * A {@code tfdt} has 64 bits, but an integer of a structured field has 15 digits: larger values
   * are strings.
   */
  @ParameterizedTest
  @ValueSource(
      longs = {
        0,
        999_999_999_999_999L,
        1_000_000_000_000_000L,
        -999_999_999_999_999L,
        -1_000_000_000_000_000L,
        Long.MAX_VALUE,
        Long.MIN_VALUE
      })
  void decodeTimesKeepAllTheirBits(long time) {
    assertThat(FactsField.read(FactsField.write(withDecodeTime(time))))
        .isEqualTo(withDecodeTime(time));
  }

  @Test
  void largeDecodeTimesAreWrittenAsStrings() {
    assertThat(FactsField.write(withDecodeTime(999_999_999_999_999L)))
        .contains("decode-time=999999999999999;");
    assertThat(FactsField.write(withDecodeTime(1_000_000_000_000_000L)))
        .contains("decode-time=\"1000000000000000\";");
  }

  @Test
  void noFactsAreReadBackAsNone() {
    assertThat(FactsField.read(FactsField.write(Facts.NONE))).isEqualTo(Facts.NONE);
    assertThat(FactsField.read("")).isEqualTo(Facts.NONE);
  }

  @Test
  void brandsAreKeptPrintable() {
    Facts facts =
        new Facts(List.of(), List.of("qt  ", "\u0000\u0001ab", "a b", "é\"\\x", "    "), 1);
    assertThat(facts.brands()).containsExactly("qt", "??ab", "a?b", "?\"\\x");
    assertThat(FactsField.read(FactsField.write(facts))).isEqualTo(facts);
  }

  /** A segment of a million boxes still fits into a record header. */
  @Test
  void factsOfAHostileSegmentAreBounded() {
    TrackFacts track =
        new TrackFacts(
            Long.MIN_VALUE,
            Long.MIN_VALUE,
            Long.MIN_VALUE,
            Long.MIN_VALUE,
            Long.MIN_VALUE,
            Long.MIN_VALUE,
            false,
            Long.MIN_VALUE);
    Facts facts =
        new Facts(
            Collections.nCopies(100_000, track), Collections.nCopies(100_000, "isom"), 100_000);
    assertThat(facts.tracks()).hasSize(Facts.MAX_TRACKS);
    assertThat(facts.brands()).hasSize(Facts.MAX_BRANDS);
    assertThat(FactsField.write(facts)).hasSizeLessThan(8192);
  }

  @Test
  void anOffsetOfZeroAndUnknownEditListsAreNotWritten() {
    TrackFacts track = new TrackFacts(1, 90_000, 7, 50, 180_000, 3600, true);
    Facts earlier =
        new Facts(
            List.of(track),
            List.of(),
            1,
            OptionalLong.empty(),
            Optional.of(new InitSetup("0123456789abcdef", "fedcba9876543210")),
            false,
            false);
    assertThat(FactsField.write(earlier)).doesNotContain("offset").doesNotContain("edits");
    assertThat(
            FactsField.read(
                FactsField.write(earlier)
                    .replace("sync", "sync;presentation-offset=-3600")
                    .replace("setup=", "edits=\"00000000000000ff\";setup=")))
        .isEqualTo(
            new Facts(
                List.of(new TrackFacts(1, 90_000, 7, 50, 180_000, 3600, true, -3600)),
                List.of(),
                1,
                OptionalLong.empty(),
                Optional.of(
                    new InitSetup(
                        "0123456789abcdef", "fedcba9876543210", Optional.of("00000000000000ff"))),
                false,
                false));
  }

  @Test
  void aTypeOfProducerTimeThatIsNotKnownIsPassedOver() {
    String text = "segment;fragments=1;brands=\"\";producer-time=7";
    Facts untyped = FactsField.read(text);
    assertThat(untyped.producerTime()).hasValue(7);
    assertThat(untyped.producerTimeType()).isEmpty();
    assertThat(FactsField.write(untyped)).doesNotContain("type");
    assertThat(FactsField.read(text + ";producer-time-type=\"application\"")).isEqualTo(untyped);
    assertThat(FactsField.read(text + ";producer-time-type=24")).isEqualTo(untyped);
    assertThat(FactsField.read(text + ";producer-time-type=\"captured\"").producerTimeType())
        .contains(ProducerTimeType.CAPTURED);
  }

  @Test
  void laterMembersAndParametersArePassedOver() {
    assertThat(
            FactsField.read(
                "track;id=1;timescale=90000;decode-time=0;samples=50;duration=180000;sample-duration=3600;sync;later=7,"
                    + " later;x=1, segment;fragments=1;brands=\"\""))
        .isEqualTo(withDecodeTime(0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "track;id=1                       | facts.timescale must be an integer, but is null",
        "track;id=x                       | facts.id must be an integer, but is x",
        "track;id=\"9223372036854775808\" | facts.id must be an integer",
        "track;id                         | facts.id must be an integer, but is true",
        "segment;brands=\"x\"             | facts.fragments must be an integer, but is null"
      })
  void refusesWhatIsNotFacts(String text, String message) {
    assertThatThrownBy(() -> FactsField.read(text))
        .isInstanceOfSatisfying(
            OriginException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MALFORMED_HEADER))
        .hasMessageContaining(message);
  }
}
