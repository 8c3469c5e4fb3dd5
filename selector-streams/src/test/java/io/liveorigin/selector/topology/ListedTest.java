package io.liveorigin.selector.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.address.InitAddress;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.decision.Listing;
import io.liveorigin.contract.decision.Reason;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.Facts;
import io.liveorigin.contract.segment.TrackFacts;
import io.liveorigin.selector.judge.RealMedia;
import io.liveorigin.selector.judge.TrackSamples;
import io.liveorigin.selector.task.SampleEvent;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lines that playlists have listed remain, whatever is served later. */
class ListedTest {
  private static final long NUMBER = SampleEvent.NUMBER;
  private static final long START = NUMBER * TrackSamples.SEGMENT;
  private static final long DUE = SampleEvent.event().schedule().due(NUMBER);
  private static final byte[] INIT = RealMedia.init();

  private final SelectorHarness selector = new SelectorHarness();

  @BeforeEach
  void define() {
    selector.apply(SampleEvent.event(List.of("a", "b")));
    selector.send(
        "b", new InitAddress(SampleEvent.TRACK), INIT, RealMedia.initFacts(INIT), List.of());
  }

  @AfterEach
  void close() {
    selector.close();
  }

  private Decision chosen() {
    return selector.stores().chosen(NUMBER).orElseThrow();
  }

  private void unchecked(String pipeline) {
    selector.send(
        pipeline,
        new SegmentAddress(SampleEvent.TRACK, NUMBER),
        RealMedia.segment(START, 0),
        Facts.NONE,
        List.of());
  }

  private static Facts inspected() {
    return new Facts(
        List.of(
            new TrackFacts(
                1,
                TrackSamples.TIMESCALE,
                START,
                TrackSamples.SEGMENT / TrackSamples.FRAME,
                TrackSamples.SEGMENT,
                TrackSamples.FRAME,
                true)),
        List.of(),
        1,
        OptionalLong.empty(),
        RealMedia.initFacts(INIT).setup(),
        false,
        false);
  }

  @Test
  void a_copy_that_is_served_later_changes_nothing_that_was_listed() {
    selector.advance(1_100);
    unchecked("a");
    selector.advanceTo(DUE + 40);
    assertThat(chosen().winner().map(Candidate::pipeline)).hasValue("a");
    assertThat(chosen().listing()).isEqualTo(Listing.SCHEDULED);

    selector.put("b", NUMBER, "b0", inspected());
    assertThat(chosen().winner().map(Candidate::pipeline)).hasValue("b");
    assertThat(chosen().reason()).isEqualTo(Reason.UPGRADE);
    assertThat(chosen().listing()).isEqualTo(Listing.SCHEDULED);
    assertThat(chosen().listsWinner()).isFalse();
  }

  @Test
  void the_first_winner_is_listed_with_its_own_times() {
    selector.put("b", NUMBER, "b0", inspected());
    selector.advanceTo(DUE + 40);
    assertThat(chosen().listing())
        .isEqualTo(new Listing(false, TrackSamples.TIMESCALE, START, TrackSamples.SEGMENT));
  }
}
