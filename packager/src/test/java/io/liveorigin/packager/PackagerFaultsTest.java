package io.liveorigin.packager;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.schedule.SegmentDuration;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.DefectKind;
import io.liveorigin.packager.clip.Clip;
import io.liveorigin.packager.fault.FaultScript;
import io.liveorigin.packager.publish.PackagerStats;
import io.liveorigin.packager.publish.PutRequest;
import io.liveorigin.packager.publish.ScriptedPublisher;
import io.liveorigin.packager.schedule.JumpingPacingClock;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a packager with a fault script sends, and what it says about it; with audio only. */
class PackagerFaultsTest {
  private static final long FIRST = EventFixture.FIRST;

  private final Clip clip = Clip.load();
  private final ScriptedPublisher publisher = new ScriptedPublisher();

  @Test
  void followsTheFaultScriptAndDeclaresWhatItFinds() throws InterruptedException {
    PackagerStats stats =
        run(
            6,
            settings(
                "a",
                """
                faults:
                  - {action: drop, pipeline: a, numbers: +1}
                  - {action: drop, pipeline: b, numbers: +2}
                  - {action: shift-tfdt, ticks: 5000, numbers: +3}
                  - {action: truncate, fraction: 0.5, numbers: +4}
                  - {action: declare, defects: missing-audio-samples;count=2048, numbers: +5}
                """));

    assertThat(paths("a96-8"))
        .containsExactly(number(0), number(2), number(3), number(4), number(5));
    assertThat(kinds(2)).isEmpty();
    assertThat(kinds(3)).containsExactly(DefectKind.DECODE_TIME_MISMATCH);
    assertThat(kinds(4)).containsExactly(DefectKind.TRUNCATED);
    assertThat(kinds(5)).containsExactly(DefectKind.MISSING_AUDIO_SAMPLES);
    assertThat(stats.withheld()).isEqualTo(1);
    assertThat(stats.acknowledged()).isEqualTo(5);
  }

  @Test
  void aPackagerThatDoesNotInspectDeclaresOnlyWhatTheScriptSays() throws InterruptedException {
    FaultScript script =
        script(
            """
            faults:
              - {action: truncate, fraction: 0.5}
              - {action: declare, defects: x-mine, numbers: +1}
              - {action: declare-clean, numbers: +2}
            """);
    run(3, notInspecting(script));

    assertThat(request("/demo/live/a96-init.mp4").declared()).isEmpty();
    assertThat(request(number(0)).declared()).isEmpty();
    assertThat(kinds(1)).containsExactly(DefectKind.CUSTOM);
    assertThat(request(number(2)).declared()).contains(List.of());
  }

  @Test
  void anInspectingPackagerDeclaresEveryUploadBeItClean() throws InterruptedException {
    run(2, settings("a", "faults: []"));

    assertThat(publisher.requests()).extracting(PutRequest::declared).hasSize(3);
    assertThat(publisher.requests())
        .allSatisfy(request -> assertThat(request.declared()).contains(List.of()));
  }

  @Test
  void aLyingPackagerDeclaresOnlyWhatTheScriptSays() throws InterruptedException {
    run(
        2,
        settings(
            "a",
            """
            faults:
              - {action: truncate, fraction: 0.5}
              - {action: declare-clean}
              - {action: declare, defects: x-mine, numbers: +1}
            """));

    assertThat(request(number(0)).declared()).contains(List.of());
    assertThat(kinds(1)).containsExactly(DefectKind.CUSTOM);
  }

  @Test
  void aRepublishedSegmentFollowsAtOnceWithOtherBytes() throws InterruptedException {
    PackagerStats stats = run(3, settings("a", "faults: [{action: republish, numbers: +1}]"));

    assertThat(paths("a96-8")).containsExactly(number(0), number(1), number(1), number(2));
    List<byte[]> copies =
        publisher.requests().stream()
            .filter(r -> r.path().equals(number(1)))
            .map(PutRequest::bytes)
            .toList();
    assertThat(copies.get(1)).startsWith(copies.get(0)).hasSize(copies.get(0).length + 8);
    assertThat(stats.acknowledged()).isEqualTo(3);
  }

  @Test
  void anotherInitSegmentIsOfOnePipelineOnlyAndTheMediaStay() throws InterruptedException {
    String faults = "faults: [{action: other-init, pipeline: b}]";
    run(1, settings("a", faults));
    run(1, settings("b", faults));

    List<PutRequest> requests = publisher.requests();
    byte[] own = clip.track("a96").orElseThrow().init();
    assertThat(requests.get(0).bytes()).isEqualTo(own);
    assertThat(requests.get(2).bytes()).isNotEqualTo(own).hasSameSizeAs(own);
    assertThat(requests.get(3).bytes()).isEqualTo(requests.get(1).bytes());
  }

  /** The encoder has the segment 300 ms after the end of its media. */
  @Test
  void theProducerTimeIsThatOfTheEncoder() throws InterruptedException {
    run(
        1,
        new PackagerSettings(
            "a", Duration.ofMillis(300), Duration.ZERO, true, true, FaultScript.NONE, 1));

    long encoded = (FIRST + 1) * 2000 + 300;
    byte[] bytes = request(number(0)).bytes();
    int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("prft");
    ByteBuffer prft = ByteBuffer.wrap(bytes, at + 12, 8);
    assertThat((prft.getInt() & 0xffff_ffffL) - 2_208_988_800L).isEqualTo(encoded / 1000);
    assertThat((prft.getInt() & 0xffff_ffffL) * 1000 >>> 32).isEqualTo(encoded % 1000);
    assertThat(request(number(0)).declared()).contains(List.of());
  }

  private PackagerStats run(int segments, PackagerSettings settings) throws InterruptedException {
    LiveEvent event =
        EventFixture.event(
            segments, List.of(Clip.representations().get(2)), new SegmentDuration(2, 1));
    JumpingPacingClock pacingClock = new JumpingPacingClock(EventFixture.NOW);
    try (Packager packager = new Packager(settings, event, clip, publisher, pacingClock)) {
      packager.start(packager.firstNumber());
      assertThat(packager.awaitEnd(Duration.ofSeconds(30))).isTrue();
      return packager.stats();
    }
  }

  private static PackagerSettings settings(String pipeline, String faults) {
    return PackagerSettings.standard(pipeline, script(faults), 1);
  }

  private static PackagerSettings notInspecting(FaultScript script) {
    return new PackagerSettings("a", Duration.ZERO, Duration.ZERO, false, false, script, 1);
  }

  private static FaultScript script(String faults) {
    return FaultScript.parse(faults.getBytes(StandardCharsets.UTF_8));
  }

  private PutRequest request(String path) {
    return publisher.requests().stream()
        .filter(r -> r.path().equals(path))
        .findFirst()
        .orElseThrow();
  }

  private List<DefectKind> kinds(int offset) {
    return request(number(offset)).declared().orElse(List.of()).stream().map(Defect::kind).toList();
  }

  private List<String> paths(String part) {
    return publisher.paths().stream().filter(path -> path.contains(part)).toList();
  }

  private static String number(int offset) {
    return "/demo/live/a96-" + (FIRST + offset) + ".m4s";
  }
}
