package io.liveorigin.serving.manifest;

import static io.liveorigin.serving.manifest.WrittenMpd.NOW;
import static io.liveorigin.serving.manifest.WrittenMpd.inits;
import static org.assertj.core.api.Assertions.assertThat;

import io.lindstrom.mpd.data.MPD;
import io.lindstrom.mpd.data.PresentationType;
import io.lindstrom.mpd.data.Segment;
import io.lindstrom.mpd.data.SegmentTemplate;
import io.liveorigin.contract.address.View;
import io.liveorigin.contract.decision.InitChange;
import io.liveorigin.contract.decision.InitTimeline;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.segment.Digest;
import io.liveorigin.serving.segment.EventInits;
import io.liveorigin.serving.timeline.EventInitTimeline;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** MPDs of views: segments of 2 s, and the window is 60 s. */
class MpdViewTest {
  private final LiveEvent event = WrittenMpd.event();
  private final long edge = event.schedule().liveEdge(NOW);

  private static View view(long first, long end) {
    return new View(
        OptionalLong.of(first * 2),
        end == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(end * 2 + 2),
        List.of());
  }

  private static MPD parse(LiveEvent event, EventInits inits, View view, long now) {
    return WrittenMpd.parse(
        Mpd.write(event, new PublishedEvent(inits), view, Optional.empty(), now));
  }

  private MPD parse(View view, long now) {
    return parse(event, inits(event.definition().representations()), view, now);
  }

  private static EventInits changed(LiveEvent event, long... numbers) {
    InitTimeline changes = InitTimeline.only(Digest.of(new byte[] {0}));
    for (long number : numbers) {
      changes = changes.with(new InitChange(Digest.of(new byte[] {(byte) number}), number));
    }
    return new EventInits(
        event.definition().representations(),
        WrittenMpd.INITS,
        new EventInitTimeline(Map.of(event.track("v0"), changes)));
  }

  /** A number is due at the instant at which the live MPD has it. */
  @Test
  void timesAreThoseOfTheLiveEvent() {
    MPD live = parse(View.WHOLE, NOW);
    MPD view = parse(view(edge - 9, Long.MAX_VALUE), NOW);

    assertThat(view.getType()).isEqualTo(PresentationType.DYNAMIC);
    assertThat(view.getAvailabilityStartTime())
        .isEqualTo(live.getAvailabilityStartTime().plusSeconds((edge - 9) * 2));
    assertThat(view.getTimeShiftBufferDepth()).isEqualTo(live.getTimeShiftBufferDepth());
    assertThat(view.getMediaPresentationDuration()).isNull();
    SegmentTemplate template = WrittenMpd.template(view);
    assertThat(template.getStartNumber()).isEqualTo(edge - 9);
    assertThat(template.getPresentationTimeOffset()).isEqualTo((edge - 9) * 2);
    assertThat(view.getPeriods().get(0).getStart()).isEqualTo(Duration.ZERO);
  }

  @Test
  void anEndThatIsNotOverIsAnnounced() {
    MPD view = parse(view(edge - 9, edge + 5), NOW);

    assertThat(view.getType()).isEqualTo(PresentationType.DYNAMIC);
    assertThat(view.getMinimumUpdatePeriod()).isNotNull();
    assertThat(view.getMediaPresentationDuration()).isEqualTo(Duration.ofSeconds(15 * 2));
  }

  /** Viewers have buffered by the times of before (DASH-IF IOP, 4.6.4). */
  @Test
  void whenItBecomesStaticNothingMoves() {
    View view = view(edge - 9, edge + 5);
    MPD before = parse(view, NOW);
    MPD after = parse(view, event.schedule().gone(edge + 5));

    assertThat(after.getType()).isEqualTo(PresentationType.STATIC);
    assertThat(after.getPublishTime()).isAfter(before.getPublishTime());
    assertThat(after.getAvailabilityStartTime()).isEqualTo(before.getAvailabilityStartTime());
    assertThat(after.getMediaPresentationDuration())
        .isEqualTo(before.getMediaPresentationDuration());
    assertThat(after.getPeriods()).isEqualTo(before.getPeriods());
  }

  @Test
  void whatIsOverIsStaticFromItsBeginning() {
    MPD view = parse(view(edge - 20, edge - 10), NOW);

    assertThat(view.getType()).isEqualTo(PresentationType.STATIC);
    assertThat(view.getPeriods().get(0).getStart()).isEqualTo(Duration.ZERO);
    assertThat(view.getMediaPresentationDuration()).isEqualTo(Duration.ofSeconds(22));
    assertThat(WrittenMpd.template(view).getStartNumber()).isEqualTo(edge - 20);
  }

  @Test
  void aStaticDocumentStaysAsItIs() {
    for (String media : List.of("$Number$", "$Time$")) {
      LiveEvent other =
          WrittenMpd.event(
              "\"pipelines\"",
              "\"media\":\"$RepresentationID$-%s.m4s\",\"pipelines\"".formatted(media));
      PublishedEvent published = new PublishedEvent(inits(other.definition().representations()));
      View view = view(edge - 15, edge - 10);

      assertThat(Mpd.write(other, published, view, Optional.empty(), NOW))
          .isEqualTo(Mpd.write(other, published, view, Optional.empty(), NOW + 9_000));
    }
  }

  @Test
  void timelinesHaveTheSegmentsOfTheView() {
    LiveEvent timed =
        WrittenMpd.event(
            "\"pipelines\"", "\"media\":\"$RepresentationID$-$Time$.m4s\",\"pipelines\"");
    MPD view =
        parse(timed, inits(timed.definition().representations()), view(edge - 20, edge - 11), NOW);

    List<Segment> all = WrittenMpd.template(view).getSegmentTimeline();
    assertThat(all).hasSize(1);
    assertThat(all.get(0).getT()).isEqualTo((edge - 20) * 2);
    assertThat(all.get(0).getR()).isEqualTo(9);
  }

  @Test
  void itHasThePeriodsOfItsTime() {
    EventInits changed = changed(event, edge - 30, edge - 15, edge - 5);
    MPD view = parse(event, changed, view(edge - 20, edge - 10), NOW);

    assertThat(view.getPeriods())
        .extracting(period -> period.getId())
        .containsExactly("p0", "p" + (edge - 15));
    assertThat(view.getPeriods().get(1).getStart()).isEqualTo(Duration.ofSeconds(10));
  }
}
