package io.liveorigin.serving.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.decision.InitChange;
import io.liveorigin.contract.decision.InitTimeline;
import io.liveorigin.contract.decision.Listing;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.segment.Digest;
import io.liveorigin.serving.hls.MediaPlaylist;
import io.liveorigin.serving.hls.MediaPlaylistWriter;
import io.liveorigin.serving.hls.WrittenLine;
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
  private static final Digest INIT = Digest.of(new byte[] {1});
  private static final Digest OTHER = Digest.of(new byte[] {2});

  private EventInitTimeline changes = changes(InitTimeline.only(INIT));

  private final Timeline timeline = new Timeline(Samples.V0);

  private static Listing real(long number) {
    return new Listing(false, 12_800, number * 25_600, 25_600);
  }

  private static EventInitTimeline changes(InitTimeline ofVideo) {
    return new EventInitTimeline(
        Map.of(
            Samples.V0, ofVideo, NEWS.track("a0"), InitTimeline.only(Digest.of(new byte[] {3}))));
  }

  /** As soon as it is published. */
  private static long decidedAt(long number) {
    return NEWS.schedule().mediaEnd(number);
  }

  private static void accept(Timeline timeline, long number, Listing listing) {
    timeline.accepted(NEWS, number, listing, decidedAt(number));
  }

  private static void load(Timeline timeline, Map<Long, Listing> found) {
    timeline.load(
        NEWS,
        found,
        found.keySet().stream().mapToLong(TimelineTest::decidedAt).max().orElse(0),
        timeline.losses());
  }

  private Optional<MediaPlaylist> playlist() {
    return timeline.playlist(NEWS, changes, false);
  }

  private void decide(long... numbers) {
    for (long number : numbers) {
      accept(timeline, FIRST + number, real(number + FIRST));
    }
  }

  private void gaps(long from, long to) {
    for (long number = from; number <= to; number++) {
      accept(timeline, FIRST + number, Listing.GAP);
    }
  }

  /** The listed numbers, from the first of all on; a gap is negative. */
  private List<Long> listed() {
    return playlist().stream()
        .flatMap(playlist -> playlist.lines().stream())
        .map(WrittenLine::line)
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
    load(timeline, Map.of());
    decide(1, 2, 3, 5);
    assertThat(listed()).containsExactly(1L, 2L, 3L);
    decide(6);
    assertThat(listed()).containsExactly(1L, 2L, 3L);
    decide(4);
    assertThat(listed()).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
  }

  @Test
  void itBeginsWithTheSmallestUntilSomebodyHasSeenIt() {
    load(timeline, Map.of());
    decide(2, 3, 1, 4);
    assertThat(listed()).containsExactly(1L, 2L, 3L, 4L);
    decide(0);
    assertThat(listed()).as("the media sequence never goes back").startsWith(1L);
  }

  @Test
  void itNeverBeginsWithAGapAndIsNeverShorterThanThree() {
    load(timeline, Map.of());
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
    load(timeline, Map.of());
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
    load(timeline, Map.of());
    decide(1, 2, 3);
    assertThat(listed()).hasSize(3);
    decide(100_001, 100_002, 100_000);
    assertThat(listed()).containsExactly(100_000L, 100_001L, 100_002L);
    decide(4, 99_999);
    assertThat(listed()).startsWith(100_000L);
  }

  @Test
  void anUpgradeChangesNoLine() {
    load(timeline, Map.of());
    decide(1, 2, 3);
    MediaPlaylist before = playlist().orElseThrow();
    accept(timeline, FIRST + 2, new Listing(false, 12_800, 7, 8));
    assertThat(playlist().orElseThrow()).isSameAs(before);
  }

  @Test
  void whatWasNotHeardIsAskedAgain() {
    load(timeline, Map.of());
    decide(1, 2, 3);
    timeline.lost();
    assertThat(timeline.loaded()).isFalse();
    decide(6);
    load(
        timeline,
        Map.of(FIRST + 4, real(FIRST + 4), FIRST + 5, real(FIRST + 5), FIRST + 2, real(9)));
    assertThat(listed()).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
  }

  private static String full(MediaPlaylist playlist) {
    return new String(MediaPlaylistWriter.full(playlist), StandardCharsets.UTF_8);
  }

  @Test
  void the_event_changes_over_at_one_number_and_lines_of_before_stay() {
    load(timeline, Map.of());
    decide(1, 2, 3);
    String before = full(playlist().orElseThrow());
    changes = changes(InitTimeline.only(INIT).with(new InitChange(OTHER, FIRST + 6)));
    assertThat(full(playlist().orElseThrow())).isEqualTo(before);
    decide(4, 5, 6, 7);
    String after = full(playlist().orElseThrow());
    assertThat(after).startsWith(before);
    String map = "#EXT-X-MAP:URI=\"" + changes.uri(Samples.V0, FIRST + 6) + "\"\n";
    assertThat(after.substring(before.length()).split("#EXT-X-DISCONTINUITY\n" + map))
        .as("two lines before it, two behind it")
        .hasSize(2)
        .allMatch(part -> part.split("#EXTINF").length == 3);
  }

  /** Copies for the new one are served; playlists have said that there is nothing. */
  @Test
  void what_is_in_force_before_it_is_listed_lies_in_gaps() {
    load(timeline, Map.of());
    decide(1, 2, 3);
    gaps(4, 6);
    String before = full(playlist().orElseThrow());
    changes = changes(InitTimeline.only(INIT).with(new InitChange(OTHER, FIRST + 4, FIRST + 8)));
    assertThat(full(playlist().orElseThrow())).isEqualTo(before);
    gaps(7, 7);
    decide(8, 9);
    assertThat(full(playlist().orElseThrow()))
        .startsWith(before)
        .containsOnlyOnce("#EXT-X-DISCONTINUITY\n")
        .contains("#EXT-X-DISCONTINUITY\n#EXT-X-MAP:URI=\"" + changes.uri(Samples.V0, FIRST + 4));
    assertThat(changes.numbers()).containsExactly(FIRST + 4);
  }

  @Test
  void a_track_whose_init_segment_stays_is_told_all_the_same() {
    Timeline audio = new Timeline(NEWS.track("a0"));
    load(audio, Map.of());
    changes = changes(InitTimeline.only(INIT).with(new InitChange(OTHER, FIRST + 3)));
    for (long number = FIRST; number < FIRST + 5; number++) {
      accept(audio, number, real(number));
    }
    assertThat(full(audio.playlist(NEWS, changes, false).orElseThrow()))
        .containsOnlyOnce("#EXT-X-DISCONTINUITY\n#EXT-X-MAP");
  }

  /** The event may still change over before its media begins. */
  @Test
  void what_is_published_ahead_of_its_time_is_listed_when_its_time_has_come() {
    load(timeline, Map.of());
    decide(1, 2, 3);
    long now = decidedAt(FIRST + 3);
    for (long number = 4; number <= 6; number++) {
      timeline.accepted(NEWS, FIRST + number, real(FIRST + number), now);
    }
    assertThat(listed()).as("that of 4 has begun").endsWith(3L, 4L);
    assertThat(timeline.awaited(FIRST + 4)).isEqualTo(FIRST + 7);
    timeline.accepted(NEWS, FIRST + 7, real(FIRST + 7), now + 2_000);
    assertThat(listed()).endsWith(4L, 5L);
  }

  /** It was held when the event was to change over, and is answered after others. */
  @Test
  void who_was_held_is_told_of_a_change_that_others_know() {
    load(timeline, Map.of());
    decide(1, 2, 3);
    EventInitTimeline before = changes;
    changes = changes(InitTimeline.only(INIT).with(new InitChange(OTHER, FIRST + 5)));
    playlist();
    decide(4, 5, 6);
    MediaPlaylist now = playlist().orElseThrow();
    assertThat(timeline.playlist(NEWS, before, false).orElseThrow()).isSameAs(now);
    assertThat(full(now)).containsOnlyOnce("#EXT-X-DISCONTINUITY\n");
  }

  @Test
  void what_is_loaded_beside_a_loss_is_loaded_again() {
    int asked = timeline.losses();
    timeline.lost();
    timeline.load(NEWS, Map.of(FIRST + 1, real(FIRST + 1)), decidedAt(FIRST + 1), asked);
    assertThat(timeline.loaded()).isFalse();
  }

  /** It may have missed that the event changes over. */
  @Test
  void a_node_that_lags_lists_nothing_more() {
    load(timeline, Map.of());
    decide(1, 2, 3);
    assertThat(timeline.playlist(NEWS, changes, true)).isEmpty();
    MediaPlaylist before = playlist().orElseThrow();
    decide(4);
    assertThat(timeline.playlist(NEWS, changes, true)).contains(before);
    assertThat(playlist().orElseThrow().last()).isEqualTo(FIRST + 4);
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
    load(timeline, Map.of());
    Optional<Timeline> restarted = Optional.empty();
    int compared = 0;
    boolean gap = false;
    InitTimeline inits = InitTimeline.only(INIT);
    for (long number : order) {
      gap = random.nextInt(10) == 0 ? !gap && random.nextBoolean() : gap;
      Listing listing = gap ? Listing.GAP : real(FIRST + number);
      if (random.nextInt(30) == 0) {
        // One that comes into force ahead of all that is published.
        long from = FIRST + number + 4 + random.nextInt(6);
        if (inits.all().get(inits.all().size() - 1).from() < from) {
          inits =
              inits.with(
                  new InitChange(inits.newest().equals(Optional.of(INIT)) ? OTHER : INIT, from));
          changes = changes(inits);
        }
      }
      if (random.nextInt(40) != 0) {
        index.put(FIRST + number, listing);
        accept(timeline, FIRST + number, listing);
        restarted.ifPresent(other -> accept(other, FIRST + number, listing));
      }
      playlist()
          .ifPresent(playlist -> said.put(playlist.last(), MediaPlaylistWriter.full(playlist)));
      if (random.nextInt(50) == 0) {
        Timeline fresh = new Timeline(Samples.V0);
        Map<Long, Listing> window = new HashMap<>(index);
        // A number without a decision keeps the end back by 14 at most.
        window.keySet().removeIf(n -> n < FIRST + number - 34 - 14);
        load(fresh, window);
        restarted = Optional.of(fresh);
      }
      Optional<MediaPlaylist> theirs =
          restarted.flatMap(other -> other.playlist(NEWS, changes, false));
      if (theirs.isPresent() && said.containsKey(theirs.get().last())) {
        compared++;
        assertThat(text(MediaPlaylistWriter.full(theirs.get())))
            .isEqualTo(text(said.get(theirs.get().last())));
      }
    }
    assertThat(compared).isGreaterThan(20);
  }
}
