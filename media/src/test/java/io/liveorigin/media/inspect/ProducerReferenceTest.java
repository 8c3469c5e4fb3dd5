package io.liveorigin.media.inspect;

import static io.liveorigin.media.bytes.Boxes.fullBox;
import static io.liveorigin.media.bytes.Boxes.join;
import static io.liveorigin.media.bytes.Boxes.u32;
import static io.liveorigin.media.bytes.Boxes.u64;
import static io.liveorigin.media.bytes.SegmentBytes.repeat;
import static io.liveorigin.media.inspect.InspectionFixture.VIDEO_INIT;
import static io.liveorigin.media.inspect.InspectionFixture.inspect;
import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.segment.Facts;
import io.liveorigin.contract.segment.ProducerTimeType;
import io.liveorigin.media.bytes.SegmentBytes;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProducerReferenceTest {
  private static final long NUMBER = 880_000_000L;
  private static final long TIME = NUMBER * 25600;
  private static final long START_SECONDS = 1_760_000_000L;

  /** Returns an NTP time: seconds since 1900, and fractions in units of 2^-32 s. */
  private static byte[] ntp(long unixSeconds) {
    return join(u32(unixSeconds + 2_208_988_800L), u32(0x8000_0000L));
  }

  private static byte[] prft(int version, int flags, long track, byte[] ntp, byte[] mediaTime) {
    return fullBox("prft", version, flags, u32(track), ntp, mediaTime);
  }

  private static OptionalLong time(byte[]... boxes) {
    return facts(boxes).producerTime();
  }

  private static Facts facts(byte[]... boxes) {
    byte[] bytes = join(join(boxes), SegmentBytes.video(TIME).fragment());
    return inspect(bytes, Optional.of(VIDEO_INIT), NUMBER).facts();
  }

  @ParameterizedTest
  @CsvSource({"0, ENCODER", "1, ", "2, ", "4, ", "8, ", "24, CAPTURED", "16, "})
  void itsTypeIsWhatAnMpdHasAWordFor(int flags, ProducerTimeType type) {
    assertThat(facts(prft(1, flags, 1, ntp(START_SECONDS), u64(TIME))).producerTimeType())
        .isEqualTo(Optional.ofNullable(type));
  }

  @Test
  void withoutATimeThereIsNoType() {
    assertThat(facts().producerTimeType()).isEmpty();
    assertThat(facts(prft(1, 0, 7, ntp(START_SECONDS), u64(TIME))).producerTimeType()).isEmpty();
  }

  @Test
  void isTheClockOfTheEncoderAtTheEndOfTheSegment() {
    assertThat(time(prft(1, 0, 1, ntp(START_SECONDS), u64(TIME))))
        .hasValue(START_SECONDS * 1000 + 500 + 2000);
    assertThat(time(prft(1, 24, 1, ntp(START_SECONDS), u64(TIME + 12800))))
        .as("the reference is that of a frame in the middle")
        .hasValue(START_SECONDS * 1000 + 500 + 1000);
  }

  @Test
  void ofVersionZeroOnlyTheLowerHalfOfTheMediaTimeIsThere() {
    assertThat(time(prft(0, 0, 1, ntp(START_SECONDS), u32(TIME))))
        .hasValue(START_SECONDS * 1000 + 2500);
    assertThat(time(prft(0, 0, 1, ntp(START_SECONDS), u32(TIME + 25600))))
        .hasValue(START_SECONDS * 1000 + 500);
  }

  @Test
  void aClockReadWhenTheFragmentWasReadyIsTheEndItself() {
    byte[] ready = prft(1, 2, 1, ntp(START_SECONDS), u64(TIME));
    SegmentBytes half = SegmentBytes.video(TIME).withDurations(repeat(512, 25));

    assertThat(time(ready)).hasValue(START_SECONDS * 1000 + 500);
    assertThat(time(prft(1, 4, 1, ntp(START_SECONDS), u64(TIME))))
        .hasValue(START_SECONDS * 1000 + 500);
    assertThat(
            inspect(join(ready, half.fragment(), half.fragment()), Optional.of(VIDEO_INIT), NUMBER)
                .facts()
                .producerTime())
        .as("of the first of two fragments")
        .isEmpty();
  }

  @Test
  void theFirstReferenceCounts() {
    byte[] second = prft(1, 0, 1, ntp(START_SECONDS + 60), u64(TIME));

    assertThat(time(prft(1, 0, 1, ntp(START_SECONDS), u64(TIME)), second))
        .hasValue(START_SECONDS * 1000 + 2500);
  }

  @Test
  void secondsStartAnewIn2036() {
    assertThat(time(prft(1, 0, 1, ntp(2_200_000_000L), u64(TIME)))).hasValue(2_200_000_002_500L);
  }

  @Test
  void whatCannotBeIsIgnored() {
    assertThat(time()).isEmpty();
    assertThat(time(prft(1, 0, 1, join(u32(0), u32(0)), u64(TIME)))).as("no clock").isEmpty();
    assertThat(time(prft(1, 0, 7, ntp(START_SECONDS), u64(TIME)))).as("no such track").isEmpty();
    assertThat(time(prft(1, 0, 1, ntp(START_SECONDS), u64(0)))).as("ages away").isEmpty();
    assertThat(time(prft(1, 0, 1, ntp(START_SECONDS), u64(-1)))).isEmpty();
    assertThat(time(prft(1, 0, 1, ntp(START_SECONDS), u32(1)))).as("too short").isEmpty();
    assertThat(
            inspect(
                    join(
                        prft(1, 0, 1, ntp(START_SECONDS), u64(TIME)),
                        SegmentBytes.video(TIME).fragment()),
                    Optional.empty(),
                    NUMBER)
                .facts()
                .producerTime())
        .as("without a timescale")
        .isEmpty();
  }
}
