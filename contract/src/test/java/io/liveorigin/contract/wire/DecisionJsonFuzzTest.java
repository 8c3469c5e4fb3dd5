package io.liveorigin.contract.wire;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.support.Samples;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Values of {@code selections}: any bytes result in a decision that survives a round trip, or in an
 * OriginException.
 */
class DecisionJsonFuzzTest {
  static Stream<byte[]> decisions() {
    return Stream.of("selection-fallback.json", "selection-init.json", "selection-masked.json")
        .map(Samples::golden);
  }

  @MethodSource("decisions")
  @FuzzTest
  void read(byte[] json) {
    try {
      Decision decision = DecisionJson.read(json);
      if (!DecisionJson.read(DecisionJson.write(decision)).equals(decision)) {
        throw new AssertionError("changed on the wire: " + decision);
      }
    } catch (OriginException e) {
      if (e.getMessage().isEmpty()) {
        throw new AssertionError("refused without a word", e);
      }
    }
  }
}
