package io.liveorigin.selector.judge;

import static io.liveorigin.selector.judge.TrackSamples.clean;
import static io.liveorigin.selector.judge.TrackSamples.facts;
import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.segment.Facts;
import io.liveorigin.contract.segment.TrackFacts;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class CadenceTest {
  private static Optional<Cadence> learned(int segments) {
    Optional<Cadence> cadence = Optional.empty();
    for (int n = 0; n < segments; n++) {
      cadence = Cadence.learn(cadence, clean(n, "x"), n);
    }
    return cadence;
  }

  /**
   * Returns facts of a segment that lost every second frame: nothing in the segment alone is
   * conspicuous.
   */
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

  /** After a minute of the slower cadence it no longer counts as loss: the source has changed. */
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

  /** A redelivered record arrives after its own effect on the store. */
  @Test
  void nothingIsLearnedTwice() {
    Optional<Cadence> known = learned(3);
    assertThat(Cadence.learn(known, clean(2, "x"), 2)).isEqualTo(known);
    assertThat(Cadence.learn(known, clean(1, "x"), 1)).isEqualTo(known);
  }

  /** Returns facts with one frame missing, while the frame before it lasts twice as long. */
  private static Facts oneMissing() {
    return uneven(49, 25_600);
  }

  private static Facts uneven(long samples, long duration) {
    TrackFacts track = new TrackFacts(1, 12_800, 0, samples, duration, 512, true);
    return new Facts(
        List.of(track),
        List.of(),
        1,
        OptionalLong.empty(),
        Optional.of(TrackSamples.setup("x")),
        false,
        false);
  }

  @Test
  void aSingleFrameIsMissedWhereAllWereEven() {
    assertThat(learned(4).orElseThrow().missing(oneMissing())).isEqualTo(1);
    assertThat(learned(4).orElseThrow().missing(uneven(30, 25_600))).isEqualTo(20);
    assertThat(learned(3).orElseThrow().missing(oneMissing())).isZero();
  }

  @Test
  void oneSampleThatLastsAsLongAsAllIsMissed() {
    TrackFacts one = new TrackFacts(1, 12_800, 0, 1, 25_600, 25_600, true);
    Facts facts =
        new Facts(
            List.of(one),
            List.of(),
            1,
            OptionalLong.empty(),
            Optional.of(TrackSamples.setup("x")),
            false,
            false);
    assertThat(learned(4).orElseThrow().missing(facts)).isEqualTo(49);
  }

  /** No frame counts as missing at a variable rate, nor for a minute after. */
  @Test
  void ofAVariableRateNothingIsMissed() {
    Optional<Cadence> cadence = Optional.empty();
    for (int n = 0; n < 200; n++) {
      assertThat(cadence.map(c -> c.missing(oneMissing())).orElse(0L)).isZero();
      cadence = Cadence.learn(cadence, n % 20 == 0 ? oneMissing() : clean(n, "x"), n);
    }
    for (int n = 200; n < 230; n++) {
      cadence = Cadence.learn(cadence, clean(n, "x"), n);
    }
    assertThat(cadence.orElseThrow().missing(oneMissing())).isEqualTo(1);
  }

  /** Recording it for each segment would be a million identical writes a day. */
  @Test
  void aVariableRateIsRecordedOnce() {
    Cadence first = Cadence.learn(Optional.empty(), oneMissing(), 1).orElseThrow();
    Cadence second = Cadence.learn(Optional.of(first), uneven(40, 25_600), 2).orElseThrow();
    assertThat(second.sameExceptLastNumber(first)).isTrue();
  }

  /** Values that no media can have would overflow the computations with them. */
  @Test
  void absurdValuesAreNotJudged() {
    TrackFacts absurd =
        new TrackFacts(1, 12_800, 0, 100_000, 214_748_300_000_000L, 2_147_483_000, true);
    Facts facts = new Facts(List.of(absurd), List.of(), 1);
    assertThat(Cadence.learn(Optional.empty(), facts, 1)).isEmpty();
    assertThat(learned(4).orElseThrow().missing(facts)).isZero();
  }
}
