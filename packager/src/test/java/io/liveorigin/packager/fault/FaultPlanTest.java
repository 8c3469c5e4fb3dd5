package io.liveorigin.packager.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.schedule.Schedule;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.media.edit.Sample;
import io.liveorigin.media.edit.SampleEditor;
import io.liveorigin.packager.clip.Clip;
import io.liveorigin.packager.clip.ClipSegment;
import io.liveorigin.packager.clip.ClipTrack;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class FaultPlanTest {
  private static final long FIRST = 895_000_000L;
  private static final Schedule SCHEDULE = Clip.eventDefinition("t", "e", List.of("a")).schedule();
  private final ClipTrack audio = Clip.load().track("a96").orElseThrow();
  private final ClipSegment segment = audio.segment(FIRST + 5, SCHEDULE);

  @Test
  void whatNoRuleCoversIsSentAsItIs() {
    FaultPlan faults = script("{action: drop, pipeline: a, representation: v360, numbers: +5}");

    for (FaultOutcome outcome :
        List.of(
            faults.apply("b", "v360", FIRST + 5, segment),
            faults.apply("a", "a96", FIRST + 5, segment),
            faults.apply("a", "v360", FIRST + 4, segment),
            faults.apply("a", "v360", FIRST + 6, segment),
            faults.apply("a", "v360", 5, segment))) {
      FaultOutcome.Sent sent = (FaultOutcome.Sent) outcome;
      assertThat(sent.bytes()).isEqualTo(segment.bytes());
      assertThat(sent.declared()).isEmpty();
      assertThat(sent.delayMillis()).isZero();
    }
    assertThat(faults.apply("a", "v360", FIRST + 5, segment))
        .isEqualTo(new FaultOutcome.Withheld());
  }

  @Test
  void rangesHaveBothEnds() {
    assertThat(withheld("{action: silent, numbers: +2..+4}")).containsExactly(2L, 3L, 4L);
    assertThat(withheld("{action: drop, numbers: 895000001..895000003}"))
        .containsExactly(1L, 2L, 3L);
    assertThat(withheld("{action: drop, numbers: 895000007}")).containsExactly(7L);
    assertThat(withheld("{action: drop}")).hasSize(10);
  }

  @Test
  void truncatesToAFractionButNeverToNothing() {
    byte[] half = sent("{action: truncate, fraction: 0.5}").bytes();

    assertThat(half).isEqualTo(Arrays.copyOf(segment.bytes(), segment.bytes().length / 2));
    assertThat(sent("{action: truncate, fraction: 0.0000001}").bytes()).hasSize(1);
  }

  @Test
  void shiftsTheDecodeTimeByTicksOrTime() {
    assertThat(decodeTime(sent("{action: shift-tfdt, ticks: -3003}")))
        .isEqualTo(segment.decodeTime() - 3003);
    assertThat(decodeTime(sent("{action: shift-tfdt, by: PT0.4S}")))
        .isEqualTo(segment.decodeTime() + 19_200);
    assertThat(decodeTime(sent("{action: shift-tfdt, by: PT-0.4S}")))
        .isEqualTo(segment.decodeTime() - 19_200);
  }

  @Test
  void neverShiftsBeforeZero() {
    ClipSegment early = audio.segment(1, SCHEDULE);
    FaultOutcome outcome = script("{action: shift-tfdt, by: PT-10S}").apply("a", "a96", 1, early);

    assertThat(decodeTime((FaultOutcome.Sent) outcome)).isZero();
  }

  @Test
  void losesAsManySamplesAsLastThatLong() {
    assertThat(samples("{action: lose-samples, by: PT0.8S}")).isEqualTo(94 - 38);
    assertThat(samples("{action: lose-end, by: PT0.001S}")).as("at least one").isEqualTo(93);
    assertThat(samples("{action: lose-start, by: PT1H}")).as("one is left").isEqualTo(1);
    assertThat(samples("{action: lose-samples, count: 1000}")).as("one is left").isEqualTo(1);
    assertThat(samples("{action: lose-samples, count: 93}, {action: lose-end, count: 1}"))
        .as("there is nothing more to lose")
        .isEqualTo(1);
  }

  @Test
  void losesInTheMiddleAndStretchesTheSampleBefore() {
    List<Sample> left = SampleEditor.of(sent("{action: lose-samples, count: 4}").bytes()).samples();

    assertThat(left.get(44).duration()).isEqualTo(5 * 1024);
    assertThat(left).filteredOn(s -> s.duration() != 1024).hasSize(1);
  }

  @Test
  void mediaFaultsApplyInTheOrderOfTheScript() {
    assertThat(samples("{action: halve-rate}, {action: excess-samples, count: 2}")).isEqualTo(49);
    assertThat(samples("{action: excess-samples, count: 2}, {action: halve-rate}")).isEqualTo(48);
  }

  @Test
  void whatBreaksTheBoxesComesLast() {
    byte[] broken =
        sent("{action: truncate, fraction: 0.5}, {action: malform}, {action: halve-rate}").bytes();
    byte[] halved = sent("{action: halve-rate}").bytes();

    assertThat(broken).hasSize(halved.length / 2);
    int trun = new String(halved, StandardCharsets.ISO_8859_1).indexOf("trun");
    halved[trun - 1] = 4;
    halved[trun - 2] = 0;
    assertThat(broken).isEqualTo(Arrays.copyOf(halved, broken.length));
  }

  @Test
  void isRepublishedWithOtherBytesEachTime() {
    FaultOutcome.Sent sent = sent("{action: republish}, {action: republish}, {action: halve-rate}");

    int length = sent("{action: halve-rate}").bytes().length;
    assertThat(sent.uploads())
        .extracting(bytes -> bytes.length)
        .containsExactly(length, length + 8, length + 16);
  }

  @Test
  void anotherInitSegmentIsForWhomTheRuleIs() {
    byte[] init = audio.init();
    FaultPlan faults = script("{action: other-init, pipeline: b, representation: a96}");

    assertThat(faults.applyToInit("a", "a96", init)).isEqualTo(init);
    assertThat(faults.applyToInit("b", "v360", init)).isEqualTo(init);
    assertThat(faults.applyToInit("b", "a96", init)).isNotEqualTo(init);
    assertThat(script("{action: drop}").applyToInit("b", "a96", init)).isEqualTo(init);
    FaultOutcome.Sent media = (FaultOutcome.Sent) faults.apply("b", "a96", FIRST + 5, segment);
    assertThat(media.bytes()).isEqualTo(segment.bytes());
  }

  @Test
  void severalRulesApplyTogether() {
    FaultOutcome.Sent sent =
        sent(
            "{action: delay, by: PT1S}, {action: delay, by: PT2S},"
                + "{action: truncate, fraction: 0.9}, {action: truncate, fraction: 0.25},"
                + "{action: shift-tfdt, ticks: 5}, {action: shift-tfdt, ticks: 6},"
                + "{action: declare, defects: x-one}, {action: declare, defects: x-two;n=1}");

    assertThat(sent.delayMillis()).isEqualTo(3000);
    assertThat(sent.bytes()).hasSize(segment.bytes().length / 4);
    assertThat(decodeTime(sent)).isEqualTo(segment.decodeTime() + 11);
    assertThat(sent.declared()).extracting(Defect::name).containsExactly("x-one", "x-two");
  }

  @Test
  void doesNotChangeTheSegmentThatItIsGiven() {
    byte[] before = segment.bytes().clone();
    sent("{action: shift-tfdt, ticks: 5}, {action: truncate, fraction: 0.5}");

    assertThat(segment.bytes()).isEqualTo(before);
  }

  private List<Long> withheld(String rule) {
    FaultPlan faults = script(rule);
    return LongStream.range(0, 10)
        .filter(i -> faults.apply("a", "a96", FIRST + i, segment) instanceof FaultOutcome.Withheld)
        .boxed()
        .toList();
  }

  private int samples(String rules) {
    return SampleEditor.of(sent(rules).bytes()).samples().size();
  }

  private FaultOutcome.Sent sent(String rules) {
    return (FaultOutcome.Sent) script(rules).apply("a", "a96", FIRST + 5, segment);
  }

  private static FaultPlan script(String rules) {
    return FaultScript.parse(("faults: [" + rules + "]").getBytes(StandardCharsets.UTF_8))
        .startingAt(FIRST);
  }

  /** Found by its name, not by our own reader. The clip's tfdt has version 1. */
  private static long decodeTime(FaultOutcome.Sent sent) {
    int at = new String(sent.bytes(), StandardCharsets.ISO_8859_1).indexOf("tfdt");
    return ByteBuffer.wrap(sent.bytes()).getLong(at + 8);
  }
}
