package io.liveorigin.media.retime;

import static io.liveorigin.media.bytes.Boxes.join;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.liveorigin.contract.error.OriginException;
import io.liveorigin.media.bytes.SegmentBytes;
import java.util.Arrays;
import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class RetimingPropertyTest {
  private final SegmentRetimer retimer = new SegmentRetimer();

  @Property
  void isTheSegmentThatWouldHaveBeenWrittenAtThatTime(
      @ForAll @LongRange(min = 0, max = 0xffff_ffffL) long time,
      @ForAll @LongRange(min = 0, max = 1L << 52) long target,
      @ForAll @IntRange(max = 1) int version,
      @ForAll @IntRange(min = 1, max = 60) int samples) {
    long[] durations = SegmentBytes.repeat(512, samples);
    SegmentBytes segment = SegmentBytes.video(time).withDurations(durations);
    boolean wide = version == 1 || target > 0xffff_ffffL;

    byte[] copy =
        retimer.retime(segment.withTfdtVersion(version).bytes(), Retiming.by(target - time, 12800));

    assertThat(copy)
        .isEqualTo(
            SegmentBytes.video(target)
                .withDurations(durations)
                .withTfdtVersion(wide ? 1 : 0)
                .bytes());
  }

  @Property(tries = 3000)
  void damagedBytesAreCopiedOrRefused(
      @ForAll @IntRange(max = 600) int at,
      @ForAll byte value,
      @ForAll @IntRange(max = 20) int cut) {
    byte[] bytes =
        join(SegmentBytes.video(5).withTfdtVersion(0).bytes(), SegmentBytes.video(6).fragment());
    bytes[at] = value;
    byte[] damaged = Arrays.copyOf(bytes, bytes.length - cut);
    Retiming retiming = new Retiming(1L << 40, 12800, OptionalLong.of(3));

    assertThatCode(
            () -> {
              try {
                assertThat(retimer.retime(damaged, retiming).length)
                    .isBetween(damaged.length, damaged.length + 8);
              } catch (OriginException e) {
                assertThat(e).hasMessageStartingWith("segment cannot be re-timed");
              }
            })
        .doesNotThrowAnyException();
  }
}
