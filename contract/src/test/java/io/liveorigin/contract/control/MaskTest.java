package io.liveorigin.contract.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.support.Generators;
import io.liveorigin.contract.support.Samples;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class MaskTest {
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
        new Refused("from", "null", "from"),
        new Refused("to", "1000000000001", "from and to must be 0 <= from <= to"),
        new Refused("to", "1.5", "to"),
        new Refused("reason", "\"" + "a".repeat(201) + "\"", "reason must be at most 200 char"));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void refusesWhatIsNotAMaskAndNamesTheKey(Refused c) {
    ObjectNode json = golden();
    json.set(c.key(), Samples.tree(c.value().getBytes(StandardCharsets.UTF_8)));
    assertThatThrownBy(() -> ControlJson.readOperatorMask(Samples.bytes(json)))
        .isInstanceOf(OriginException.class)
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
            Arrays.stream(Mask.class.getRecordComponents()).map(RecordComponent::getName).toList());
  }

  @ParameterizedTest
  @CsvSource({"from", "to"})
  void aForgottenEndOfTheRangeIsRefused(String key) {
    ObjectNode json = golden();
    json.remove(key);
    assertThatThrownBy(() -> ControlJson.readOperatorMask(Samples.bytes(json)))
        .isInstanceOf(OriginException.class)
        .hasMessageContaining(key);
  }

  @Test
  void anUnknownKeyIsRefused() {
    ObjectNode json = golden();
    json.put("untill", 7);
    assertThatThrownBy(() -> ControlJson.readOperatorMask(Samples.bytes(json)))
        .hasMessageContaining("untill");
  }

  @Test
  void representationAndReasonMayBeAbsent() {
    ObjectNode json = golden();
    json.remove("representation");
    json.remove("reason");
    Mask mask = ControlJson.readOperatorMask(Samples.bytes(json));
    assertThat(mask.representation()).isEqualTo("*");
    assertThat(mask.reason()).isEmpty();
    assertThatCode(() -> new Mask("t", "e", "m", "a", "*", 0, 0, "a".repeat(200)))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "acme, derby, v0, 894999999, false",
    "acme, derby, v0, 895000000, true",
    "acme, derby, v0, 895000009, true",
    "acme, derby, v0, 895000010, false",
    "acme, derby, v1, 895000000, false",
    "acme, other, v0, 895000000, false",
    "else, derby, v0, 895000000, false"
  })
  void coversItsRange(String tenant, String event, String representation, long n, boolean covers) {
    SegmentAddress address = new SegmentAddress(Track.of(tenant, event, representation), n);
    assertThat(Samples.mask().covers(address)).isEqualTo(covers);
  }

  @Test
  void aStarCoversEveryRepresentation() {
    Mask all = new Mask("acme", "derby", "m1", "a", Mask.ALL, 7, 7, "");
    assertThat(all.covers(new SegmentAddress(Track.of("acme", "derby", "v9"), 7))).isTrue();
    assertThat(all.covers(new SegmentAddress(Track.of("acme", "other", "v9"), 7))).isFalse();
    assertThat(Samples.mask().coversRepresentation("v9")).isFalse();
  }

  @Provide
  Arbitrary<Mask> masks() {
    return Generators.masks();
  }

  @Property(tries = 300)
  void readsWhatItWrites(@ForAll("masks") Mask mask) {
    assertThat(ControlJson.readMask(ControlJson.write(mask))).isEqualTo(mask);
    assertThat(ControlJson.readOperatorMask(ControlJson.write(mask))).isEqualTo(mask);
  }

  private static ObjectNode golden() {
    return (ObjectNode) Samples.tree(Samples.goldenLine("control-mask.json"));
  }
}
