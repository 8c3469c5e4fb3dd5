package io.liveorigin.serving.get;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.serving.answer.CachePolicy;
import io.liveorigin.serving.answer.MaxAges;
import io.liveorigin.serving.support.Samples;
import org.junit.jupiter.api.Test;

class SegmentContentTest {
  private final SegmentContent contents =
      new SegmentContent(new CachePolicy(MaxAges.standard()), "origin-1");
  private final SegmentAddress address = new SegmentAddress(Samples.V0, 42);
  private final Candidate winner = Samples.candidate(address, "a", Samples.bytes(10, 1), 1_000);
  private final Decision first = Samples.decision(address, 1, winner);

  @Test
  void whatAllRequestsAreToldIsMadeOnceForADecision() {
    LiveEvent event = Samples.news();

    assertThat(contents.head(event, first, winner)).isSameAs(contents.head(event, first, winner));
    assertThat(contents.head(event, Samples.decision(address, 2, winner), winner))
        .isNotSameAs(contents.head(event, first, winner));
  }

  @Test
  void anotherDefinitionMakesItAnew() {
    LiveEvent faster = LiveEvent.of(Samples.definition(Samples.NEWS.replace("2000500", "3000500")));
    contents.head(Samples.news(), first, winner);

    assertThat(contents.head(faster, first, winner).cmsdStatic()).contains("br=3001");
  }

  @Test
  void onlyTheFirstBytesOfAUrlHaveADate() {
    LiveEvent event = Samples.news();

    assertThat(contents.head(event, first, winner).head().modified()).hasValue(1_700_000_000L);
    assertThat(contents.head(event, Samples.decision(address, 2, winner), winner).head().modified())
        .isEmpty();
  }
}
