package io.liveorigin.contract.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class NameRulesTest {
  @ParameterizedTest
  @ValueSource(strings = {"a", "0", "v0", "1080p60", "a.b_c-d", "A", "stream-1.main"})
  void acceptsWhatIsSafeEverywhere(String name) {
    assertThat(NameRules.require("tenant", name)).isEqualTo(name);
    assertThat(Track.of(name, name, name).key()).isEqualTo(name + "/" + name + "/" + name);
  }

  @Test
  void acceptsSixtyFourCharacters() {
    assertThat(NameRules.isName("a".repeat(NameRules.MAX_LENGTH))).isTrue();
    assertThat(NameRules.isName("a".repeat(NameRules.MAX_LENGTH + 1))).isFalse();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "", ".", "..", "-a", "_a", ".a", "a b", "a/b", "a\\b", "a%2f", "a\n", "é", "*", "a#b"
      })
  void refusesAllElseAndNamesTheKey(String name) {
    assertThatThrownBy(() -> NameRules.require("tenant", name))
        .isInstanceOfSatisfying(
            OriginException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MALFORMED_PATH))
        .hasMessageStartingWith("tenant must be 1 to 64 of")
        .hasMessageEndingWith("'" + name + "'");
  }

  /** A name is a topic suffix, a header value and a path segment without any escaping. */
  @Property
  void aNameNeedsNoEscaping(@ForAll String text) {
    if (NameRules.isName(text)) {
      assertThat(text).matches("\\p{ASCII}+").doesNotContain("/", "%", " ", "#", "$", "\"");
    }
  }

  @Test
  void eventIdsAndTracksReadWhatTheyWrite() {
    Track track = Track.of("acme", "derby", "v0");
    assertThat(Track.parse(track.key())).isEqualTo(track);
    assertThat(EventId.parse(track.event().toString())).isEqualTo(track.event());
    assertThat(track).hasToString("acme/derby/v0");
    assertThat(new SegmentAddress(track, 7)).hasToString("acme/derby/v0/7");
    assertThat(new InitAddress(track)).hasToString("acme/derby/v0/init");
    assertThat(track).isLessThan(Track.of("acme", "derby", "v1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "a/b", "a/b/c/d", "/b/c", "a//c", "a/b/", "a/b/c#d"})
  void refusesOtherTrackKeys(String key) {
    assertThatThrownBy(() -> Track.parse(key)).isInstanceOf(OriginException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "/", "a/", "/b", "a/b/c", "a b/c"})
  void refusesOtherEventIds(String text) {
    assertThatThrownBy(() -> EventId.parse(text)).isInstanceOf(OriginException.class);
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, Long.MIN_VALUE, SegmentAddress.MAX_NUMBER + 1, Long.MAX_VALUE})
  void refusesNumbersBeyondTheArithmetic(long number) {
    assertThatThrownBy(() -> new SegmentAddress(Track.of("a", "b", "c"), number))
        .isInstanceOfSatisfying(
            OriginException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.NUMBER_OUTSIDE_SCHEDULE))
        .hasMessageContaining("0 to " + SegmentAddress.MAX_NUMBER);
  }
}
