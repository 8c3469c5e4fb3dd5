package io.liveorigin.media.fill;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.event.ContentType;
import io.liveorigin.contract.schedule.SegmentDuration;
import io.liveorigin.media.fuzz.HostileBytes;
import io.liveorigin.media.fuzz.Seeds;
import io.liveorigin.media.inspect.InspectionFixture;
import io.liveorigin.testing.Bounds;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * Corrupted bytes result in a filler or a reason, never in an exception, and always in the same
 * one.
 */
class FillerMakerHostilePropertyTest {
  private static final List<byte[]> INITS =
      Stream.concat(
              Seeds.inits(),
              Stream.of(
                  FillFixture.avc(12_800), FillFixture.aac(48_000), FillFixture.text(1000, "wvtt")))
          .toList();
  private static final List<byte[]> SEGMENTS =
      Stream.concat(
              Seeds.segments(),
              Stream.of(
                  FillFixture.segment(0, FillFixture.frames(25, 512)),
                  FillFixture.segment(0, FillFixture.sounds(47, 1024, FillFixture.AVC_IDR))))
          .toList();

  @Property(tries = 3000)
  void neverThrows(
      @ForAll long seed,
      @ForAll @IntRange(min = 0, max = 4) int initMutations,
      @ForAll @IntRange(min = 0, max = 4) int segmentMutations,
      @ForAll ContentType type,
      @ForAll long number,
      @ForAll long sourceNumber,
      @ForAll boolean plausible) {
    byte[] init = pick(INITS, seed, initMutations);
    byte[] segment = pick(SEGMENTS, seed >> 8, segmentMutations);
    FillerMaker.Order order =
        new FillerMaker.Order(
            init,
            Optional.of(new FillerMaker.Source(plausible ? 0 : sourceNumber, segment)),
            plausible ? 1 : number,
            InspectionFixture.schedule(new SegmentDuration(1, 1), 0),
            type);

    FillerOutcome outcome = FillerMaker.make(order);

    assertThat(outcome).usingRecursiveComparison().isEqualTo(FillerMaker.make(order));
    if (outcome instanceof FillerOutcome.None none) {
      assertThat(none.why()).isNotBlank();
    }
    assertThat(FillerMaker.empty(init, number, order.schedule(), type)).isNotNull();
  }

  private static byte[] pick(List<byte[]> from, long seed, int mutations) {
    byte[] good = from.get((int) Math.floorMod(seed, (long) from.size()));
    return HostileBytes.mutated(good, seed, mutations);
  }

  /**
   * A {@code trun} box may announce samples without bytes; the cost of a filler must not grow with
   * their number.
   */
  @Property(tries = 20)
  void manySamplesOfNoBytesCostNothing(@ForAll @IntRange(min = 1, max = 1_000_000) int samples) {
    byte[] segment = FillFixture.segment(0, FillFixture.frames(2, 512));
    byte[] trun = segment.clone();
    int at = new String(trun, StandardCharsets.ISO_8859_1).indexOf("trun");
    ByteBuffer.wrap(trun).putInt(at + 4, 0x01).putInt(at + 8, samples);
    FillerMaker.Order order =
        FillFixture.order(
            FillFixture.avc(12_800), trun, 1, FillFixture.TWO_SECONDS, ContentType.VIDEO);
    assertThat(Bounds.BOXES.assertKept(16 << 20, () -> FillerMaker.make(order)))
        .isInstanceOf(FillerOutcome.None.class);
  }
}
