package io.liveorigin.serving.bytes.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.segment.Digest;
import io.liveorigin.serving.support.Samples;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SegmentCacheTest {
  private static final long WINDOW = 60_000;
  private static final long NOW = 1_700_000_000_000L;
  private static final int PAGES = 8;

  private final RequestedTracks requestedTracks = new RequestedTracks(WINDOW);
  private final SegmentCache cache =
      new SegmentCache((long) PAGES * SegmentArena.PAGE, requestedTracks, WINDOW);

  /** One page, of its own kind. */
  private static byte[] page(int seed) {
    return Samples.bytes(SegmentArena.PAGE, seed);
  }

  private static SegmentKey key(Track track, byte[] bytes) {
    return new SegmentKey(new SegmentAddress(track, 1), Digest.of(bytes));
  }

  private SegmentKey live(Track track, int seed, long age) {
    byte[] bytes = page(seed);
    SegmentKey key = key(track, bytes);
    cache.keepLive(key, NOW - age, bytes, NOW);
    return key;
  }

  private SegmentKey read(int seed) {
    byte[] bytes = page(seed);
    SegmentKey key = key(Samples.V0, bytes);
    cache.keepRead(key, ByteBuffer.wrap(bytes), NOW);
    return key;
  }

  private List<SegmentKey> fill(int from, int count) {
    List<SegmentKey> all = new ArrayList<>();
    for (int i = from; i < from + count; i++) {
      all.add(live(Samples.V0, i, 1_000L * (count + from - i)));
    }
    return all;
  }

  @Test
  void olderSegmentsHaveOnlyWhatLiveOnesLeave() {
    List<SegmentKey> live = fill(0, PAGES - 2);
    SegmentKey first = read(100);
    SegmentKey second = read(101);
    assertThat(cache.has(first)).isTrue();
    assertThat(cache.has(second)).isTrue();

    SegmentKey third = read(102);

    assertThat(cache.has(third)).isTrue();
    assertThat(cache.has(first)).as("the older of its kind made room").isFalse();
    assertThat(live).allMatch(cache::has);
    fill(10, 2);
    assertThat(cache.has(second)).isFalse();
    assertThat(cache.has(third)).isFalse();
    assertThat(live).allMatch(cache::has);
    assertThat(cache.has(read(103))).as("nothing is left for it").isFalse();
    assertThat(live).allMatch(cache::has);
  }

  @Test
  void whatLeftTheWindowMakesRoomForWhatIsReadBack() {
    List<SegmentKey> live = fill(0, PAGES);
    byte[] bytes = page(100);
    cache.keepRead(key(Samples.V0, bytes), ByteBuffer.wrap(bytes), NOW + WINDOW - 7_000);

    assertThat(cache.has(key(Samples.V0, bytes))).isTrue();
    assertThat(cache.has(live.get(0))).as("its media ended a window ago").isFalse();
    assertThat(live.subList(2, PAGES)).allMatch(cache::has);
  }

  /** Its event was moved to tomorrow after it had been published. */
  @Test
  void mediaOfTomorrowKeepsNothingForLong() {
    live(Samples.V0, 99, -24 * WINDOW);
    List<SegmentKey> live = fill(0, PAGES - 1);
    byte[] bytes = page(100);
    cache.keepRead(key(Samples.V0, bytes), ByteBuffer.wrap(bytes), NOW + 2 * WINDOW);

    assertThat(cache.has(key(Samples.V0, bytes))).isTrue();
    assertThat(live).allMatch(cache::has);
  }

  @Test
  void whatWasUsedGoesLast() {
    fill(0, PAGES - 2);
    SegmentKey used = read(100);
    SegmentKey unused = read(101);
    cache.get(used).orElseThrow().release();

    read(102);

    assertThat(cache.has(used)).isTrue();
    assertThat(cache.has(unused)).isFalse();
    read(103);
    assertThat(cache.has(used)).as("it was not used since").isFalse();
  }

  @Test
  void whatNobodyFollowsGoesFirst() {
    List<SegmentKey> unfollowed = new ArrayList<>();
    for (int i = 0; i < PAGES / 2; i++) {
      unfollowed.add(live(Samples.A0, i, 100));
    }
    List<SegmentKey> watched = fill(10, PAGES / 2);
    requestedTracks.requested(Samples.V0, NOW);

    SegmentKey next = live(Samples.V0, 30, 0);

    assertThat(cache.has(next)).isTrue();
    assertThat(cache.has(unfollowed.get(0))).isFalse();
    assertThat(watched).allMatch(cache::has);
    fill(40, PAGES - 1);
    assertThat(unfollowed).noneMatch(cache::has);
    assertThat(cache.has(watched.get(0))).as("then the oldest of all").isFalse();
    assertThat(cache.has(next)).isTrue();
  }

  @Test
  void whatIsBeingSentStaysUntilItIsSent() {
    List<SegmentKey> live = fill(0, PAGES);
    Payload sending = cache.get(live.get(0)).orElseThrow();

    SegmentKey next = live(Samples.V0, 20, 0);

    assertThat(cache.has(live.get(0))).isTrue();
    assertThat(cache.has(live.get(1))).isFalse();
    assertThat(cache.has(next)).isTrue();
    cache.drop(live.get(0));
    assertThat(cache.get(live.get(0))).isEmpty();
    assertThat(cache.memory()).isEqualTo((long) PAGES * SegmentArena.PAGE);
    sending.release();
    assertThat(cache.memory()).isEqualTo((long) (PAGES - 1) * SegmentArena.PAGE);
  }

  @Test
  void allBeingSentNothingIsThrownAwayForWhatCannotEnter() {
    List<Payload> sending =
        fill(0, PAGES).stream().map(digest -> cache.get(digest).orElseThrow()).toList();

    assertThat(cache.has(live(Samples.V0, 20, 0))).isFalse();

    assertThat(cache.segments()).isEqualTo(PAGES);
    sending.forEach(Payload::release);
    assertThat(cache.has(live(Samples.V0, 20, 0))).isTrue();
  }

  @Test
  void bothPipelinesIdenticalBytesAreKeptOnce() {
    live(Samples.V0, 1, 0);
    live(Samples.V0, 1, 0);
    assertThat(cache.bytes()).isEqualTo(SegmentArena.PAGE);
    assertThat(cache.memory()).isEqualTo(SegmentArena.PAGE);
  }

  /** A decision that anybody wrote must not have them served as another segment. */
  @Test
  void bytesAreFoundAsTheSegmentThatTheyAreAndAsNoOther() {
    SegmentKey own = live(Samples.V0, 1, 0);
    assertThat(cache.has(own)).isTrue();
    assertThat(cache.get(new SegmentKey(new SegmentAddress(Samples.V0, 2), own.digest())))
        .isEmpty();
    assertThat(cache.get(new SegmentKey(new SegmentAddress(Samples.A0, 1), own.digest())))
        .isEmpty();
  }

  @Test
  void aSegmentLargerThanAllIsNotKept() {
    List<SegmentKey> live = fill(0, PAGES);
    byte[] bytes = new byte[(PAGES + 1) * SegmentArena.PAGE];
    cache.keepLive(key(Samples.V0, bytes), NOW, bytes, NOW);
    assertThat(cache.has(key(Samples.V0, bytes))).isFalse();
    assertThat(live).as("and costs nobody").allMatch(cache::has);
  }
}
