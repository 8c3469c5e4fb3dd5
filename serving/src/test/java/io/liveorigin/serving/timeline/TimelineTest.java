package io.liveorigin.serving.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.decision.Listing;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.serving.hls.ListedLine;
import io.liveorigin.serving.hls.MediaPlaylist;
import io.liveorigin.serving.hls.MediaPlaylistWriter;
import io.liveorigin.serving.support.Samples;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The window of the event is 60 s: 28 lines of 2 s, and 3 make a playlist. */
class TimelineTest {
  private static final LiveEvent NEWS =
      LiveEvent.of(
          Samples.news()
              .definition()
              .withFillPatience(Duration.ZERO)
              .withTargetDuration(Duration.ofSeconds(2)));
  private static final long FIRST = 850_000_000;
  private static final String INIT = "init.mp4";

  private final Timeline timeline = new Timeline(Samples.V0);

  private static Listing real(long number) {
    return new Listing(false, 12_800, number * 25_600, 25_600);
  }

  private void decide(long... numbers) {
    for (long number : numbers) {
      timeline.accepted(NEWS, FIRST + number, real(number + FIRST));
    }
  }

  private void gaps(long from, long to) {
    for (long number = from; number <= to; number++) {
      timeline.accepted(NEWS, FIRST + number, Listing.GAP);
    }
  }

  /** The listed numbers, from the first of all on; a gap is negative. */
  private List<Long> listed() {
    return timeline.playlist(NEWS, INIT).stream()
        .flatMap(playlist -> playlist.lines().stream())
        .map(ListedLine::line)
        .map(line -> line.gap() ? FIRST - line.number() : line.number() - FIRST)
        .toList();
  }

  /** One character a line: what fails can be read. */
  private static String text(byte[] playlist) {
    return new String(playlist, StandardCharsets.UTF_8)
        .replaceAll("#EXT-X-(GAP)\n|#EXTINF:2.000000,\n|v0-850000|.m4s\n|#EXT-X-PROG.*\n", "$1 ");
  }

  @Test
  void aNumberIsListedWhenAllBeforeItAreDecided() {
    timeline.load(NEWS, Map.of());
    decide(1, 2, 3, 5);
    assertThat(listed()).containsExactly(1L, 2L, 3L);
    decide(6);
    assertThat(listed()).containsExactly(1L, 2L, 3L);
    decide(4);
    assertThat(listed()).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
  }

  @Test
  void itBeginsWithTheSmallestUntilSomebodyHasSeenIt() {
    timeline.load(NEWS, Map.of());
    decide(2, 3, 1, 4);
    assertThat(listed()).containsExactly(1L, 2L, 3L, 4L);
    decide(0);
    assertThat(listed()).as("the media sequence never goes back").startsWith(1L);
  }

  @Test
  void itNeverBeginsWithAGapAndIsNeverShorterThanThree() {
    timeline.load(NEWS, Map.of());
    gaps(1, 2);
    decide(3, 4);
    assertThat(listed()).isEmpty();
    decide(5);
    gaps(6, 7);
    assertThat(listed()).containsExactly(3L, 4L, 5L, -6L, -7L);
    gaps(8, 31);
    assertThat(listed()).startsWith(4L).hasSize(28);
    gaps(32, 33);
    assertThat(listed()).as("a list of gaps is none").isEmpty();
    decide(34, 35, 36);
    assertThat(listed()).containsExactly(34L, 35L, 36L);
  }

  @Test
  void aNumberThatGetsNoDecisionAnyMoreIsAGap() {
    timeline.load(NEWS, Map.of());
    decide(1, 2, 3);
    // gone is 10 s after due, and packagers may be 5 segments ahead: 4 + 10.
    for (long number = 5; number <= 14; number++) {
      decide(number);
      assertThat(listed()).hasSize(3);
    }
    decide(15);
    assertThat(listed()).hasSize(15).startsWith(1L, 2L, 3L, -4L, 5L).endsWith(14L, 15L);
  }

  @Test
  void whatComesAfterAWindowOfNothingBeginsANewList() {
    timeline.load(NEWS, Map.of());
    decide(1, 2, 3);
    assertThat(listed()).hasSize(3);
    decide(100_001, 100_002, 100_000);
    assertThat(listed()).containsExactly(100_000L, 100_001L, 100_002L);
    decide(4, 99_999);
    assertThat(listed()).startsWith(100_000L);
  }

  @Test
  void anUpgradeChangesNoLine() {
    timeline.load(NEWS, Map.of());
    decide(1, 2, 3);
    MediaPlaylist before = timeline.playlist(NEWS, INIT).orElseThrow();
    timeline.accepted(NEWS, FIRST + 2, new Listing(false, 12_800, 7, 8));
    assertThat(timeline.playlist(NEWS, INIT).orElseThrow()).isSameAs(before);
  }

  @Test
  void whatWasNotHeardIsAskedAgain() {
    timeline.load(NEWS, Map.of());
    decide(1, 2, 3);
    timeline.lost();
    assertThat(timeline.loaded()).isFalse();
    decide(6);
    timeline.load(
        NEWS, Map.of(FIRST + 4, real(FIRST + 4), FIRST + 5, real(FIRST + 5), FIRST + 2, real(9)));
    assertThat(listed()).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
  }

  /**
   * One node hears all decisions of a track, nearly in order; another starts at some moment and
   * loads what the index has by then. At each edge that both have, both say the same.
   */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void aRestartedNodeSaysTheSame(long seed) {
    Random random = new Random(seed);
    // A number comes behind at most three larger ones.
    Map<Long, Double> places = new HashMap<>();
    for (long number = 0; number < 300; number++) {
      places.put(number, number + 3.5 * random.nextDouble());
    }
    List<Long> order = new ArrayList<>(places.keySet());
    order.sort(Comparator.comparing(places::get));
    Map<Long, Listing> index = new HashMap<>();
    Map<Long, byte[]> said = new HashMap<>();
    timeline.load(NEWS, Map.of());
    Optional<Timeline> restarted = Optional.empty();
    int compared = 0;
    boolean gap = false;
    for (long number : order) {
      gap = random.nextInt(10) == 0 ? !gap && random.nextBoolean() : gap;
      Listing listing = gap ? Listing.GAP : real(FIRST + number);
      if (random.nextInt(40) != 0) {
        index.put(FIRST + number, listing);
        timeline.accepted(NEWS, FIRST + number, listing);
        restarted.ifPresent(other -> other.accepted(NEWS, FIRST + number, listing));
      }
      timeline
          .playlist(NEWS, INIT)
          .ifPresent(playlist -> said.put(playlist.last(), MediaPlaylistWriter.full(playlist)));
      if (random.nextInt(50) == 0) {
        Timeline fresh = new Timeline(Samples.V0);
        Map<Long, Listing> window = new HashMap<>(index);
        // A number without a decision keeps the end back by 14 at most.
        window.keySet().removeIf(n -> n < FIRST + number - 34 - 14);
        fresh.load(NEWS, window);
        restarted = Optional.of(fresh);
      }
      Optional<MediaPlaylist> theirs = restarted.flatMap(other -> other.playlist(NEWS, INIT));
      if (theirs.isPresent() && said.containsKey(theirs.get().last())) {
        compared++;
        assertThat(text(MediaPlaylistWriter.full(theirs.get())))
            .isEqualTo(text(said.get(theirs.get().last())));
      }
    }
    assertThat(compared).isGreaterThan(20);
  }
}
