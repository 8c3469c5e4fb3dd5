package io.liveorigin.packager.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.schedule.Schedule;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.InitSetup;
import io.liveorigin.media.edit.SegmentBoxes;
import io.liveorigin.media.inspect.InitFacts;
import io.liveorigin.media.inspect.InitInspector;
import io.liveorigin.media.inspect.Inspection;
import io.liveorigin.media.inspect.SegmentInspector;
import io.liveorigin.packager.clip.Clip;
import io.liveorigin.packager.clip.ClipSegment;
import io.liveorigin.packager.clip.ClipTrack;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What inspection says about the bytes that each action makes: the table of docs/packager.md. */
class FaultsAreFoundTest {
  private static final long FIRST = 895_000_000L;
  private static final Schedule SCHEDULE = Clip.eventDefinition("t", "e", List.of("a")).schedule();
  private static final Clip CLIP = Clip.load();

  /** Ten segments: audio has 94, 94, 94 and 93 frames in turn. */
  @ParameterizedTest
  @ValueSource(strings = {"v360", "v180", "a96"})
  void nothingIsFoundInWhatIsNotTouched(String representation) {
    for (int i = 0; i < 10; i++) {
      assertThat(found(representation, i, "")).isEmpty();
    }
  }

  /** 25 fps, 12800 ticks a second: a frame is 512 ticks or 40 ms. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{action: lose-samples, count: 1}|dropped-video-frames|{count=1, duration-ms=40}",
        "{action: lose-samples, count: 20}|dropped-video-frames|{count=20, duration-ms=800}",
        "{action: lose-samples, by: PT0.8S}|dropped-video-frames|{count=20, duration-ms=800}",
        "{action: lose-end, count: 5}|dropped-video-frames|{count=5, duration-ms=200}",
        "{action: halve-rate}|dropped-video-frames|{count=25, duration-ms=1000}",
        "{action: excess-samples, count: 75}|excess-samples|{count=75}",
        "{action: no-sync}|no-sync-sample|{}",
        "{action: filler}|filler|{}",
        "{action: shift-tfdt, by: PT0.4S}|decode-time-mismatch"
            + "|{delta=5120, delta-ms=400, timescale=12800}",
      })
  void inVideo(String rule, String kind, String parameters) {
    assertThat(found("v360", 0, rule))
        .extracting(Defect::name, d -> d.parameters().toString())
        .containsExactly(tuple(kind, parameters));
  }

  /** AAC: 1024 samples an access unit, 48000 ticks a second. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{action: lose-samples, count: 38}|missing-audio-samples|{count=38912, duration-ms=810}",
        "{action: lose-samples, by: PT0.8S}|missing-audio-samples|{count=38912, duration-ms=810}",
        "{action: lose-end, count: 10}|missing-audio-samples|{count=10240, duration-ms=213}",
        "{action: excess-samples, count: 75}|excess-samples|{count=75}",
        "{action: halve-rate}|missing-audio-samples|{count=48128, duration-ms=1002}",
        "{action: filler}|filler|{}",
        "{action: shift-tfdt, by: PT0.4S}|decode-time-mismatch"
            + "|{delta=19200, delta-ms=400, timescale=48000}",
      })
  void inAudio(String rule, String kind, String parameters) {
    assertThat(found("a96", 0, rule))
        .extracting(Defect::name, d -> d.parameters().toString())
        .containsExactly(tuple(kind, parameters));
  }

  @ParameterizedTest
  @CsvSource({"v360, dropped-video-frames", "a96, missing-audio-samples"})
  void aLostStartIsLateAsWell(String representation, String missing) {
    assertThat(found(representation, 0, "{action: lose-start, count: 10}"))
        .extracting(Defect::name)
        .contains("decode-time-mismatch", missing);
  }

  @Test
  void aLostStartOfVideoHasNoSyncSampleLeft() {
    assertThat(found("v360", 0, "{action: lose-start, count: 1}"))
        .extracting(Defect::name)
        .contains("no-sync-sample", "dropped-video-frames");
  }

  @ParameterizedTest
  @ValueSource(strings = {"v360", "v180", "a96"})
  void brokenBytesAreFoundInEveryRepresentation(String representation) {
    assertThat(names(representation, "{action: malform}")).containsExactly("malformed");
    assertThat(names(representation, "{action: truncate, fraction: 0.5}"))
        .containsExactly("truncated");
    assertThat(names(representation, "{action: wrong-track}")).containsExactly("codec-mismatch");
  }

  /** A short last segment is no defect, and neither is the brand itself. */
  @Test
  void theLastSegmentMayBeShort() {
    Inspection last = inspect("v360", 0, "{action: last}");
    assertThat(last.facts().last()).isTrue();
    assertThat(last.defects()).isEmpty();
    assertThat(found("v360", 0, "{action: last}, {action: lose-end, count: 20}")).isEmpty();
  }

  /** Only who knows the segment before, the other upload or the clock can find these. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{action: shift-tfdt, ticks: 200}",
        "{action: republish}",
        "{action: delay, by: PT5S}",
        "{action: declare, defects: dropped-video-frames;count=12}"
      })
  void inspectionOfOneSegmentDoesNotSee(String rule) {
    assertThat(found("v360", 0, rule)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"v360", "v180", "a96"})
  void anotherInitSegmentPlaysOtherMedia(String representation) {
    ClipTrack track = CLIP.track(representation).orElseThrow();
    byte[] other = script("{action: other-init}").applyToInit("a", representation, track.init());

    InitFacts facts = new InitInspector().inspect(other).facts().orElseThrow();
    InitSetup own = track.initFacts().setup();
    assertThat(facts.setup().decoder()).isNotEqualTo(own.decoder());
    assertThat(facts.setup().plays(own, false)).isFalse();
    assertThat(facts.tracks()).hasSameSizeAs(track.initFacts().tracks());
  }

  /** With its faults: what is lost at the end does not move the encoder's clock. */
  @ParameterizedTest
  @ValueSource(strings = {"", "{action: lose-end, count: 3}", "{action: shift-tfdt, ticks: 200}"})
  void theProducerTimeIsReadFromTheBytes(String rules) {
    ClipTrack track = CLIP.track("a96").orElseThrow();
    ClipSegment plain = track.segment(FIRST, SCHEDULE);
    long encoded = SCHEDULE.mediaEnd(FIRST) + 317;
    ClipSegment timed = plain.withBytes(SegmentBoxes.withProducerTime(plain.bytes(), encoded));

    assertThat(inspect(track, FIRST, timed, rules).facts().producerTime()).hasValue(encoded);
  }

  @Test
  void severalFaultsOfOneSegmentAreAllFound() {
    assertThat(
            names(
                "v360",
                "{action: lose-samples, count: 5}, {action: no-sync},"
                    + "{action: shift-tfdt, by: PT1S}"))
        .containsExactlyInAnyOrder(
            "dropped-video-frames", "no-sync-sample", "decode-time-mismatch");
  }

  private static List<String> names(String representation, String rule) {
    return found(representation, 0, rule).stream().map(Defect::name).toList();
  }

  private static List<Defect> found(String representation, int offset, String rules) {
    return inspect(representation, offset, rules).defects();
  }

  private static Inspection inspect(String representation, int offset, String rules) {
    ClipTrack track = CLIP.track(representation).orElseThrow();
    return inspect(track, FIRST + offset, track.segment(FIRST + offset, SCHEDULE), rules);
  }

  private static Inspection inspect(
      ClipTrack track, long number, ClipSegment segment, String rules) {
    String representation = track.representation().id();
    FaultOutcome outcome = script(rules).apply("a", representation, number, segment);
    return new SegmentInspector()
        .inspect(
            ((FaultOutcome.Sent) outcome).bytes(),
            Optional.of(track.initFacts()),
            SCHEDULE,
            new SegmentAddress(Track.of("t", "e", representation), number),
            track.representation());
  }

  private static FaultPlan script(String rules) {
    return FaultScript.parse(("faults: [" + rules + "]").getBytes(StandardCharsets.UTF_8))
        .startingAt(FIRST);
  }
}
