package io.liveorigin.selector.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.address.InitAddress;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.event.ContentType;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.event.Representation;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.DefectKind;
import io.liveorigin.contract.segment.DefectSource;
import io.liveorigin.selector.judge.TrackSamples;
import io.liveorigin.selector.task.SampleEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/**
 * A day of an event with 6 representations and 2 pipelines passes through the topology: 43,200
 * numbers, 518,400 candidates. The state of the selector is bounded by the time-shift window, not
 * by the day.
 */
class DayOfEventTimeIT {
  private static final int REPRESENTATIONS = 6;
  private static final long HOUR = 1_800;
  private static final long DAY = 24 * HOUR;
  private static final Defect DROPPED =
      Defect.of(DefectKind.DROPPED_VIDEO_FRAMES, DefectSource.INGEST, Map.of("count", 7L));

  /**
   * 10 min of 2 s segments, and the numbers that expiry leaves: a margin of 30 and a run every 30
   * s.
   */
  private static final long NUMBERS_KEPT = 300 + 30 + 16;

  private record Held(long stored, long diskBytes, long heapBytes) {}

  @Test
  void what_is_held_does_not_grow_with_the_day(TestReporter report) {
    try (SelectorHarness selector = new SelectorHarness()) {
      EventDefinition event = event();
      selector.apply(event);
      for (int i = 0; i < REPRESENTATIONS; i++) {
        selector.putInit(new InitAddress(track(i)), "a", "init");
        selector.putInit(new InitAddress(track(i)), "b", "init");
      }
      long first = SampleEvent.NUMBER;
      List<Held> hours = new ArrayList<>();
      long decided = 0;
      long defects = 0;
      for (long n = first; n < first + DAY; n++) {
        publish(selector, n, "a");
        selector.step(30);
        publish(selector, n, "b");
        selector.step(1_970);
        decided += selector.drainAccepted();
        defects += selector.defects().size();
        selector.drainProposed();
        selector.drainChangelog();
        if ((n - first + 1) % HOUR == 0) {
          hours.add(held(selector));
        }
      }
      report.publishEntry("after the first hour", hours.get(0).toString());
      report.publishEntry("after the day", hours.get(23).toString());
      assertThat(decided).isEqualTo(DAY * REPRESENTATIONS);
      // Every 100th segment of pipeline a is bad, every 150th of b never arrives: late, then
      // missing.
      assertThat(defects).isBetween(DAY * REPRESENTATIONS / 50, DAY * REPRESENTATIONS / 30);
      assertBounded(hours);
    }
  }

  private static void assertBounded(List<Held> hours) {
    Held first = hours.get(0);
    for (Held hour : hours) {
      // The candidates of the numbers, and a little for the event and each track.
      assertThat(hour.stored()).isLessThan(REPRESENTATIONS * (NUMBERS_KEPT + 20));
      assertThat(hour.diskBytes()).isLessThan(2 * first.diskBytes() + (8L << 20));
      assertThat(hour.heapBytes()).isLessThan(first.heapBytes() + (12L << 20));
    }
  }

  private static void publish(SelectorHarness selector, long number, String pipeline) {
    boolean never = pipeline.equals("b") && number % 150 == 0;
    for (int i = 0; i < REPRESENTATIONS && !never; i++) {
      boolean bad = pipeline.equals("a") && number % 100 == 0;
      selector.put(
          new SegmentAddress(track(i), number),
          pipeline,
          pipeline + i + "-" + number,
          TrackSamples.clean(number, SampleEvent.PLAIN),
          bad ? new Defect[] {DROPPED} : new Defect[0]);
    }
  }

  private static Track track(int i) {
    return new Track(SampleEvent.TRACK.event(), "v" + i, 0);
  }

  private static Held held(SelectorHarness selector) {
    Runtime runtime = Runtime.getRuntime();
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return new Held(
        selector.stores().storedCandidates(),
        selector.stores().diskBytes(),
        runtime.totalMemory() - runtime.freeMemory());
  }

  private static EventDefinition event() {
    List<Representation> representations = new ArrayList<>();
    for (int i = 0; i < REPRESENTATIONS; i++) {
      representations.add(
          new Representation(
              "v" + i,
              ContentType.VIDEO,
              "avc1.64001f",
              500_000 + i,
              null,
              null,
              null,
              null,
              null,
              null,
              null,
              null));
    }
    return SampleEvent.event(
        List.of("a", "b"), null, null, Duration.ofMinutes(10), representations);
  }
}
