package io.liveorigin.packager.clip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.event.ContentType;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.event.Representation;
import io.liveorigin.contract.schedule.Schedule;
import io.liveorigin.contract.schedule.SegmentDuration;
import io.liveorigin.contract.wire.WireJson;
import io.liveorigin.media.inspect.InitTrack;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ClipTest {
  private static final long NOW = 1_790_000_000_000L;
  private final Clip clip = Clip.load();

  @Test
  void hasTwoVideoRepresentationsAndOneOfAudio() {
    assertThat(clip.tracks())
        .extracting(t -> t.representation().id())
        .containsExactly("v360", "v180", "a96");
    assertThat(clip.tracks()).extracting(ClipTrack::segments).containsOnly(12);
    assertThat(clip.track("v360").orElseThrow().initFacts().tracks())
        .extracting(
            InitTrack::trackId, InitTrack::timescale, InitTrack::handler, InitTrack::sampleEntry)
        .containsExactly(tuple(1L, 12800L, "vide", "avc1"));
    assertThat(clip.track("a96").orElseThrow().initFacts().tracks())
        .extracting(
            InitTrack::trackId, InitTrack::timescale, InitTrack::handler, InitTrack::sampleEntry)
        .containsExactly(tuple(1L, 48000L, "soun", "mp4a"));
    assertThat(clip.track("v720")).isEmpty();
  }

  @Test
  void isSmall() {
    long bytes = 0;
    for (ClipTrack track : clip.tracks()) {
      bytes += track.init().length;
      for (int i = 0; i < track.segments(); i++) {
        bytes += track.segment(i, fromEpoch()).bytes().length;
      }
    }
    assertThat(bytes).isLessThan(3_000_000);
  }

  /** The codecs string against avcC, as the decoder reads it: profile, constraints, level. */
  @Test
  void declaresTheCodecsThatTheInitSegmentsHave() {
    for (ClipTrack track : clip.tracks()) {
      String codecs = track.representation().codecs();
      if (track.representation().contentType() == ContentType.VIDEO) {
        String init = new String(track.init(), StandardCharsets.ISO_8859_1);
        int configuration = init.indexOf("avcC") + 5;
        String expected =
            "avc1.%02x%02x%02x"
                .formatted(
                    (int) init.charAt(configuration),
                    (int) init.charAt(configuration + 1),
                    (int) init.charAt(configuration + 2));
        assertThat(codecs).isEqualTo(expected);
      } else {
        assertThat(codecs).isEqualTo("mp4a.40.2");
      }
    }
  }

  @Test
  void noSegmentIsLargerThanTheDeclaredBandwidthAllows() {
    for (ClipTrack track : clip.tracks()) {
      for (int i = 0; i < track.segments(); i++) {
        long bits = 8L * track.segment(i, fromEpoch()).bytes().length;
        assertThat(bits)
            .as("%s %d", track.representation().id(), i)
            .isLessThanOrEqualTo(track.representation().bandwidth() * ClipTrack.SEGMENT_SECONDS);
      }
    }
  }

  @Test
  void hasAnEventDefinitionThatSurvivesJson() {
    EventDefinition event = Clip.eventDefinition("demo", "live", List.of("a", "b"));

    assertThat(event.pipelines()).containsExactly("a", "b");
    assertThat(event.representations()).extracting(Representation::id).hasSize(3);
    assertThat(WireJson.readStrict(WireJson.write(event), EventDefinition.class)).isEqualTo(event);
    Clip.requireFits(event.schedule());
  }

  @Test
  void initSegmentIsACopy() {
    ClipTrack track = clip.tracks().get(0);
    track.init()[0] = 99;

    assertThat(track.init()[0]).isZero();
  }

  @Test
  void refusesAnEventWithAnotherSegmentDuration() {
    Schedule other = schedule(new SegmentDuration(60060, 30000), 0, 0);

    assertThatThrownBy(() -> clip.tracks().get(0).segment(1, other))
        .isInstanceOf(OriginException.class)
        .hasMessage("segmentDuration must be 2 s for the clip, but is 60060/30000 s");
    Clip.requireFits(schedule(new SegmentDuration(96000, 48000), 0, 0));
  }

  @Test
  void refusesANumberBeforeTheFirst() {
    assertThatThrownBy(() -> clip.tracks().get(0).segment(99, schedule(two(), 0, 100)))
        .isInstanceOfSatisfying(
            OriginException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.NUMBER_OUTSIDE_SCHEDULE));
  }

  @Test
  void countsFromStartNumberAndAvailabilityStart() {
    Schedule schedule = schedule(two(), NOW, 100);
    ClipTrack video = clip.track("v180").orElseThrow();

    assertThat(video.segment(100, schedule).decodeTime()).isZero();
    assertThat(video.segment(113, schedule).decodeTime()).isEqualTo(13 * 25600);
  }

  private static Schedule fromEpoch() {
    return schedule(two(), 0, 0);
  }

  private static SegmentDuration two() {
    return new SegmentDuration(2, 1);
  }

  private static Schedule schedule(SegmentDuration duration, long start, long startNumber) {
    return new Schedule(
        start,
        duration,
        startNumber,
        1000,
        1000,
        10_000,
        600_000,
        OptionalLong.empty(),
        OptionalLong.empty());
  }
}
