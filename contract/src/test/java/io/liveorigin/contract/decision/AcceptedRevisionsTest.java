package io.liveorigin.contract.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.address.Address;
import io.liveorigin.contract.address.InitAddress;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.support.Samples;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AcceptedRevisionsTest {
  private static final long N = Samples.SEGMENT.number();
  private static final SegmentAddress ONE = Samples.SEGMENT;
  private static final Track OTHER = Track.of("acme", "derby", "v1");

  private final AcceptedRevisions revisions = new AcceptedRevisions();

  @Test
  void theFirstRecordOfTheNextRevisionCounts() {
    assertThat(accept(ONE, 1)).isTrue();
    assertThat(accept(ONE, 1)).as("the same again").isFalse();
    assertThat(accept(ONE, 3)).as("a revision too far").isFalse();
    assertThat(accept(ONE, 2)).isTrue();
    assertThat(accept(ONE, 1)).as("an old one").isFalse();
    assertThat(accept(new SegmentAddress(OTHER, N), 1)).as("another address").isTrue();
    assertThat(accept(ONE, 3)).isTrue();
  }

  @Test
  void whatWasDeletedBeforeDoesNotHideWhatCameAfter() {
    assertThat(accept(ONE, 2)).isTrue();
    assertThat(accept(ONE, 2)).isFalse();
    assertThat(accept(ONE, 1)).as("a proposal that lost before the beginning").isFalse();
    assertThat(accept(ONE, 3)).isTrue();
  }

  @Test
  void whatHasLeftTheWindowIsForgottenAndNothingElse() {
    SegmentAddress next = new SegmentAddress(Samples.VIDEO, N + 1);
    SegmentAddress ofOther = new SegmentAddress(OTHER, N);
    InitAddress init = new InitAddress(Samples.VIDEO);
    List<Address> all = List.of(ONE, next, ofOther, init);
    all.forEach(address -> assertThat(accept(address, 1)).isTrue());

    revisions.forgetBelow(Samples.VIDEO, N + 1);

    assertThat(all.stream().filter(address -> accept(address, 1))).containsExactly(ONE);
  }

  private boolean accept(Address address, int revision) {
    return revisions.accept(
        new Decision(
            address,
            revision,
            Optional.empty(),
            Reason.LEAST_BAD,
            List.of(),
            List.of(),
            0,
            0,
            "c"));
  }
}
