package io.liveorigin.serving.response;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
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
    "'bytes=0-1,',   0,  1",
    "'bytes=,, 3-4', 3,  4",
    "'bytes=3-4, 100-200', 3, 4",
    "'bytes=0-9, 5-19',  0, 19",
    "'bytes=5-19, 0-9',  0, 19",
    "'bytes=0-9, 10-19', 0, 19",
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
        "bytes=100-, 200-300, -0",
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
        "bytes=0-1,5-x",
        "bytes=0-1;5-6",
        "bytes=,",
        "bytes 0-1",
        "bytes=0x1-2",
        "bytes=٣-٤"
      })
  void whatCannotBeReadIsPassedOver(String header) {
    assertThat(read(header, 100)).isEqualTo(new ByteRange.Whole());
  }

  private static ByteRange.Part part(int from, int to) {
    return new ByteRange.Part(from, to);
  }

  private static ByteRange several(ByteRange.Part... parts) {
    return new ByteRange.Several(List.of(parts));
  }

  @Test
  void severalRangesComeInTheOrderInWhichTheyWereAskedFor() {
    assertThat(read("bytes=0-99, 5000-5099", 10_000))
        .isEqualTo(several(part(0, 99), part(5000, 5099)));
    assertThat(read("bytes=-100, 20000-, 0-99", 10_000))
        .isEqualTo(several(part(9900, 9999), part(0, 99)));
  }

  @Test
  void rangesThatOverlapOrNearlyTouchBecomeOne() {
    assertThat(read("bytes=5000-5099, 0-99, 200-299, 5050-5200", 10_000))
        .isEqualTo(several(part(5000, 5200), part(0, 299)));
    assertThat(read("bytes=0-0, 161-161, 5000-5000", 10_000))
        .as("one byte further than a part costs")
        .isEqualTo(several(part(0, 0), part(161, 161), part(5000, 5000)));
    assertThat(read("bytes=0-0, 160-160, 5000-5000", 10_000))
        .isEqualTo(several(part(0, 160), part(5000, 5000)));
  }

  /** RFC 9110, section 17.15: no request makes us send, or work, more than the whole is. */
  @Test
  void manyOrUselessRangesAreTheWhole() {
    String seventeen =
        IntStream.range(0, RangeField.MAX_RANGES + 1)
            .mapToObj(i -> i * 1000 + "-" + (i * 1000 + 9))
            .collect(Collectors.joining(",", "bytes=", ""));
    assertThat(read(seventeen, 1_000_000)).isEqualTo(new ByteRange.Whole());
    assertThat(read("bytes=" + "0-,".repeat(2000) + "0-", 1_000_000))
        .isEqualTo(new ByteRange.Whole());
    assertThat(read("bytes=0-399, 600-999", 1000))
        .as("heads and all")
        .isEqualTo(new ByteRange.Whole());
    assertThat(read("bytes=0-,0-,0-", 1000)).isEqualTo(part(0, 999));
  }

  /** What comes out never costs more than the whole, covers all that was asked for, once. */
  @Property
  void partsAreApartAndCoverWhatWasAskedFor(
      @ForAll @Size(min = 1, max = 12) List<@IntRange(max = 5000) Integer> starts,
      @ForAll @IntRange(min = 1, max = 300) int length) {
    int size = 5000;
    String header =
        starts.stream()
            .map(s -> s + "-" + (s + length - 1))
            .collect(Collectors.joining(", ", "bytes=", ""));
    if (read(header, size) instanceof ByteRange.Several several) {
      BitSet covered = new BitSet();
      for (ByteRange.Part part : several.parts()) {
        assertThat(covered.get(part.from(), part.to() + 1).isEmpty()).as("once").isTrue();
        covered.set(part.from(), part.to() + 1);
      }
      for (int start : starts) {
        int end = Math.min(start + length, size);
        assertThat(start >= size || covered.nextClearBit(start) >= end).isTrue();
      }
      assertThat(covered.cardinality()).isLessThan(size);
    }
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
