package io.liveorigin.serving.manifest;

import static io.liveorigin.serving.manifest.WrittenMpd.NOW;
import static io.liveorigin.serving.manifest.WrittenMpd.event;
import static io.liveorigin.serving.manifest.WrittenMpd.parse;
import static io.liveorigin.serving.manifest.WrittenMpd.template;
import static io.liveorigin.serving.manifest.WrittenMpd.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.lindstrom.mpd.data.MPD;
import io.lindstrom.mpd.data.Segment;
import io.lindstrom.mpd.data.SegmentTemplate;
import io.liveorigin.contract.address.Resource;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.SegmentUrls;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.decision.Listing;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.schedule.Schedule;
import io.liveorigin.contract.segment.TrackFacts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Templates with {@code $Time$} have a SegmentTimeline (ISO/IEC 23009-1, 5.3.9.6). */
class MpdTimelineTest {
  @Test
  void timeInUrlsNeedsATimeline() {
    LiveEvent event =
        event(
            "\"pipelines\"",
            "\"media\":\"$RepresentationID$-$Time$.m4s\",\"pipelines\"",
            "\"mp4a.40.2\"",
            "\"mp4a.40.2\",\"timescale\":48000");
    Schedule schedule = event.schedule();
    MPD mpd = parse(event);
    SegmentTemplate video = template(mpd);
    SegmentTemplate audio =
        mpd.getPeriods()
            .get(0)
            .getAdaptationSets()
            .get(1)
            .getRepresentations()
            .get(0)
            .getSegmentTemplate();

    assertThat(video.getDuration()).isNull();
    assertThat(video.getSegmentTimeline()).hasSize(1);
    assertThat(audio.getTimescale()).isEqualTo(48_000);
    Segment run = audio.getSegmentTimeline().get(0);
    assertThat(run.getD()).isEqualTo(96_000);
    long first = schedule.windowStart(NOW);
    assertThat(run.getT()).isEqualTo(first * 96_000);
    assertThat(first + run.getR()).isEqualTo(schedule.liveEdge(NOW));
    // Each of its URLs is one of ours.
    SegmentUrls urls = event.urls();
    assertThat(urls.path(new SegmentAddress(Track.of("acme", "news", "a0"), first)))
        .isEqualTo("/acme/news/a0-" + run.getT() + ".m4s");
    assertThat(mpd.getMinimumUpdatePeriod()).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void aTimelineOfUnevenTicksAddsUp() {
    // 2.002 s in 90 ticks a second is 180.18 ticks.
    LiveEvent event =
        event(
            "\"pipelines\"",
            "\"segmentDuration\":{\"duration\":60060,\"timescale\":30000},"
                + "\"media\":\"$RepresentationID$-$Time$.m4s\",\"pipelines\"",
            "\"mp4a.40.2\"",
            "\"mp4a.40.2\",\"timescale\":90");
    List<Segment> runs =
        parse(event)
            .getPeriods()
            .get(0)
            .getAdaptationSets()
            .get(1)
            .getRepresentations()
            .get(0)
            .getSegmentTemplate()
            .getSegmentTimeline();

    assertThat(runs).hasSizeGreaterThan(3);
    long number = event.schedule().windowStart(NOW);
    for (Segment run : runs) {
      for (long i = 0; i <= run.getR(); i++) {
        assertThat(run.getT() + i * run.getD()).isEqualTo(event.schedule().decodeTime(number, 90));
        number++;
      }
    }
    assertThat(number).isEqualTo(event.schedule().liveEdge(NOW) + 1);
  }

  /** Frames of 1024 at 48 kHz, cut at the first one in each segment of 2 s, as packagers do. */
  @Test
  void audioIsListedWhereItsFirstFrameIs() {
    LiveEvent event = timedAudio();
    long edge = event.schedule().liveEdge(NOW);
    Map<Long, Listing> winners = new HashMap<>();
    // The newest is not published yet, and so begins where the one before ends.
    for (long n = edge - 9; n < edge; n++) {
      long start = firstFrame(n);
      winners.put(n, audio(start, firstFrame(n + 1) - start, 0));
    }

    List<long[]> listed = listed(event, winners);

    long first = event.schedule().windowStart(NOW);
    assertThat(listed).hasSize((int) (edge - first + 1));
    for (long n = first; n <= edge; n++) {
      long expected = n < edge - 9 ? n * 96_000 : firstFrame(n);
      assertThat(listed.get((int) (n - first))[0]).isEqualTo(expected);
      // Its URL is that of the segment, to the tick the one that its packager used.
      assertThat(event.urls().resolve("a0-" + expected + ".m4s"))
          .isEqualTo(new Resource.Media(new SegmentAddress(event.track("a0"), n)));
    }
    for (int i = 1; i < listed.size(); i++) {
      assertThat(listed.get(i)[0]).isEqualTo(listed.get(i - 1)[0] + listed.get(i - 1)[1]);
    }
  }

  @Test
  void whatWasPublishedCountsInTheTimescaleOfTheUrlsAndByItsPresentation() {
    LiveEvent event = timedAudio();
    long number = event.schedule().liveEdge(NOW) - 3;
    // 2,000 ticks of 90 kHz after the schedule, 1,000 of them by an edit list: 1,066.67 of 48 kHz.
    TrackFacts facts =
        new TrackFacts(1, 90_000, number * 180_000 + 1_000, 94, 180_000, 1920, true, 1_000);

    assertThat(listed(event, Map.of(number, Listing.of(facts))))
        .extracting(segment -> segment[0])
        .contains(number * 96_000 + 1_067)
        .doesNotContain(number * 96_000);
  }

  /** It would be the URL of another segment. */
  @Test
  void whatSaysThatItIsAnotherNumberIsListedWhereTheScheduleHasIt() {
    LiveEvent event = timedAudio();
    long number = event.schedule().liveEdge(NOW) - 3;
    for (Listing wrong :
        List.of(
            audio(number * 96_000 + 48_000, 96_000, 0),
            audio(0, 96_000, 0),
            audio(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE),
            new Listing(false, 0, number * 96_000, 96_000))) {
      assertThat(listed(event, Map.of(number, wrong)))
          .extracting(segment -> segment[0])
          .contains(number * 96_000);
    }
  }

  private static LiveEvent timedAudio() {
    return event(
        "\"pipelines\"",
        "\"media\":\"$RepresentationID$-$Time$.m4s\",\"pipelines\"",
        "\"mp4a.40.2\"",
        "\"mp4a.40.2\",\"timescale\":48000");
  }

  private static long firstFrame(long number) {
    return -Math.floorDiv(-number * 96_000, 1024L) * 1024;
  }

  private static Listing audio(long decodeTime, long duration, long offset) {
    return Listing.of(new TrackFacts(1, 48_000, decodeTime, 94, duration, 1024, true, offset));
  }

  /** Start and duration of each segment of the audio timeline. */
  private static List<long[]> listed(LiveEvent event, Map<Long, Listing> winners) {
    List<long[]> segments = new ArrayList<>();
    for (Segment run :
        parse(write(event, Map.of("a0", winners)))
            .getPeriods()
            .get(0)
            .getAdaptationSets()
            .get(1)
            .getRepresentations()
            .get(0)
            .getSegmentTemplate()
            .getSegmentTimeline()) {
      for (long i = 0; i <= run.getR(); i++) {
        segments.add(new long[] {run.getT() + i * run.getD(), run.getD()});
      }
    }
    return segments;
  }
}
