package io.liveorigin.serving.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.event.Representation;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.serving.support.FakeIndex;
import io.liveorigin.serving.support.Samples;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** With the window of an hour the blocks at the edge 2,000 begin with 1,024, 1,792 and 1,984. */
class ReferenceTimeFinderTest {
  private static final LiveEvent NEWS =
      LiveEvent.of(Samples.definition(Samples.NEWS.replace("PT60S", "PT1H")));
  private static final List<Representation> VIDEO =
      List.of(NEWS.definition().representation("v0").orElseThrow());
  private static final long EDGE = 2_000;

  private final FakeIndex index = new FakeIndex();
  private final ReferenceTimeFinder times = new ReferenceTimeFinder();

  private static SegmentAddress address(long number) {
    return new SegmentAddress(Samples.V0, number);
  }

  private static long clock(long number) {
    return NEWS.schedule().mediaEnd(number) + 300;
  }

  private Candidate candidate(long number) {
    return Samples.candidate(address(number), "a", Samples.bytes(10, number), 0);
  }

  private void encoded(long number, int revision, long clock) {
    index.decisions.put(
        address(number),
        Samples.decision(
            address(number), revision, Samples.encoded(candidate(number), number, clock)));
  }

  private Optional<Long> number() {
    return time().map(ReferenceTime::number);
  }

  private Optional<ReferenceTime> time() {
    return Optional.ofNullable(times.find(NEWS, VIDEO, EDGE, Optional.of(index)).get("v0"));
  }

  private Map<String, ReferenceTime> lagging() {
    return times.find(NEWS, VIDEO, EDGE, Optional.empty());
  }

  @Test
  void itIsThatOfTheLargestBlockThatHasOneAtItsBeginning() {
    assertThat(number()).isEmpty();
    encoded(1_986, 1, clock(1_986));
    times.accepted(address(1_986));
    assertThat(number()).contains(1_986L);
    encoded(1_795, 1, clock(1_795));
    times.accepted(address(1_795));
    assertThat(number()).contains(1_795L);
    encoded(1_024 + 4, 1, clock(1_028));
    times.accepted(address(1_028));
    assertThat(number()).as("the first four count").contains(1_795L);
  }

  @Test
  void itIsLookedUpOnceForAllWhoAsk() {
    encoded(1_024, 1, clock(1_024));
    time();
    assertThat(index.lookups).hasValue(1);
    time();
    assertThat(index.lookups).hasValue(1);
  }

  @Test
  void aRevisionIsTakenAndIsWhatChangedIt() {
    encoded(1_024, 1, clock(1_024));
    assertThat(time().map(ReferenceTime::wallClock)).contains(clock(1_024));
    encoded(1_024, 2, clock(1_024) + 50);
    times.accepted(address(1_024));
    assertThat(time().map(ReferenceTime::wallClock)).contains(clock(1_024) + 50);
    assertThat(time().map(ReferenceTime::since)).contains(1_700_000_000_000L);
  }

  @Test
  void whereAPartitionWasLostItIsLookedUpAnew() {
    encoded(1_024, 1, clock(1_024));
    time();
    encoded(1_024, 2, clock(1_024) + 50);
    times.lost(Samples.V0::equals);
    assertThat(time().map(ReferenceTime::wallClock)).contains(clock(1_024) + 50);
  }

  @Test
  void anIndexThatCannotBeAskedSaysNothing() {
    encoded(1_024, 1, clock(1_024));
    index.unavailable = Optional.of("restoring");
    assertThat(time()).isEmpty();
    index.unavailable = Optional.empty();
    assertThat(number()).contains(1_024L);
  }

  @Test
  void aNodeThatLagsSaysWhatItKnowsUntilTheEventEnds() {
    encoded(1_024, 1, clock(1_024));
    assertThat(lagging()).isEmpty();
    time();
    times.lost(track -> true);
    assertThat(lagging()).containsKey("v0");
    times.forget(Samples.V0::equals);
    assertThat(lagging()).isEmpty();
  }
}
