package io.liveorigin.standalone.analyse.read;

import static io.liveorigin.standalone.analyse.Records.N;
import static io.liveorigin.standalone.analyse.Records.address;
import static io.liveorigin.standalone.analyse.Records.copy;
import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.decision.Reason;
import io.liveorigin.standalone.analyse.Records;
import org.junit.jupiter.api.Test;

class AcceptedRevisionsTest {
  private final AcceptedRevisions revisions = new AcceptedRevisions();

  @Test
  void theFirstRecordOfTheNextRevisionCounts() {
    SegmentAddress one = address("v0", N);
    assertThat(accept(one, 1)).isTrue();
    assertThat(accept(one, 1)).as("the same again").isFalse();
    assertThat(accept(one, 3)).as("a revision too far").isFalse();
    assertThat(accept(one, 2)).isTrue();
    assertThat(accept(one, 1)).as("an old one").isFalse();
    assertThat(accept(address("v1", N), 1)).as("another address").isTrue();
    assertThat(accept(one, 3)).isTrue();
  }

  @Test
  void whatWasDeletedBeforeDoesNotHideWhatCameAfter() {
    SegmentAddress one = address("v0", N);
    assertThat(accept(one, 2)).isTrue();
    assertThat(accept(one, 2)).isFalse();
    assertThat(accept(one, 3)).isTrue();
  }

  private boolean accept(SegmentAddress address, int revision) {
    return revisions.accept(
        Records.decision(address, revision, "a", Reason.PREFERRED_VALID, copy("a", N, -5)));
  }
}
