package io.liveorigin.serving.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.event.Representation;
import io.liveorigin.contract.schedule.NumberRange;
import io.liveorigin.serving.support.FakeIndex;
import io.liveorigin.serving.support.Samples;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AverageRatesTest {
  private static final LiveEvent NEWS = Samples.news();
  private static final List<Representation> VIDEO =
      List.of(NEWS.definition().representation("v0").orElseThrow());

  /** Whole seconds are whole thousands of bytes: four segments of 2 s. */
  private static final NumberRange PERIOD = new NumberRange(100, 103);

  private final FakeIndex index = new FakeIndex();
  private final AverageRates averages = new AverageRates();

  private static SegmentAddress address(long number) {
    return new SegmentAddress(Samples.V0, number);
  }

  private void decide(long number, int revision, int size) {
    index.decisions.put(
        address(number),
        Samples.decision(
            address(number),
            revision,
            Samples.candidate(address(number), "a", Samples.bytes(size, number), 0)));
  }

  @BeforeEach
  void published() {
    for (long number = PERIOD.first(); number <= PERIOD.last(); number++) {
      decide(number, 1, 1_000);
    }
  }

  private AverageRates.Found measure() {
    return averages.measure(NEWS, VIDEO, PERIOD, index);
  }

  private static AverageRates.Found video(long rate) {
    return new AverageRates.Found.Rates(Map.of("v0", rate));
  }

  @Test
  void itIsMeasuredOnceForAllWhoAsk() {
    assertThat(measure()).isEqualTo(video(4_000));
    int lookups = index.lookups.get();
    assertThat(measure()).isEqualTo(video(4_000));
    assertThat(index.lookups).hasValue(lookups);
  }

  @Test
  void itIsMeasuredAnewWhenADecisionIsRevised() {
    measure();
    decide(101, 2, 2_000);
    averages.accepted(address(101));
    assertThat(measure()).isEqualTo(video(5_000));
  }

  @Test
  void whatIsDecidedBehindThePeriodChangesNothing() {
    measure();
    int lookups = index.lookups.get();
    averages.accepted(address(104));
    measure();
    assertThat(index.lookups).hasValue(lookups);
  }

  @Test
  void aRevisionThatComesWhileItIsMeasuredIsNotMissed() {
    index.afterLook =
        () -> {
          index.afterLook = () -> {};
          decide(100, 2, 2_000);
          averages.accepted(address(100));
        };
    measure();
    assertThat(measure()).isEqualTo(video(5_000));
  }

  /** It does not hear of what is decided meanwhile. */
  @Test
  void whereAPartitionWasLostItIsMeasuredAnew() {
    measure();
    averages.lost(Samples.A0::equals);
    decide(101, 2, 2_000);
    assertThat(measure()).isEqualTo(video(4_000));
    averages.lost(Samples.V0::equals);
    assertThat(measure()).isEqualTo(video(5_000));
  }

  @Test
  void anIndexThatCannotBeAskedIsNoAbsence() {
    index.unavailable = Optional.of("restoring");
    assertThat(measure()).isEqualTo(new AverageRates.Found.Unavailable("restoring"));
    index.unavailable = Optional.empty();
    assertThat(measure()).isEqualTo(video(4_000));
  }

  /** A node that lags a moment later needs it. */
  @Test
  void troubleDoesNotTakeAwayWhatWasMeasured() {
    measure();
    averages.lost(Samples.V0::equals);
    index.unavailable = Optional.of("restoring");
    assertThat(measure()).isEqualTo(new AverageRates.Found.Unavailable("restoring"));
    assertThat(averages.remembered(NEWS, VIDEO, PERIOD)).isEqualTo(video(4_000));
  }

  @Test
  void whatWasMeasuredIsRememberedUntilTheEventEnds() {
    assertThat(averages.remembered(NEWS, VIDEO, PERIOD))
        .isInstanceOf(AverageRates.Found.Unavailable.class);
    measure();
    averages.lost(track -> true);
    assertThat(averages.remembered(NEWS, VIDEO, PERIOD)).isEqualTo(video(4_000));
    averages.forget(Samples.V0::equals);
    assertThat(averages.remembered(NEWS, VIDEO, PERIOD))
        .isInstanceOf(AverageRates.Found.Unavailable.class);
  }
}
