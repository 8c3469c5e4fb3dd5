package io.liveorigin.contract.control;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.liveorigin.contract.error.OriginException;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Records of {@code control}, with the key on the first line. Any bytes result in a record that is
 * understood or in an OriginException. Afterwards the event can be queried for any instant without
 * an exception.
 */
class ControlRecordFuzzTest {
  static Stream<byte[]> records() {
    return Stream.of(
            "event/t/e/definition\n{\"tenant\":\"t\",\"event\":\"e\",\"pipelines\":[\"a\"],"
                + "\"representations\":[{\"id\":\"v0\",\"contentType\":\"video\","
                + "\"codecs\":\"avc1.64001f\",\"bandwidth\":1}]}",
            "mask/t/e/m\n{\"tenant\":\"t\",\"event\":\"e\",\"id\":\"m\",\"pipeline\":\"a\","
                + "\"from\":1,\"to\":2}",
            "invalidation/t/e/i\n{\"tenant\":\"t\",\"event\":\"e\",\"id\":\"i\"}",
            "notification/t/e/n\n{}",
            "event/t/e/definition")
        .map(text -> text.getBytes(ISO_8859_1));
  }

  @MethodSource("records")
  @FuzzTest
  void apply(byte[] bytes) {
    String text = new String(bytes, ISO_8859_1);
    int line = text.indexOf('\n');
    String key = line < 0 ? text : text.substring(0, line);
    Optional<byte[]> value =
        line < 0 ? Optional.empty() : Optional.of(text.substring(line + 1).getBytes(ISO_8859_1));
    ControlState state = new ControlState();
    try {
      state.apply(key, value);
    } catch (OriginException e) {
      if (!state.events().isEmpty()) {
        throw new AssertionError("refused and applied", e);
      }
    }
    state
        .events()
        .forEach(
            event -> {
              for (long extreme : new long[] {Long.MIN_VALUE, 0, Long.MAX_VALUE}) {
                event.schedule().liveEdge(extreme);
                event.schedule().gone(extreme);
              }
            });
  }
}
