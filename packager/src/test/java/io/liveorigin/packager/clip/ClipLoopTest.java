package io.liveorigin.packager.clip;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.schedule.Schedule;
import io.liveorigin.contract.segment.TrackFacts;
import io.liveorigin.media.inspect.Inspection;
import io.liveorigin.media.inspect.SegmentInspector;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Number, decode time and wall clock agree for ever; ingest's own inspection is the judge. */
class ClipLoopTest {
  private static final long SEGMENTS = 10_000;

  /** 2026-09-21T13:33:20Z in segments of 2 s: today's decode times need 64 bits. */
  private static final long FIRST = 895_000_000L;

  private final Clip clip = Clip.load();
  private final EventDefinition event = Clip.eventDefinition("t", "e", List.of("a"));

  @ParameterizedTest
  @CsvSource({"v360, 512, 0", "v180, 512, 0", "a96, 1024, 768"})
  void everySegmentIsOnTheGridAndFollowsTheOneBefore(String id, long frame, long largestOffset) {
    ClipTrack track = clip.track(id).orElseThrow();
    Schedule schedule = event.schedule();
    SegmentInspector inspector = new SegmentInspector();
    long next = track.decodeTime(FIRST, schedule);
    long largest = 0;
    for (long number = FIRST; number < FIRST + SEGMENTS; number++) {
      ClipSegment segment = track.segment(number, schedule);
      Inspection inspection =
          inspector.inspect(
              segment.bytes(),
              Optional.of(track.initFacts()),
              schedule,
              new SegmentAddress(Track.of("t", "e", id), number),
              track.representation());
      TrackFacts facts = inspection.facts().tracks().get(0);

      assertThat(inspection.defects()).as("%s %d", id, number).isEmpty();
      assertThat(facts.decodeTime()).isEqualTo(next).isEqualTo(segment.decodeTime());
      assertThat(facts.duration()).isEqualTo(facts.samples() * frame);
      assertThat(facts.startsWithSync()).isTrue();
      long offset = facts.decodeTime() - schedule.decodeTime(number, track.timescale());
      assertThat(offset).isBetween(0L, largestOffset);
      largest = Math.max(largest, offset);
      next += facts.duration();
    }
    assertThat(largest).as("real audio is off the grid").isEqualTo(largestOffset);
  }
}
