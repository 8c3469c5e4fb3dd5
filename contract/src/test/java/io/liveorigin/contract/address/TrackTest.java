package io.liveorigin.contract.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.support.Generators;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class TrackTest {
  private static final EventId EVENT = new EventId("acme", "derby");

  @Provide
  Arbitrary<Track> tracks() {
    return Generators.tracks();
  }

  @Property
  void isReadFromItsIdentity(@ForAll("tracks") Track track) {
    assertThat(Track.ofIdentity(track.identity())).isEqualTo(track);
  }

  @Property
  void anotherIncarnationIsAnotherTrackWithTheSameKey(@ForAll("tracks") Track track) {
    Track next = new Track(track.event(), track.representation(), track.incarnation() + 1);
    assertThat(next).isNotEqualTo(track).isGreaterThan(track);
    assertThat(next.identity()).isNotEqualTo(track.identity());
    assertThat(next.key()).isEqualTo(track.key());
  }

  /** Records that earlier versions stored are found under the same keys. */
  @Test
  void withoutAnIncarnationTheIdentityIsTheKey() {
    assertThat(new Track(EVENT, "v0", 0).identity()).isEqualTo("acme/derby/v0");
  }

  @Test
  void aSpoiltIdentityIsRefused() {
    assertThatThrownBy(() -> Track.ofIdentity("acme/derby/v0@x"))
        .isInstanceOf(OriginException.class)
        .hasMessageContaining("must be tenant/event/representation@incarnation");
  }
}
