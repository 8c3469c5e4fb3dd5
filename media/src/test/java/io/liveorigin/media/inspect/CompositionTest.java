package io.liveorigin.media.inspect;

import static io.liveorigin.media.inspect.InspectionFixture.VIDEO_INIT;
import static io.liveorigin.media.inspect.InspectionFixture.inspect;
import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.segment.Defect;
import io.liveorigin.media.bytes.FragmentBytes;
import io.liveorigin.media.bytes.SegmentBytes;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToLongFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/**
 * Composition offsets may only reorder samples. All segments here have correct decode times, and
 * their first sample is presented on time.
 */
class CompositionTest {
  private static final long NUMBER = 880_000_000L;
  private static final long TIME = NUMBER * 25600;
  private static final int FRAMES = 50;
  private static final int FRAME = 512;

  /**
   * Four frames in decode order that are presented in the positions 3, 1, 0, 2: by how many places
   * each is presented later than it is decoded.
   */
  private static final int[] GROUP = {3, 0, -2, -1};

  private static long reordered(int sample) {
    return sample < 48 ? GROUP[sample % 4] * FRAME : 0;
  }

  @Test
  void framesInAnotherOrderAreClean() {
    assertThat(found(CompositionTest::reordered)).isEmpty();
    assertThat(found(sample -> reordered(sample) + 2 * FRAME)).as("a reorder delay").isEmpty();
  }

  /** The second half is presented half a second later, or earlier. */
  @Test
  void aPartThatIsPresentedAtAnotherTimeIsFound() {
    assertThat(found(sample -> sample < 25 ? 0 : 6400)).contains(6400L);
    assertThat(found(sample -> sample < 25 ? 0 : -6400)).contains(-6400L);
    assertThat(found(sample -> reordered(sample) + (sample < 24 ? 0 : 12800))).isPresent();
  }

  /** The same for a part that is a fragment of its own, while the first fragment has no offsets. */
  @Test
  void aFragmentThatIsPresentedAtAnotherTimeIsFound() {
    List<FragmentBytes> all = FragmentBytes.video(TIME, FRAMES, 2);
    all.get(1).offsets = new long[25];
    Arrays.fill(all.get(1).offsets, 6400);

    assertThat(found(FragmentBytes.bytes(all))).contains(6400L);
  }

  @Property
  void oneFrameThatIsFarFromItsPlaceIsFound(
      @ForAll @IntRange(min = 1, max = 49) int which,
      @ForAll @IntRange(min = 4 * FRAME, max = Integer.MAX_VALUE) int by) {
    assertThat(found(sample -> sample == which ? by : 0)).contains((long) by);
    assertThat(found(sample -> sample == which ? by % (2 * FRAME) : 0)).isEmpty();
  }

  @Test
  void framesAtOneTimeAndFramesBackwardsAreFound() {
    assertThat(found(sample -> -FRAME * (long) sample)).as("all at once").isPresent();
    assertThat(found(sample -> FRAME * (49L - 2 * sample))).as("backwards").isPresent();
  }

  /** Frames at irregular times, with irregular decode times. */
  @Test
  void ofVariableRateOnlyWhatIsFarOffIsFound() {
    long[] durations = SegmentBytes.repeat(FRAME, 40);
    for (int i = 0; i < 10; i++) {
      durations[4 * i] = 2 * FRAME;
    }
    IntToLongFunction late = sample -> sample % 4 == 1 ? 2 * FRAME : 0;

    assertThat(found(segment(durations, late))).isEmpty();
    assertThat(found(segment(durations, sample -> sample < 20 ? 0 : 6400))).contains(6400L);
    assertThat(found(segment(durations, sample -> sample == 9 ? Integer.MAX_VALUE : 0)))
        .contains((long) Integer.MAX_VALUE);
  }

  /** In milliseconds every time is rounded, and decode and presentation times differently. */
  @Property
  void roundedTimesAreClean(@ForAll @IntRange(min = 0, max = 3) int delay) {
    long[] durations = new long[60];
    Arrays.setAll(durations, i -> (i + 1) * 1000L / 30 - i * 1000L / 30);
    FragmentBytes fragment = new FragmentBytes(NUMBER * 2000, durations);
    fragment.offsets = new long[60];
    Arrays.setAll(fragment.offsets, i -> ((i + delay) * 1000L + 15) / 30 - i * 1000L / 30);
    InitFacts init =
        new InitFacts(List.of(new InitTrack(1, 1000, "vide", "avc1", 0, 0, 0)), List.of());

    assertThat(found(fragment.bytes(), init)).isEmpty();
  }

  private static Optional<Long> found(IntToLongFunction offset) {
    return found(segment(SegmentBytes.repeat(FRAME, FRAMES), offset));
  }

  private static byte[] segment(long[] durations, IntToLongFunction offset) {
    FragmentBytes fragment = new FragmentBytes(TIME, durations);
    fragment.offsets = new long[durations.length];
    Arrays.setAll(fragment.offsets, offset);
    return fragment.bytes();
  }

  private static Optional<Long> found(byte[] bytes) {
    return found(bytes, VIDEO_INIT);
  }

  /** Returns the reported deviation of the sample that is furthest off, in ticks. */
  private static Optional<Long> found(byte[] bytes, InitFacts init) {
    return inspect(bytes, Optional.of(init), NUMBER).defects().stream()
        .filter(d -> "composition".equals(d.parameters().get("reason")))
        .map(Defect::parameters)
        .map(parameters -> (Long) parameters.get("delta"))
        .findFirst();
  }
}
