package io.liveorigin.selector.store;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.selector.judge.TrackSamples;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Values of the stores: any bytes result in a value that can be written again, or in an
 * OriginException.
 */
class CompactCandidatesFuzzTest {
  private static final Candidate CANDIDATE = TrackSamples.candidate(TrackSamples.clean(7, "setup"));

  static Stream<byte[]> candidates() {
    return Stream.of(
        CompactCandidates.write(List.of()),
        CompactCandidates.write(List.of(CANDIDATE)),
        CompactCandidates.write(List.of(CANDIDATE, CANDIDATE)));
  }

  @MethodSource("candidates")
  @FuzzTest
  void candidates(byte[] value) {
    try {
      List<Candidate> read = CompactCandidates.read(value);
      if (!CompactCandidates.read(CompactCandidates.write(read)).equals(read)) {
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
