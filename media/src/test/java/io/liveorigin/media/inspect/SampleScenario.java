package io.liveorigin.media.inspect;

import static io.liveorigin.media.bytes.Boxes.ascii;
import static io.liveorigin.media.bytes.Boxes.box;
import static io.liveorigin.media.bytes.Boxes.join;
import static io.liveorigin.media.bytes.Boxes.u32;

import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.event.ContentType;
import io.liveorigin.contract.event.Representation;
import io.liveorigin.contract.schedule.Schedule;
import io.liveorigin.contract.schedule.SegmentDuration;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.media.bytes.SegmentBytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A segment given by its sample durations, and its declaration; each step returns a changed copy.
 */
record SampleScenario(
    ContentType type,
    long timescale,
    String frameRate,
    int rate,
    Schedule schedule,
    long late,
    String brand,
    boolean known,
    Optional<AudioSetup> setup,
    long... samples) {
  static final long NUMBER = 880_000_000L;
  static final InitFacts MUXED =
      new InitFacts(
          List.of(
              track(1, 12800, ContentType.VIDEO, Optional.empty()),
              track(2, 48000, ContentType.AUDIO, Optional.empty())),
          List.of());

  static SampleScenario video(long timescale) {
    return of(ContentType.VIDEO, timescale);
  }

  static SampleScenario audio(long timescale) {
    return of(ContentType.AUDIO, timescale);
  }

  private static SampleScenario of(ContentType type, long timescale) {
    return new SampleScenario(
        type, timescale, "", 0, InspectionFixture.TWO_SECONDS, 0, "msdh", true, Optional.empty());
  }

  SampleScenario frameRate(String declared) {
    return new SampleScenario(
        type, timescale, declared, rate, schedule, late, brand, known, setup, samples);
  }

  SampleScenario rate(int declared) {
    return new SampleScenario(
        type, timescale, frameRate, declared, schedule, late, brand, known, setup, samples);
  }

  SampleScenario schedule(SegmentDuration duration) {
    return schedule(InspectionFixture.schedule(duration, 0));
  }

  SampleScenario schedule(Schedule changed) {
    return new SampleScenario(
        type, timescale, frameRate, rate, changed, late, brand, known, setup, samples);
  }

  /** Returns a segment that begins this many ticks after the schedule. */
  SampleScenario late(long ticks) {
    return new SampleScenario(
        type, timescale, frameRate, rate, schedule, ticks, brand, known, setup, samples);
  }

  SampleScenario brand(String styp) {
    return new SampleScenario(
        type, timescale, frameRate, rate, schedule, late, styp, known, setup, samples);
  }

  SampleScenario withoutInit() {
    return new SampleScenario(
        type, timescale, frameRate, rate, schedule, late, brand, false, setup, samples);
  }

  SampleScenario samples(long... durations) {
    return new SampleScenario(
        type, timescale, frameRate, rate, schedule, late, brand, known, setup, durations);
  }

  /** Returns a segment of a codec that states the length of an access unit. */
  SampleScenario frames(int frameSamples, int atRate) {
    return setup(AudioSetup.constant(frameSamples, atRate, List.of(atRate)));
  }

  SampleScenario setup(AudioSetup audio) {
    return new SampleScenario(
        type,
        timescale,
        frameRate,
        rate,
        schedule,
        late,
        brand,
        known,
        Optional.of(audio),
        samples);
  }

  Inspection inspect() {
    long decodeTime = schedule.decodeTime(NUMBER, timescale) + late;
    SegmentBytes segment = new SegmentBytes(1, 1, decodeTime, samples, 10);
    byte[] bytes = join(box("styp", ascii(brand), u32(0)), segment.fragment());
    return inspect(bytes, new InitFacts(List.of(track(1, timescale, type, setup)), List.of()));
  }

  Inspection inspect(byte[] bytes, InitFacts init) {
    Representation representation =
        InspectionFixture.representation(
            type,
            type == ContentType.VIDEO ? "avc1" : "mp4a.40.2",
            Optional.of(frameRate).filter(text -> !text.isEmpty()),
            rate == 0 ? Optional.empty() : Optional.of(rate));
    return new SegmentInspector()
        .inspect(
            bytes,
            known ? Optional.of(init) : Optional.empty(),
            schedule,
            new SegmentAddress(InspectionFixture.TRACK, NUMBER),
            representation);
  }

  List<Defect> defects() {
    return inspect().defects();
  }

  List<String> kinds() {
    return new ArrayList<>(defects().stream().map(Defect::name).toList());
  }

  /** Returns the counts of the defects that have one. */
  Map<String, Long> counts() {
    return defects().stream()
        .filter(d -> d.parameters().containsKey("count"))
        .collect(Collectors.toMap(Defect::name, d -> (Long) d.parameters().get("count")));
  }

  private static InitTrack track(
      long id, long timescale, ContentType type, Optional<AudioSetup> setup) {
    boolean video = type == ContentType.VIDEO;
    // The entry's rate differs from the timescale if that is 90 kHz.
    int rate = timescale == 90000 ? 44100 : (int) timescale;
    SampleEntry entry =
        new SampleEntry(
            video ? "avc1" : "mp4a",
            video ? "avc1" : "mp4a",
            0,
            0,
            0,
            video ? 0 : rate,
            Optional.empty(),
            "0123456789abcdef",
            0,
            setup,
            video ? "avc1" : "mp4a",
            false);
    return new InitTrack(
        id, timescale, video ? "vide" : "soun", entry.type(), 0, 0, 0, List.of(entry));
  }
}
