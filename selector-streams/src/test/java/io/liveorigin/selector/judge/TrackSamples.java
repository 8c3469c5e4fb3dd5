package io.liveorigin.selector.judge;

import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.Digest;
import io.liveorigin.contract.segment.Facts;
import io.liveorigin.contract.segment.InitSetup;
import io.liveorigin.contract.segment.RecordPosition;
import io.liveorigin.contract.segment.TrackFacts;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Facts of 2 s segments at 25 frames per second, timescale 12800. */
public final class TrackSamples {
  public static final long TIMESCALE = 12_800;
  public static final long FRAME = 512;
  public static final long SEGMENT = 2 * TIMESCALE;

  private TrackSamples() {}

  /** Returns an init set-up that differs from those of other names. */
  public static InitSetup setup(String name) {
    return new InitSetup(
        Digest.of(name.getBytes(java.nio.charset.StandardCharsets.UTF_8)).hex().substring(0, 16),
        "0000000000000000");
  }

  public static Facts facts(long decodeTime, long samples, long sampleDuration, String setup) {
    TrackFacts track =
        new TrackFacts(
            1, TIMESCALE, decodeTime, samples, samples * sampleDuration, sampleDuration, true);
    return of(List.of(track), List.of(), setup);
  }

  /** Returns the facts of a clean segment with this number. */
  public static Facts clean(long number, String setup) {
    return facts(number * SEGMENT, 50, FRAME, setup);
  }

  public static Facts last(long number, String setup) {
    return of(clean(number, setup).tracks(), List.of("msdh", "lmsg"), setup);
  }

  public static Facts init(String setup) {
    return of(List.of(), List.of("iso6"), setup);
  }

  private static Facts of(List<TrackFacts> tracks, List<String> brands, String setup) {
    return new Facts(
        tracks, brands, 1, OptionalLong.empty(), Optional.of(setup(setup)), false, false);
  }

  public static Candidate candidate(Facts facts, Defect... defects) {
    return new Candidate(
        "a",
        new RecordPosition("segments.a", 0, 1),
        Digest.of(new byte[] {1}),
        1,
        "video/mp4",
        1,
        facts,
        List.of(defects));
  }
}
