package io.liveorigin.serving.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RangeFieldTest {
  private static ByteRange read(String header, int size) {
    return RangeField.read(Optional.of(header), size);
  }

  @ParameterizedTest(name = "{0} of 100 bytes: {1} to {2}")
  @CsvSource({
    "bytes=0-0,      0,  0",
    "bytes=0-9,      0,  9",
    "bytes=10-19,   10, 19",
    "bytes=90-,     90, 99",
    "bytes=99-99,   99, 99",
    "bytes=0-99,     0, 99",
    "bytes=50-1000, 50, 99",
    "bytes=-1,      99, 99",
    "bytes=-100,     0, 99",
    "bytes=-1000,    0, 99",
    "BYTES=0-9,      0,  9",
    "bytes= 0-9 ,    0,  9",
    "bytes=007-009,  7,  9",
    "bytes=5-99999999999999999999999999, 5, 99",
    "bytes=-99999999999999999999999999,  0, 99",
  })
  void oneRangeIsCutOut(String header, int from, int to) {
    assertThat(read(header, 100)).isEqualTo(new ByteRange.Part(from, to));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bytes=100-",
        "bytes=100-200",
        "bytes=-0",
        "bytes=-00",
        "bytes=99999999999999999999-"
      })
  void aRangeBeyondTheBytesIsNotSatisfiable(String header) {
    assertThat(read(header, 100)).isEqualTo(new ByteRange.Unsatisfiable());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "bytes",
        "bytes=",
        "bytes=-",
        "bytes=5-2",
        "bytes=a-b",
        "bytes=1",
        "bytes=1-2-3",
        "bytes=--1",
        "bytes=+1-2",
        "bytes=1 - 2",
        "lines=1-2",
        "bytes=0-1,5-6",
        "bytes=0-1,",
        "bytes 0-1",
        "bytes=0x1-2",
        "bytes=٣-٤"
      })
  void whatIsNotOneRangeIsPassedOver(String header) {
    assertThat(read(header, 100)).isEqualTo(new ByteRange.Whole());
  }

  @Test
  void withoutAHeaderItIsTheWhole() {
    assertThat(RangeField.read(Optional.empty(), 100)).isEqualTo(new ByteRange.Whole());
  }

  @Test
  void contentRangeIsWritten() {
    assertThat(new ByteRange.Part(3, 9).contentRange(100)).isEqualTo("bytes 3-9/100");
    assertThat(new ByteRange.Unsatisfiable().contentRange(100)).isEqualTo("bytes */100");
  }

  @Property
  void aPartIsAlwaysInsideTheBytes(
      @ForAll @Chars({'-', ',', ' ', '=', 'b', 'x'}) @CharRange(from = '0', to = '9') String range,
      @ForAll @IntRange(max = 200) int size) {
    if (read("bytes=" + range, size) instanceof ByteRange.Part part) {
      assertThat(part.from()).isBetween(0, size - 1);
      assertThat(part.to()).isBetween(part.from(), size - 1);
    }
  }
}
