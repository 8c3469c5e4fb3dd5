package io.liveorigin.media.inspect;

import static io.liveorigin.media.bytes.Boxes.box;
import static io.liveorigin.media.bytes.Boxes.join;
import static io.liveorigin.media.bytes.Boxes.largeBox;
import static io.liveorigin.media.bytes.Boxes.openBox;
import static io.liveorigin.media.bytes.Boxes.u32;
import static io.liveorigin.media.bytes.Boxes.zeros;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.liveorigin.contract.error.OriginException;
import io.liveorigin.media.bytes.SegmentBytes;
import io.liveorigin.media.fuzz.HostileBytes;
import io.liveorigin.media.fuzz.Seeds;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SegmentSkeletonTest {
  private static final int LIMIT = 1 << 20;
  private static final byte[] GOOD = SegmentBytes.video(Seeds.NUMBER * 25600).bytes();

  /**
   * The init segments that the origin may know when it inspects the skeleton but did not know when
   * the bytes arrived.
   */
  private static final List<Optional<InitFacts>> INITS =
      List.of(
          Optional.empty(),
          Optional.of(InspectionFixture.VIDEO_INIT),
          Optional.of(InspectionFixture.AUDIO_INIT),
          Optional.of(InspectionFixture.init(RealInitTest.bytes("hvc1"))));

  /**
   * Segments of real packagers: whole, with changed bytes, truncated, and with duplicated parts.
   */
  @Property(tries = 3000)
  void theSkeletonIsInspectedLikeTheSegment(
      @ForAll("segments") byte[] segment,
      @ForAll long seed,
      @ForAll @IntRange(max = 4) int mutations) {
    assertAlike(HostileBytes.mutated(segment, seed, mutations));
  }

  @Property
  void anyBytesAreInspectedLikeTheirSkeleton(@ForAll @Size(max = 300) byte[] bytes) {
    assertAlike(bytes);
  }

  @Provide
  Arbitrary<byte[]> segments() {
    byte[] media = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
    byte[][] forms = {
      join(GOOD, box("mdat", media), box("mdat", zeros(3)), largeBox("mdat", media)),
      join(GOOD, openBox("mdat", media)),
      join(box("mdat"), GOOD, GOOD)
    };
    return Arbitraries.oneOf(
        Arbitraries.of(Seeds.segments().toArray(byte[][]::new)), Arbitraries.of(forms));
  }

  private static void assertAlike(byte[] segment) {
    byte[] expanded =
        SegmentSkeleton.expand(
            SegmentSkeleton.of(segment, segment.length * 2 + LIMIT).orElseThrow());

    assertThat(expanded).hasSameSizeAs(segment);
    for (Optional<InitFacts> init : INITS) {
      for (long number : new long[] {0, Seeds.NUMBER}) {
        assertThat(InspectionFixture.inspect(expanded, init, number))
            .isEqualTo(InspectionFixture.inspect(segment, init, number));
      }
    }
  }

  @Test
  void leavesOutTheMediaData() {
    byte[] segment = join(GOOD, box("mdat", zeros(1 << 20)));

    assertThat(SegmentSkeleton.of(segment, 2000).orElseThrow().length)
        .isLessThan(GOOD.length + 100);
  }

  @Test
  void anEmptySegmentHasOneToo() {
    assertThat(SegmentSkeleton.expand(SegmentSkeleton.of(new byte[0], LIMIT).orElseThrow()))
        .isEmpty();
  }

  @Property
  void isNeverLongerThanItMayBe(
      @ForAll("segments") byte[] segment, @ForAll @IntRange(max = 3000) int limit) {
    int needed = SegmentSkeleton.of(segment, Integer.MAX_VALUE).orElseThrow().length;

    Optional<byte[]> skeleton = SegmentSkeleton.of(segment, limit);

    assertThat(skeleton.isPresent()).isEqualTo(needed <= limit);
    assertThat(skeleton.map(s -> s.length).orElse(0)).isLessThanOrEqualTo(limit);
  }

  @Test
  void aDamagedOneIsRefusedBeforeMemoryIsTaken() {
    byte[] whole = SegmentSkeleton.of(GOOD, LIMIT).orElseThrow();
    for (int length = 0; length < whole.length; length++) {
      assertRefused(Arrays.copyOf(whole, length));
    }
    assertRefused(join(whole, zeros(1)));
    assertRefused(u32(0x7fff_ffff));
    assertRefused(join(u32(-8), u32(0), u32(-8)));
    assertRefused(join(u32(8), u32(-8), u32(16)));
    assertRefused(join(u32(8), u32(16), u32(-8)));
    assertRefused(join(u32(-2), u32(0), u32(0x7fff_ffff), u32(0), u32(0x7fff_ffff)));
  }

  private static void assertRefused(byte[] skeleton) {
    assertThatThrownBy(() -> SegmentSkeleton.expand(skeleton))
        .isInstanceOf(OriginException.class)
        .hasMessageContaining("damaged");
  }
}
