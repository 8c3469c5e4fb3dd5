package io.liveorigin.serving.manifest;

import static io.liveorigin.serving.manifest.WrittenMpd.INITS;
import static io.liveorigin.serving.manifest.WrittenMpd.NOW;
import static io.liveorigin.serving.manifest.WrittenMpd.event;
import static io.liveorigin.serving.manifest.WrittenMpd.parse;
import static org.assertj.core.api.Assertions.assertThat;

import io.lindstrom.mpd.data.AdaptationSet;
import io.lindstrom.mpd.data.MPD;
import io.lindstrom.mpd.data.Period;
import io.lindstrom.mpd.data.Representation;
import io.lindstrom.mpd.data.Segment;
import io.lindstrom.mpd.data.SegmentTemplate;
import io.liveorigin.contract.address.View;
import io.liveorigin.contract.decision.InitChange;
import io.liveorigin.contract.decision.InitTimeline;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.segment.Digest;
import io.liveorigin.serving.segment.EventInits;
import io.liveorigin.serving.timeline.EventInitTimeline;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Of an event that changes over: a window of 60 s has 30 segments. */
class MpdPeriodsTest {
  private static final LiveEvent NUMBERS = event();
  private static final LiveEvent TIMES =
      event("\"pipelines\"", "\"media\":\"$RepresentationID$-$Time$.m4s\",\"pipelines\"");
  private static final long EDGE = NUMBERS.schedule().liveEdge(NOW);
  private static final long BEFORE_ALL = EDGE - 500;
  private static final long OLD = EDGE - 20;
  private static final long AHEAD = EDGE + 3;

  private static Digest init(int version) {
    return Digest.of(new byte[] {(byte) version});
  }

  /** Video changed long ago, in the window, and will change; audio never did. */
  private static final EventInitTimeline CHANGES =
      new EventInitTimeline(
          Map.of(
              NUMBERS.track("v0"),
              InitTimeline.only(init(0))
                  .with(new InitChange(init(1), BEFORE_ALL))
                  .with(new InitChange(init(2), OLD))
                  .with(new InitChange(init(3), AHEAD)),
              NUMBERS.track("a0"),
              InitTimeline.only(init(9))));

  private static byte[] write(LiveEvent event) {
    EventInits inits = new EventInits(event.definition().representations(), INITS, CHANGES);
    return Mpd.write(event, new PublishedEvent(inits), View.WHOLE, Optional.empty(), NOW);
  }

  private static MPD mpd(LiveEvent event) {
    return parse(write(event));
  }

  private static String name(int version) {
    return "init-v0-" + init(version).hex().substring(0, 32) + ".mp4";
  }

  private static Representation video(Period period) {
    return period.getAdaptationSets().get(0).getRepresentations().get(0);
  }

  @Test
  void whatIsListedIsInThePeriodOfItsInitSegment() {
    List<Period> periods = mpd(NUMBERS).getPeriods();

    assertThat(periods)
        .extracting(Period::getId)
        .as("the beginning has left the window")
        .containsExactly("p" + BEFORE_ALL, "p" + OLD, "p" + AHEAD);
    assertThat(periods)
        .extracting(period -> video(period).getSegmentTemplate().getInitialization())
        .containsExactly(name(1), name(2), name(3));
    assertThat(periods)
        .extracting(period -> period.getAdaptationSets().get(0).getSegmentTemplate())
        .extracting(SegmentTemplate::getStartNumber)
        .containsExactly(BEFORE_ALL, OLD, AHEAD);
  }

  /** Players round the length of a period up, and would ask for one of the next. */
  @Test
  void aPeriodSaysWithWhichSegmentItEnds() {
    assertThat(new String(write(NUMBERS), StandardCharsets.UTF_8).split("<Period", -1))
        .hasSize(4)
        .satisfies(
            parts -> {
              assertThat(parts[1]).contains("endNumber=\"" + (OLD - 1) + "\"");
              assertThat(parts[2]).contains("endNumber=\"" + (AHEAD - 1) + "\"");
              assertThat(parts[3]).doesNotContain("endNumber");
            });
  }

  @Test
  void aTrackThatNeverChangedKeepsItsTemplate() {
    for (Period period : mpd(NUMBERS).getPeriods()) {
      AdaptationSet audio = period.getAdaptationSets().get(1);
      assertThat(audio.getRepresentations().get(0).getSegmentTemplate()).isNull();
      assertThat(audio.getSegmentTemplate().getInitialization())
          .isEqualTo(NUMBERS.definition().initialization());
    }
  }

  /** Else a player would jump where the event changes over. */
  @Test
  void everySegmentIsShownAtOneInstantInWhateverPeriodItIs() {
    for (Period period : mpd(NUMBERS).getPeriods()) {
      SegmentTemplate template = period.getAdaptationSets().get(0).getSegmentTemplate();
      assertThat(period.getStart().toMillis() * template.getTimescale())
          .isEqualTo(1_000 * template.getPresentationTimeOffset());
    }
  }

  @Test
  void aTimelineIsCutWhereTheEventChangesOver() {
    List<Long> starts = new ArrayList<>();
    for (Period period : mpd(TIMES).getPeriods()) {
      SegmentTemplate template = video(period).getSegmentTemplate();
      assertThat(template.getMedia()).contains("$Time$");
      for (Segment s : template.getSegmentTimeline()) {
        for (long i = 0; i <= s.getR(); i++) {
          starts.add(s.getT() + i * s.getD());
        }
      }
    }
    long timescale = video(mpd(TIMES).getPeriods().get(0)).getSegmentTemplate().getTimescale();
    long window = TIMES.schedule().windowStart(NOW);
    assertThat(starts)
        .hasSize((int) (EDGE - window + 1))
        .isSorted()
        .doesNotHaveDuplicates()
        .startsWith(2 * timescale * window)
        .endsWith(2 * timescale * EDGE);
    assertThat(video(mpd(TIMES).getPeriods().get(1)).getSegmentTemplate().getInitialization())
        .isEqualTo(name(2));
  }

  @Test
  void anEventThatNeverChangedOverHasOnePeriod() {
    assertThat(parse(event()).getPeriods()).extracting(Period::getId).containsExactly("p0");
  }
}
