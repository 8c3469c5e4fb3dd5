package io.liveorigin.packager.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.DefectKind;
import io.liveorigin.contract.segment.DefectSource;
import io.liveorigin.packager.clip.Clip;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FaultScriptTest {
  @Test
  void readsEveryAction() {
    FaultScript script =
        parse(
            """
            faults:
              - {action: drop, pipeline: a, representation: v360, numbers: 885000000}
              - {action: silent, pipeline: b, numbers: "+20..+24"}
              - {action: delay, by: PT3S, numbers: 885000000..885000004}
              - {action: truncate, fraction: 0.5, numbers: +5}
              - {action: shift-tfdt, ticks: -3003}
              - {action: shift-tfdt, by: PT0.4S}
              - {action: declare, defects: "dropped-video-frames;count=12, x-mine"}
            """);

    assertThat(script.rules())
        .containsExactly(
            new FaultRule(
                new Fault.Drop(), "a", "v360", new FaultNumbers(false, 885000000, 885000000)),
            new FaultRule(new Fault.Silent(), "b", "*", new FaultNumbers(true, 20, 24)),
            new FaultRule(
                new Fault.Delay(Duration.ofSeconds(3)),
                "*",
                "*",
                new FaultNumbers(false, 885000000, 885000004)),
            new FaultRule(new Fault.Truncate(0.5), "*", "*", new FaultNumbers(true, 5, 5)),
            new FaultRule(new Fault.ShiftTicks(-3003), "*", "*", everyNumber()),
            new FaultRule(new Fault.ShiftTime(Duration.ofMillis(400)), "*", "*", everyNumber()),
            new FaultRule(
                new Fault.Declare(
                    List.of(
                        Defect.of(
                            DefectKind.DROPPED_VIDEO_FRAMES,
                            DefectSource.PACKAGER,
                            Map.of("count", 12L)),
                        new Defect("x-mine", Map.of(), DefectSource.PACKAGER))),
                "*",
                "*",
                everyNumber()));
  }

  @Test
  void readsEveryActionThatChangesTheMedia() {
    FaultScript script =
        parse(
            """
            faults:
              - {action: malform}
              - {action: lose-samples, count: 20}
              - {action: lose-samples, by: PT0.8S}
              - {action: lose-start, count: 2}
              - {action: lose-end, by: PT1S}
              - {action: halve-rate}
              - {action: excess-samples, count: 75}
              - {action: no-sync}
              - {action: filler}
              - {action: last}
              - {action: wrong-track}
              - {action: other-init, numbers: "*"}
              - {action: republish}
              - {action: declare-clean}
            """);

    assertThat(script.rules())
        .extracting(FaultRule::fault)
        .containsExactly(
            new Fault.Malform(),
            new MediaFault.LoseSamples(new LossAmount.Count(20)),
            new MediaFault.LoseSamples(new LossAmount.Time(Duration.ofMillis(800))),
            new MediaFault.LoseStart(new LossAmount.Count(2)),
            new MediaFault.LoseEnd(new LossAmount.Time(Duration.ofSeconds(1))),
            new MediaFault.HalveRate(),
            new MediaFault.ExcessSamples(75),
            new MediaFault.NoSync(),
            new MediaFault.Filler(),
            new MediaFault.Last(),
            new MediaFault.WrongTrack(),
            new Fault.OtherInit(),
            new Fault.Republish(),
            new Fault.DeclareClean());
  }

  @Test
  void anEmptyListIsAScript() {
    assertThat(parse("faults: []")).isEqualTo(FaultScript.NONE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "rules: []|rules is not a known key; allowed are faults",
        "faults: 5|faults",
        "faults:|faults must be a list",
        "faults: [null]|faults[0] must be a rule",
        "faults: [{action: drop, number: 5}]|faults.[0].number is not a known key; allowed are action,",
        "faults: [{pipeline: a}]|faults[0].action must be one of drop, silent, delay",
        "faults: [{action: explode}]|faults[0].action must be one of drop, silent, delay",
        "faults: [{action: drop}, {action: drop, numbers: 5..3}]|faults[1].numbers must be *",
        "faults: [{action: drop, numbers: +5..9}]|faults[0].numbers must be *",
        "faults: [{action: drop, numbers: 5..+9}]|faults[0].numbers must be *",
        "faults: [{action: drop, numbers: -1}]|faults[0].numbers must be *",
        "faults: [{action: drop, numbers: 2000000000000}]|faults[0].numbers must be *",
        "faults: [{action: drop, pipeline: ../a}]|faults[0].pipeline must be *",
        "faults: [{action: drop, representation: a b}]|faults[0].representation must be *",
        "faults: [{action: silent, representation: v360}]|faults[0].representation must be absent",
        "faults: [{action: drop, by: PT1S}]|faults[0].by must be absent for drop",
        "faults: [{action: silent, ticks: 1}]|faults[0].ticks must be absent for silent",
        "faults: [{action: delay}]|faults[0].by must be more than PT0S",
        "faults: [{action: delay, by: PT0S}]|faults[0].by must be more than PT0S",
        "faults: [{action: delay, by: PT-1S}]|faults[0].by must be more than PT0S",
        "faults: [{action: delay, by: PT2H}]|at most PT1H",
        "faults: [{action: delay, by: soon}]|faults.[0].by",
        "faults: [{action: delay, by: PT1S, fraction: 0.5}]|faults[0].fraction must be absent",
        "faults: [{action: truncate}]|faults[0].fraction must be between 0 and 1",
        "faults: [{action: truncate, fraction: 0}]|faults[0].fraction must be between 0 and 1",
        "faults: [{action: truncate, fraction: 1}]|faults[0].fraction must be between 0 and 1",
        "faults: [{action: truncate, fraction: .nan}]|fraction",
        "faults: [{action: truncate, fraction: half}]|faults.[0].fraction",
        "faults: [{action: shift-tfdt}]|faults[0] must be given exactly one of by and ticks",
        "faults: [{action: shift-tfdt, by: PT1S, ticks: 5}]|faults[0] must be given exactly one of by",
        "faults: [{action: shift-tfdt, ticks: 0}]|faults[0].ticks must be -1000000000000 to -1 or 1 to",
        "faults: [{action: shift-tfdt, ticks: 9000000000000}]|faults[0].ticks must be -1000000000000 to -1 or 1 to",
        "faults: [{action: shift-tfdt, by: PT25H}]|faults[0].by must be -PT24H to PT24H and not zero",
        "faults: [{action: shift-tfdt}]|but is 'by absent, ticks absent'",
        "faults: [{action: lose-samples}]|faults[0] must be given exactly one of by and count for lose-samples",
        "faults: [{action: lose-samples, by: PT1S, count: 5}]|but is 'by PT1S, count 5'",
        "faults: [{action: lose-samples, by: PT0S}]|faults[0].by must be more than PT0S",
        "faults: [{action: lose-start, count: 0}]|faults[0].count must be 1 to 1000, but is '0'",
        "faults: [{action: lose-end, count: 1001}]|faults[0].count must be 1 to 1000",
        "faults: [{action: lose-end, ticks: 5}]|faults[0].ticks must be absent for lose-end",
        "faults: [{action: excess-samples}]|faults[0].count must be 1 to 1000, but is absent",
        "faults: [{action: excess-samples, by: PT1S}]|faults[0].by must be absent for excess-samples",
        "faults: [{action: halve-rate, count: 5}]|faults[0].count must be absent for halve-rate",
        "faults: [{action: no-sync, fraction: 0.5}]|faults[0].fraction must be absent for no-sync",
        "faults: [{action: filler, defects: x-a}]|faults[0].defects must be absent for filler",
        "faults: [{action: declare-clean, defects: x-a}]|faults[0].defects must be absent",
        "faults: [{action: other-init, numbers: +1}]|faults[0].numbers must be * or absent for other-init",
        "faults: [{action: DROP}]|faults[0].action must be one of",
        "faults: [{action: lose_samples, count: 1}]|faults[0].action must be one of",
        "faults: [{action: declare}]|faults[0].defects must be a list such as",
        "faults: [{action: declare, defects: ''}]|faults[0].defects must be a list such as",
        "faults: [{action: declare, defects: bad-hair}]|faults[0].defects: defect 'bad-hair'",
        "faults: [{action: declare, defects: '(('}]|faults[0].defects: each member must be a token",
        "faults: [{action: drop, action: drop}]|action",
      })
  void refusesBadKeysByName(String yaml, String message) {
    assertThatThrownBy(() -> parse(yaml))
        .isInstanceOfSatisfying(
            OriginException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_JSON))
        .hasMessageContaining(message);
  }

  @Test
  void refusesNamesThatTheEventDoesNotHave() {
    var event = Clip.eventDefinition("t", "e", List.of("a", "b"));

    parse("faults: [{action: drop, pipeline: b, representation: v180}, {action: drop}]")
        .requireKnown(event);
    assertThatThrownBy(() -> parse("faults: [{action: drop, pipeline: c}]").requireKnown(event))
        .hasMessage("faults[0].pipeline must be * or one of a, b, but is 'c'");
    assertThatThrownBy(
            () -> parse("faults: [{action: drop, representation: v1}]").requireKnown(event))
        .hasMessage("faults[0].representation must be * or one of v360, v180, a96, but is 'v1'");
  }

  @Test
  void theExampleOfTheDocumentationIsAScript() throws IOException {
    String page = Files.readString(Path.of("../docs/packager.md"));
    Matcher yaml = Pattern.compile("```yaml\n(faults:.*?)```", Pattern.DOTALL).matcher(page);

    assertThat(yaml.find()).isTrue();
    assertThat(parse(yaml.group(1)).rules())
        .extracting(rule -> rule.fault().getClass().getSimpleName())
        .contains("Drop", "Silent", "Delay", "Truncate", "ShiftTicks", "ShiftTime", "Declare")
        .contains("LoseSamples", "HalveRate", "DeclareClean");
  }

  /** One row of the table for each action. */
  @ParameterizedTest
  @EnumSource(FaultAction.class)
  void everyActionIsDocumented(FaultAction action) throws IOException {
    assertThat(Files.readString(Path.of("../docs/packager.md")))
        .containsOnlyOnce("\n| `" + action.text() + "` |");
  }

  private static FaultNumbers everyNumber() {
    return FaultNumbers.parse("numbers", "*");
  }

  private static FaultScript parse(String yaml) {
    return FaultScript.parse(yaml.getBytes(StandardCharsets.UTF_8));
  }
}
