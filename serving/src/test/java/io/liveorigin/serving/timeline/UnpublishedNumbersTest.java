package io.liveorigin.serving.timeline;

import static io.liveorigin.serving.timeline.PublicationGap.State.FILLED;
import static io.liveorigin.serving.timeline.PublicationGap.State.GAP;
import static io.liveorigin.serving.timeline.PublicationGap.State.LATE;
import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.address.PipelineNameRules;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.decision.Listing;
import io.liveorigin.contract.decision.Reason;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.schedule.NumberRange;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.serving.support.FakeIndex;
import io.liveorigin.serving.support.Samples;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

class UnpublishedNumbersTest {
  /** It reaches over the boundaries of blocks of 64. */
  private static final NumberRange RANGE = new NumberRange(60, 200);

  private static final LiveEvent NEWS = Samples.news();

  private final FakeIndex index = new FakeIndex();
  private final UnpublishedNumbers numbers = new UnpublishedNumbers();

  private static SegmentAddress address(long number) {
    return new SegmentAddress(Samples.V0, number);
  }

  private static Decision by(String pipeline, long number, int revision) {
    return Samples.decision(
        address(number),
        revision,
        Samples.candidate(address(number), pipeline, Samples.bytes(10, number), 0));
  }

  private static Decision filled(long number) {
    return by(PipelineNameRules.ORIGIN, number, 1);
  }

  /** Its filler is empty. */
  private static Decision gap(long number) {
    Candidate filler =
        Samples.candidate(address(number), PipelineNameRules.ORIGIN, Samples.bytes(10, number), 0);
    return new Decision(
        address(number),
        1,
        Optional.of(filler),
        Reason.FILLED,
        List.of(filler),
        List.of(),
        0,
        77,
        "cell",
        0,
        Listing.GAP);
  }

  private void put(Decision... decisions) {
    for (Decision decision : decisions) {
      index.decisions.put(decision.address(), decision);
    }
  }

  private void accept(Decision decision) {
    put(decision);
    numbers.accepted((SegmentAddress) decision.address());
  }

  private SortedMap<Long, PublicationGap> found() {
    return numbers.among(NEWS, Samples.V0, RANGE, index);
  }

  @Test
  void whatIsFilledOrMissingIsNotPublished() {
    Candidate copy = Samples.candidate(address(128), "a", Samples.bytes(10, 1), 0);
    put(
        filled(59),
        by("a", 60, 1),
        filled(63),
        Samples.missing(address(64)),
        gap(127),
        Samples.masked(address(128), 2, copy),
        filled(200),
        filled(201));

    assertThat(found())
        .isEqualTo(
            Map.of(
                63L, new PublicationGap(FILLED, 1_700_000_000_000L),
                64L, new PublicationGap(GAP, 130_000),
                127L, new PublicationGap(GAP, 77),
                128L, new PublicationGap(GAP, 0),
                200L, new PublicationGap(FILLED, 1_700_000_000_000L)));
  }

  /** It may have replaced a filler; the first of all decisions replaced nothing. */
  @Test
  void aCopyThatCameLateIsKnownToBe() {
    long decided = NEWS.schedule().decided(100);
    put(
        arrived(100, 1, decided + 1),
        arrived(101, 2, decided + 2_000),
        arrived(102, 2, decided + 4_001));
    assertThat(found()).isEqualTo(Map.of(102L, new PublicationGap(LATE, 1_700_000_000_000L)));
  }

  private static Decision arrived(long number, int revision, long arrival) {
    return Samples.decision(
        address(number),
        revision,
        Samples.candidate(address(number), "a", Samples.bytes(10, number), arrival));
  }

  @Test
  void aNumberIsLookedUpOnceForAllWhoAsk() {
    put(filled(100));
    SortedMap<Long, PublicationGap> first = found();
    assertThat(index.lookups).hasValue(141);

    assertThat(found()).isEqualTo(first);
    assertThat(index.lookups).hasValue(141);
    accept(by("a", 199, 1));
    assertThat(found()).isEqualTo(first);
    assertThat(index.lookups).hasValue(142);
  }

  @Test
  void aNumberThatIsRevisedIsLookedUpAgain() {
    put(filled(100));
    assertThat(found()).containsOnlyKeys(100L);
    accept(by("b", 100, 2));
    assertThat(found()).isEmpty();
    accept(Samples.missing(address(100)));
    assertThat(found()).containsOnlyKeys(100L);
  }

  @Test
  void aRevisionThatComesWhileItIsLookedUpIsNotMissed() {
    put(filled(60));
    index.afterLook =
        () -> {
          index.afterLook = () -> {};
          accept(by("a", 60, 2));
        };
    found();
    assertThat(found()).isEmpty();
  }

  /** An early look does not undo the finding of a later one. */
  @Test
  void anOlderAnswerDoesNotReplaceANewerOne() {
    put(filled(60));
    index.afterLook =
        () -> {
          index.afterLook = () -> {};
          accept(by("a", 60, 2));
          assertThat(found()).isEmpty();
        };
    assertThat(found()).isEmpty();
    assertThat(found()).isEmpty();
  }

  /** It does not hear of what is decided meanwhile. */
  @Test
  void whereAPartitionWasLostAllIsLookedUpAgain() {
    found();
    numbers.lost(Samples.A0::equals);
    put(filled(100));
    assertThat(found()).isEmpty();
    numbers.lost(Samples.V0::equals);
    assertThat(found()).containsOnlyKeys(100L);
  }

  @Test
  void whereTheIndexCannotBeAskedWhatWasKnownCounts() {
    put(filled(100));
    found();
    accept(by("a", 100, 2));
    put(filled(101));
    numbers.lost(track -> true);
    index.unavailable = Optional.of("restoring");
    assertThat(found()).containsOnlyKeys(100L);
    index.unavailable = Optional.empty();
    assertThat(found()).containsOnlyKeys(101L);
  }

  @Test
  void whatWasFoundIsRememberedUntilTheEventEnds() {
    put(filled(100));
    assertThat(numbers.remembered(Samples.V0, RANGE)).isEmpty();
    found();
    int lookups = index.lookups.get();
    numbers.lost(track -> true);
    assertThat(numbers.remembered(Samples.V0, RANGE)).containsOnlyKeys(100L);
    assertThat(numbers.remembered(Samples.V0, new NumberRange(101, 200))).isEmpty();
    assertThat(numbers.remembered(Samples.A0, RANGE)).isEmpty();
    numbers.forget(Samples.V0::equals);
    assertThat(numbers.remembered(Samples.V0, RANGE)).isEmpty();
    assertThat(index.lookups).hasValue(lookups);
  }
}
