package io.liveorigin.selector.store;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.liveorigin.contract.address.Address;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.decision.InitChange;
import io.liveorigin.contract.decision.InitTimeline;
import io.liveorigin.contract.decision.Listing;
import io.liveorigin.contract.decision.Reason;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.selector.judge.TrackSamples;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Values of the stores: any bytes result in a value that can be written again, or in an
 * OriginException.
 */
class CompactDecisionFuzzTest {
  private static final Address ADDRESS = new SegmentAddress(Track.of("t", "e", "v0"), 7);
  private static final Candidate CANDIDATE = TrackSamples.candidate(TrackSamples.clean(7, "setup"));

  static Stream<byte[]> decisions() {
    return Stream.of(decision(Optional.of(CANDIDATE)), decision(Optional.empty()), changed());
  }

  /** Returns a decision with changes that follow from nothing else. */
  private static byte[] changed() {
    return CompactDecision.write(
        new Decision(
            ADDRESS,
            1,
            Optional.empty(),
            Reason.PREFERRED_VALID,
            List.of(),
            List.of("b"),
            1_000,
            1_001,
            "cell",
            0,
            Listing.GAP,
            Optional.empty(),
            new InitTimeline(List.of(new InitChange(CANDIDATE.digest(), 100, 51_300))),
            0));
  }

  private static byte[] decision(Optional<Candidate> winner) {
    return CompactDecision.write(
        new Decision(
            ADDRESS,
            1,
            winner,
            Reason.PREFERRED_VALID,
            List.of(CANDIDATE),
            List.of("b"),
            1_000,
            1_001,
            "cell"));
  }

  @MethodSource("decisions")
  @FuzzTest
  void read(byte[] value) {
    try {
      Decision read = CompactDecision.read(ADDRESS, value);
      if (!CompactDecision.read(read.address(), CompactDecision.write(read)).equals(read)) {
        throw new AssertionError("changed: " + read);
      }
    } catch (OriginException e) {
      requireText(e);
    }
  }

  private static void requireText(OriginException e) {
    if (e.getMessage().isEmpty()) {
      throw new AssertionError("refused without a word", e);
    }
  }
}
