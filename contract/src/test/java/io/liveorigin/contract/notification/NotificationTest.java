package io.liveorigin.contract.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.liveorigin.contract.address.NameRules;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.control.ControlJson;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.support.Samples;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NotificationTest {
  record Refused(String key, String value, String message) {}

  static List<Refused> refused() {
    String name = " must be 1 to 64 of A-Z a-z 0-9 . _ -";
    String key = "key must be 1 to 48 of a-z 0-9 _ . - and start with a letter, but is '";
    String range = "from and to must be 0 <= from <= to <= 1000000000000, but are ";
    return List.of(
        new Refused("tenant", "null", "tenant" + name),
        new Refused("event", "\"a/b\"", "event" + name),
        new Refused("id", "\"a b\"", "id" + name),
        new Refused("key", "null", key + "null"),
        new Refused("key", "\"\"", key),
        new Refused("key", "\"Ad\"", key + "Ad"),
        new Refused("key", "\"*\"", key),
        new Refused("key", "\"a\\r\\nSet-Cookie: x=1\"", key),
        new Refused("key", "\"a=1,b\"", key),
        new Refused("key", "\"" + "a".repeat(49) + "\"", key),
        new Refused("value", "null", "value must have at most 256 printable ASCII characters"),
        new Refused("value", "\"" + "a".repeat(257) + "\"", "but has 257"),
        new Refused("value", "\"caf\u00e9\"", "has U+00E9 at 3; percent-encode other characters"),
        new Refused("value", "\"x\\r\\nSet-Cookie: x=1\"", "has U+000D at 1"),
        new Refused("value", "\"a\\u0000\"", "has U+0000 at 1"),
        new Refused("value", "\"a\\u007f\"", "has U+007F at 1"),
        new Refused("from", "-1", range + "-1 and"),
        new Refused("from", "null", "from"),
        new Refused("from", "1.5", "from"),
        new Refused("from", "895000015", range + "895000015 and 895000014"),
        new Refused("to", "1000000000001", range),
        new Refused("source", "\"viewer\"", "source must be operator or packager"),
        new Refused("revoked", "\"perhaps\"", "revoked"));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void refusesWhatNoHeaderCarriesAndNamesTheKey(Refused c) {
    ObjectNode json = golden();
    json.set(c.key(), Samples.tree(c.value().getBytes(StandardCharsets.UTF_8)));
    assertThatThrownBy(() -> ControlJson.readOperatorNotification(Samples.bytes(json)))
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
            Arrays.stream(Notification.class.getRecordComponents())
                .map(RecordComponent::getName)
                .toList());
  }

  @Test
  void anUnknownKeyIsRefused() {
    ObjectNode json = golden();
    json.put("untill", 7);
    assertThatThrownBy(() -> ControlJson.readOperatorNotification(Samples.bytes(json)))
        .hasMessageContaining("untill");
  }

  @Test
  void whatAnOperatorLeavesOutHasADefault() {
    ObjectNode json = golden();
    json.remove(List.of("to", "source", "revoked"));
    Notification read = ControlJson.readOperatorNotification(Samples.bytes(json));
    assertThat(read.to()).isEmpty();
    assertThat(read.last()).isEqualTo(Long.MAX_VALUE);
    assertThat(read.source()).isEqualTo(NotificationSource.OPERATOR);
    assertThat(read.revoked()).isFalse();
  }

  @Test
  void whatAPackagerAnnouncesHasAnIdThatFollowsFromKeyAndNumber() {
    Notification longest =
        Notification.announced(
            Samples.VIDEO.event(),
            "k".repeat(Notification.MAX_KEY),
            "",
            SegmentAddress.MAX_NUMBER,
            Optional.empty());
    assertThat(longest.id())
        .isEqualTo("k".repeat(48) + ".1000000000000")
        .matches(NameRules::isName);
    assertThat(Samples.announcement().id()).isEqualTo("programme.895000001");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "A", "a b"})
  void anAnnouncementIsRefusedByWhatIsWrongWithIt(String key) {
    assertThatThrownBy(
            () -> Notification.announced(Samples.VIDEO.event(), key, "x", 1, Optional.empty()))
        .isInstanceOfSatisfying(
            OriginException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_NOTIFICATION))
        .hasMessageStartingWith("key must be");
  }

  @Test
  void aPackagerRevokesNothing() {
    assertThat(Samples.announcement().revocation().source()).isEqualTo(NotificationSource.OPERATOR);
    ObjectNode json = golden();
    json.put("source", "packager").put("revoked", true);
    assertThatThrownBy(() -> ControlJson.readNotification(Samples.bytes(json)))
        .hasMessage("revoked must be false if source is packager");
  }

  private static ObjectNode golden() {
    return (ObjectNode) Samples.tree(Samples.goldenLine("control-notification.json"));
  }
}
