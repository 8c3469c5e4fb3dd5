package io.liveorigin.selector.judge;

import static io.liveorigin.selector.judge.TrackSamples.clean;
import static io.liveorigin.selector.judge.TrackSamples.facts;
import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.segment.Facts;
import io.liveorigin.contract.segment.TrackFacts;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CadenceTest {
  private static Optional<Cadence> learned(int segments) {
    Optional<Cadence> cadence = Optional.empty();
    for (int n = 0; n < segments; n++) {
      cadence = Cadence.learn(cadence, clean(n, "x"), n);
    }
    return cadence;
  }

  /** Every second frame is lost, evenly: nothing in the segment alone is odd. */
  private static Facts halved(long number, String setup) {
    return facts(number * TrackSamples.SEGMENT, 25, 1024, setup);
  }

  @Test
  void everySecondFrameIsMissedOnceTheCadenceIsKnown() {
    assertThat(learned(3).orElseThrow().missing(halved(4, "x"))).isZero();
    assertThat(learned(4).orElseThrow().missing(halved(4, "x"))).isEqualTo(25);
    assertThat(learned(4).orElseThrow().missing(clean(4, "x"))).isZero();
  }

  @Test
  void aFasterCadenceIsBelievedAtOnce() {
    Facts doubled = facts(5 * TrackSamples.SEGMENT, 100, 256, "x");
    assertThat(Cadence.learn(learned(4), doubled, 5).orElseThrow().sampleDuration()).isEqualTo(256);
  }

  /** A minute of nothing else is no loss any more: the source has changed. */
  @Test
  void aSlowerCadenceIsBelievedAfterAMinute() {
    Optional<Cadence> cadence = learned(4);
    for (int n = 5; n < 5 + Cadence.BELIEVED; n++) {
      assertThat(cadence.orElseThrow().missing(halved(n, "x"))).isEqualTo(25);
      cadence = Cadence.learn(cadence, halved(n, "x"), n);
    }
    assertThat(cadence.orElseThrow().missing(halved(99, "x"))).isZero();
  }

  @Test
  void oneCleanSegmentEndsTheDoubt() {
    Optional<Cadence> cadence = learned(4);
    for (int n = 5; n < 100; n++) {
      Facts facts = n % 20 == 0 ? clean(n, "x") : halved(n, "x");
      cadence = Cadence.learn(cadence, facts, n);
    }
    assertThat(cadence.orElseThrow().missing(halved(100, "x"))).isEqualTo(25);
  }

  @Test
  void anotherInitSegmentIsAnotherEncoderSetting() {
    Optional<Cadence> known = learned(4);
    assertThat(known.orElseThrow().missing(halved(5, "y"))).isZero();
    Cadence anew = Cadence.learn(known, halved(5, "y"), 5).orElseThrow();
    assertThat(anew.sampleDuration()).isEqualTo(1024);
    assertThat(anew.seen()).isEqualTo(1);
  }

  /** A redelivery comes after its own effect on the store. */
  @Test
  void nothingIsLearnedTwice() {
    Optional<Cadence> known = learned(3);
    assertThat(Cadence.learn(known, clean(2, "x"), 2)).isEqualTo(known);
    assertThat(Cadence.learn(known, clean(1, "x"), 1)).isEqualTo(known);
  }

  @Test
  void unevenSegmentsTeachNothing() {
    TrackFacts stretched = new TrackFacts(1, 12_800, 0, 30, 25_600, 512, true);
    Facts uneven = new Facts(List.of(stretched), List.of(), 1);
    assertThat(Cadence.learn(Optional.empty(), uneven, 1)).isEmpty();
    assertThat(learned(4).orElseThrow().missing(uneven)).isZero();
  }
}
