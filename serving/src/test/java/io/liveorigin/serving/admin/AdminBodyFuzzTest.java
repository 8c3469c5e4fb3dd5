package io.liveorigin.serving.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.liveorigin.contract.control.ControlJson;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.testing.Bounds;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Bodies of the admin API, in JSON and in YAML: {@link OriginException} and no other exception,
 * bounded memory and time, and what is accepted is written to {@code control} and read back.
 */
class AdminBodyFuzzTest {
  private static final List<String> TYPES = List.of("application/json", "application/yaml", "");

  /** Of each kind of document: how it is read, written, and read back. */
  private record Kind<T>(
      Map<String, String> path,
      Function<byte[], T> read,
      Function<T, byte[]> write,
      Function<byte[], T> readBack) {
    boolean check(String type, byte[] body) {
      Optional<T> value = Bounds.DOCUMENTS.assertKept(body.length, () -> accepted(type, body));
      if (value.isPresent() && !readBack.apply(write.apply(value.get())).equals(value.get())) {
        throw new AssertionError("a document changed when it was written: " + value.get());
      }
      return value.isPresent();
    }

    private Optional<T> accepted(String type, byte[] body) {
      try {
        byte[] document = AdminDocuments.read(type, body, path, ErrorCode.INVALID_EVENT);
        return Optional.of(read.apply(document));
      } catch (OriginException e) {
        return Optional.empty();
      }
    }
  }

  private static final Map<String, String> EVENT = Map.of("tenant", "t", "event", "e");
  private static final Map<String, String> NAMED = Map.of("tenant", "t", "event", "e", "id", "i");

  private static final List<Kind<?>> KINDS =
      List.of(
          new Kind<>(
              EVENT, ControlJson::readOperatorEvent, ControlJson::write, ControlJson::readEvent),
          new Kind<>(
              NAMED, ControlJson::readOperatorMask, ControlJson::write, ControlJson::readMask),
          new Kind<>(
              NAMED,
              ControlJson::readOperatorInvalidation,
              ControlJson::write,
              ControlJson::readInvalidation),
          new Kind<>(
              NAMED,
              ControlJson::readOperatorNotification,
              ControlJson::write,
              ControlJson::readNotification));

  static Stream<byte[]> bodies() {
    String event =
        "{\"pipelines\":[\"a\"],\"representations\":[{\"id\":\"v0\",\"contentType\":\"video\","
            + "\"codecs\":\"avc1.64001f\",\"bandwidth\":1}]}";
    return Stream.of(
            "00" + event,
            "01" + event,
            "01pipelines: [a, b]\nrepresentations:\n- {id: v0, contentType: video, codecs: avc1.64001f,"
                + " bandwidth: 1, frameRate: 30000/1001}\ntimeShiftBufferDepth: PT10M\n",
            "01a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\npipelines: *c\n",
            "01pipelines: &p\n- *p\n",
            "01--- !!java.net.URL [http://127.0.0.1]\n",
            "01<<: {pipelines: [a]}\n",
            "01pipelines: " + "[".repeat(300),
            "00" + "{\"a\":".repeat(300),
            "00[]",
            "00null",
            "00{\"tenant\": \"other\"}",
            "10{\"pipeline\":\"a\",\"from\":1,\"to\":2}",
            "11pipeline: a\nfrom: -1\nto: 9223372036854775808\n",
            "20{\"pipeline\":\"a\",\"representation\":\"v0\",\"from\":1,\"to\":2,\"reason\":\"bad\"}",
            "21requestedAt: 1\nversion: 1\n",
            "30{\"key\":\"ad\",\"value\":\"x\",\"from\":1,\"to\":2}",
            "32{\"key\":\"ad\",\"from\":9223372036854775807,\"revoked\":true}")
        .map(text -> text.getBytes(UTF_8));
  }

  /** What is accepted is looked at as well. */
  @Test
  void aBodyOfEachKindIsAccepted() {
    assertThat(
            bodies()
                .filter(AdminBodyFuzzTest::check)
                .map(bytes -> Math.floorMod(bytes[0] - '0', KINDS.size())))
        .contains(0, 1, 2, 3);
  }

  /**
   * @param bytes the first two say which document and which media type, the rest is the body
   */
  @MethodSource("bodies")
  @FuzzTest
  void read(byte[] bytes) {
    if (bytes.length >= 2) {
      check(bytes);
    }
  }

  private static boolean check(byte[] bytes) {
    Kind<?> kind = KINDS.get(Math.floorMod(bytes[0] - '0', KINDS.size()));
    String type = TYPES.get(Math.floorMod(bytes[1] - '0', TYPES.size()));
    return kind.check(type, Arrays.copyOfRange(bytes, 2, bytes.length));
  }
}
