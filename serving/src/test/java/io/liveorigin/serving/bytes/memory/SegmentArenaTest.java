package io.liveorigin.serving.bytes.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.liveorigin.serving.support.Samples;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SegmentArenaTest {
  private static final int PAGES = 40;

  /** What is kept, and what its bytes must be. */
  private record Kept(RefCountedBytes bytes, byte[] expected) {
    byte[] read() {
      assertThat(bytes.hold()).isTrue();
      Payload payload = bytes.payload();
      ByteBuffer all = ByteBuffer.allocate(payload.size());
      payload.slices(0, payload.size()).forEach(all::put);
      payload.release();
      return all.array();
    }
  }

  /** A step keeps a segment of so many tenths of a page, or frees the oldest, newest or middle. */
  @Property(tries = 300)
  void whateverComesAndGoesEachKeepsItsBytesAndAllMemoryComesBack(
      @ForAll @Size(min = 1, max = 60) List<@IntRange(min = -3, max = 120) Integer> steps) {
    SegmentArena arena = new SegmentArena((long) PAGES * SegmentArena.PAGE);
    List<Kept> kept = new ArrayList<>();
    long pages = 0;
    int seed = 0;
    for (int step : steps) {
      if (step > 0) {
        byte[] bytes = Samples.bytes(step * SegmentArena.PAGE / 10, seed++);
        int wanted = (bytes.length + SegmentArena.PAGE - 1) / SegmentArena.PAGE;
        Optional<RefCountedBytes> copy = arena.copy(ByteBuffer.wrap(bytes));
        assertThat(copy.isPresent()).as("room for it").isEqualTo(pages + wanted <= PAGES);
        copy.ifPresent(shared -> kept.add(new Kept(shared, bytes)));
        pages += copy.isPresent() ? wanted : 0;
      } else if (!kept.isEmpty()) {
        int at = step == 0 ? kept.size() / 2 : step == -1 ? 0 : kept.size() - 1;
        Kept gone = kept.remove(at);
        gone.bytes().release();
        pages -= (gone.expected().length + SegmentArena.PAGE - 1) / SegmentArena.PAGE;
      }
      assertThat(arena.used()).isEqualTo(pages * SegmentArena.PAGE);
      kept.forEach(k -> assertThat(k.read()).isEqualTo(k.expected()));
    }
    kept.forEach(k -> k.bytes().release());
    assertThat(arena.used()).isZero();
    assertThat(arena.copy(ByteBuffer.wrap(new byte[PAGES * SegmentArena.PAGE]))).isPresent();
  }

  @Test
  void aSegmentIsOneBufferWhereItCanBe() {
    SegmentArena arena = new SegmentArena(8L * SegmentArena.PAGE);
    RefCountedBytes first =
        arena.copy(ByteBuffer.wrap(new byte[3 * SegmentArena.PAGE])).orElseThrow();
    assertThat(arena.copy(ByteBuffer.wrap(new byte[SegmentArena.PAGE]))).isPresent();
    assertThat(parts(first)).isEqualTo(1);
    first.release();
    assertThat(parts(arena.copy(ByteBuffer.wrap(new byte[4 * SegmentArena.PAGE])).orElseThrow()))
        .isEqualTo(1);
    RefCountedBytes scattered =
        arena.copy(ByteBuffer.wrap(new byte[3 * SegmentArena.PAGE])).orElseThrow();
    assertThat(parts(scattered)).isEqualTo(1);
    assertThat(arena.copy(ByteBuffer.wrap(new byte[1]))).isEmpty();
  }

  private static int parts(RefCountedBytes of) {
    of.hold();
    Payload payload = of.payload();
    int parts = payload.slices(0, payload.size()).size();
    payload.release();
    return parts;
  }

  @Property(tries = 200)
  void anySliceIsThatPartOfTheBytes(
      @ForAll @IntRange(min = 0, max = 99) int from, @ForAll @IntRange(min = 0, max = 99) int to) {
    byte[] bytes = Samples.bytes(6 * SegmentArena.PAGE, 1);
    SegmentArena arena = new SegmentArena(9L * SegmentArena.PAGE);
    List<RefCountedBytes> pages = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      pages.add(arena.copy(ByteBuffer.wrap(new byte[1])).orElseThrow());
    }
    // Every second page and the last two are free: nothing fits in a row.
    for (int i : new int[] {0, 2, 4, 6, 7, 8}) {
      pages.get(i).release();
    }
    RefCountedBytes shared = arena.copy(ByteBuffer.wrap(bytes)).orElseThrow();
    assertThat(parts(shared)).isGreaterThan(1);
    int start = bytes.length * Math.min(from, to) / 100;
    int length = bytes.length * Math.max(from, to) / 100 - start;
    ByteBuffer part = ByteBuffer.allocate(length);
    shared.hold();
    Payload payload = shared.payload();
    payload.slices(start, length).forEach(part::put);
    assertThat(part.array()).isEqualTo(java.util.Arrays.copyOfRange(bytes, start, start + length));
  }

  @Test
  void aBufferIsCopiedFromItsPositionWhichStays() {
    byte[] bytes = Samples.bytes(2 * SegmentArena.PAGE + 7, 3);
    ByteBuffer buffer = ByteBuffer.wrap(bytes).position(7);
    RefCountedBytes shared = new SegmentArena(4L * SegmentArena.PAGE).copy(buffer).orElseThrow();
    assertThat(new Kept(shared, bytes).read())
        .isEqualTo(java.util.Arrays.copyOfRange(bytes, 7, bytes.length));
    assertThat(buffer.position()).isEqualTo(7);
  }

  @Test
  void whoHoldsTheBytesKeepsThem() {
    SegmentArena arena = new SegmentArena(SegmentArena.PAGE);
    RefCountedBytes shared = arena.copy(ByteBuffer.wrap(new byte[10])).orElseThrow();
    assertThat(shared.hold()).isTrue();
    Payload payload = shared.payload();
    shared.release();
    assertThat(arena.copy(ByteBuffer.wrap(new byte[10]))).as("its page is still read").isEmpty();
    payload.release();
    payload.release();
    assertThat(arena.used()).isZero();
    assertThat(shared.hold()).as("they are free").isFalse();
    assertThatThrownBy(shared::release).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void anAnswerThatOwesMoreThanBytesTellsWhenItIsReleased() {
    SegmentArena arena = new SegmentArena(SegmentArena.PAGE);
    RefCountedBytes shared = arena.copy(ByteBuffer.wrap(new byte[10])).orElseThrow();
    List<String> told = new ArrayList<>();
    Payload payload = shared.payload().then(() -> told.add("loan"));
    assertThat(told).isEmpty();
    payload.release();
    payload.release();
    assertThat(told).containsExactly("loan");
    assertThat(arena.used()).isZero();
  }
}
