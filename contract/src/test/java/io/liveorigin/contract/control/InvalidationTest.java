package io.liveorigin.contract.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.support.Samples;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class InvalidationTest {
  record Refused(String key, String value, String message) {}

  static List<Refused> refused() {
    String name = " must be 1 to 64 of A-Z a-z 0-9 . _ -";
    return List.of(
        new Refused("tenant", "null", "tenant" + name),
        new Refused("event", "\"a/b\"", "event" + name),
        new Refused("id", "\"\"", "id" + name),
        new Refused("pipeline", "\"a b\"", "pipeline" + name),
        new Refused("representation", "\"**\"", "representation" + name),
        new Refused("from", "-1", "from and to must be 0 <= from <= to <= 1000000000000"),
        new Refused("from", "895000010", "but are 895000010 and 895000009"),
        new Refused("to", "1000000000001", "from and to must be 0 <= from <= to"),
        new Refused("requestedAt", "-1", "requestedAt and version must not be negative"),
        new Refused("version", "-1", "requestedAt and version must not be negative"),
        new Refused("reason", "\"" + "a".repeat(201) + "\"", "reason must be at most 200 char"));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void refusesWhatIsNotAnInvalidationAndNamesTheKey(Refused c) {
    ObjectNode json = golden();
    json.set(c.key(), Samples.tree(c.value().getBytes(StandardCharsets.UTF_8)));
    assertThatThrownBy(() -> ControlJson.readOperatorInvalidation(Samples.bytes(json)))
        .isInstanceOfSatisfying(
            OriginException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_INVALIDATION))
        .hasMessageContaining(c.key())
        .hasMessageContaining(c.message());
  }

  /** This test fails if a new key has no refused value above. */
  @Test
  void everyKeyHasARefusedValue() {
    Set<String> tested = new HashSet<>();
    refused().forEach(c -> tested.add(c.key()));
    assertThat(tested)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Invalidation.class.getRecordComponents())
                .map(RecordComponent::getName)
                .toList());
  }

  @Test
  void withoutARangeItIsTheWholeEvent() {
    ObjectNode json = golden();
    json.retain("tenant", "event", "id");
    Invalidation whole = ControlJson.readOperatorInvalidation(Samples.bytes(json));
    assertThat(whole.wholeEvent()).isTrue();
    assertThat(whole.coversRepresentation("any")).isTrue();
    for (String key : List.of("pipeline", "representation")) {
      ObjectNode part = json.deepCopy();
      part.put(key, "x");
      assertThat(ControlJson.readOperatorInvalidation(Samples.bytes(part)).wholeEvent()).isFalse();
    }
    ObjectNode from = json.deepCopy();
    from.put("from", 7);
    assertThat(ControlJson.readOperatorInvalidation(Samples.bytes(from)).wholeEvent()).isFalse();
  }

  @Test
  void anUnknownKeyIsRefused() {
    ObjectNode json = golden();
    json.put("untill", 7);
    assertThatThrownBy(() -> ControlJson.readOperatorInvalidation(Samples.bytes(json)))
        .hasMessageContaining("untill");
  }

  private static ObjectNode golden() {
    return (ObjectNode) Samples.tree(Samples.goldenLine("control-invalidation.json"));
  }
}
