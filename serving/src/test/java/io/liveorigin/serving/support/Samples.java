package io.liveorigin.serving.support;

import io.liveorigin.contract.address.Address;
import io.liveorigin.contract.address.InitAddress;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.control.ControlJson;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.decision.Reason;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.DefectKind;
import io.liveorigin.contract.segment.DefectSource;
import io.liveorigin.contract.segment.Digest;
import io.liveorigin.contract.segment.Facts;
import io.liveorigin.contract.segment.InitSetup;
import io.liveorigin.contract.segment.ProducerTimeType;
import io.liveorigin.contract.segment.RecordPosition;
import io.liveorigin.contract.segment.TrackFacts;
import io.liveorigin.contract.topic.Topics;
import io.liveorigin.kafka.Partitions;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;

/** Events, candidates and decisions as tests want them. */
public final class Samples {
  public static final int PARTITIONS = 4;
  public static final Track V0 = Track.of("acme", "news", "v0");
  public static final Track A0 = Track.of("acme", "news", "a0");

  /** 2 s segments from the epoch; due 1 s after media end, decided at +1 s, gone at +10 s. */
  public static final String NEWS =
      """
      {"tenant":"acme","event":"news","pipelines":["a","b"],"timeShiftBufferDepth":"PT60S",
       "representations":[
        {"id":"v0","contentType":"video","codecs":"avc1.64001f","bandwidth":2000500,
         "width":1280,"height":720,"frameRate":"25"},
        {"id":"a0","contentType":"audio","codecs":"mp4a.40.2","bandwidth":96000,
         "audioSamplingRate":48000,"lang":"en"}]}
      """;

  /** The event of {@link #NEWS} with its first segment at that instant, epoch ms. */
  public static String startingAt(long start) {
    return NEWS.replace(
        "\"timeShiftBufferDepth\"",
        "\"availabilityStartTime\":\"%s\",\"timeShiftBufferDepth\""
            .formatted(Instant.ofEpochMilli(start)));
  }

  /** Of a segment that was inspected with an init segment. */
  private static final Facts CHECKED =
      new Facts(
          List.of(),
          List.of(),
          1,
          OptionalLong.empty(),
          Optional.of(new InitSetup("0123456789abcdef", "0123456789abcdef")),
          false,
          false);

  private Samples() {}

  public static EventDefinition definition(String json) {
    return ControlJson.readOperatorEvent(json.getBytes(StandardCharsets.UTF_8));
  }

  public static LiveEvent news() {
    return LiveEvent.of(definition(NEWS));
  }

  /** Bytes that differ for different seeds. */
  public static byte[] bytes(int size, long seed) {
    byte[] bytes = new byte[size];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  public static Candidate candidate(
      Address address, String pipeline, byte[] bytes, long arrival, Defect... defects) {
    String topic =
        address instanceof InitAddress ? Topics.inits(pipeline) : Topics.segments(pipeline);
    return new Candidate(
        pipeline,
        new RecordPosition(topic, Partitions.of(address.track(), PARTITIONS), 7),
        Digest.of(bytes),
        bytes.length,
        "video/mp4",
        arrival,
        CHECKED,
        List.of(defects));
  }

  /** The same, but nobody could inspect it. */
  public static Candidate unchecked(Candidate candidate) {
    return candidate.with(Facts.NONE, candidate.defects());
  }

  /**
   * The same, of 2 s at 12,800 ticks, whose encoder took in the end of its media then.
   *
   * @param clock epoch ms
   */
  public static Candidate encoded(Candidate candidate, long number, long clock) {
    TrackFacts track = new TrackFacts(1, 12_800, number * 25_600, 50, 25_600, 512, true);
    Facts facts =
        new Facts(
            List.of(track),
            List.of(),
            1,
            OptionalLong.of(clock),
            CHECKED.setup(),
            false,
            false,
            Optional.of(ProducerTimeType.ENCODER));
    return candidate.with(facts, candidate.defects());
  }

  public static Defect dropped(long count) {
    return Defect.of(
        DefectKind.DROPPED_VIDEO_FRAMES, DefectSource.PACKAGER, Map.of("count", count));
  }

  public static Decision decision(
      Address address, int revision, Candidate winner, Candidate... others) {
    List<Candidate> all =
        java.util.stream.Stream.concat(
                java.util.stream.Stream.of(winner), java.util.stream.Stream.of(others))
            .toList();
    return new Decision(
        address,
        revision,
        Optional.of(winner),
        winner.valid() ? Reason.PREFERRED_VALID : Reason.LEAST_BAD,
        all,
        List.of(),
        0,
        Math.max(1_700_000_000_000L, winner.arrival()),
        "cell");
  }

  /** Nobody published it: decided when its media of 2 s ends. */
  public static Decision missing(SegmentAddress address) {
    return new Decision(
        address,
        1,
        Optional.empty(),
        Reason.MISSING,
        List.of(),
        List.of(),
        0,
        2_000 * (address.number() + 1),
        "cell");
  }

  public static Decision masked(SegmentAddress address, int revision, Candidate candidate) {
    return new Decision(
        address,
        revision,
        Optional.empty(),
        Reason.MASK,
        List.of(candidate),
        List.of("a"),
        0,
        0,
        "cell");
  }
}
