package io.liveorigin.packager;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.event.Representation;
import io.liveorigin.contract.schedule.SegmentDuration;
import io.liveorigin.packager.clip.Clip;
import io.liveorigin.packager.clip.ClipTrack;
import io.liveorigin.packager.fault.FaultScript;
import io.liveorigin.packager.publish.PackagerStats;
import io.liveorigin.packager.publish.PutRequest;
import io.liveorigin.packager.publish.PutResult;
import io.liveorigin.packager.publish.ScriptedPublisher;
import io.liveorigin.packager.schedule.JumpingPacingClock;
import io.liveorigin.packager.schedule.PacingClock;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class PackagerTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final long FIRST = EventFixture.FIRST;

  private final Clip clip = Clip.load();
  private final ScriptedPublisher publisher = new ScriptedPublisher();

  @Test
  void publishesEveryRepresentationFromTheCurrentSegmentToTheEndOfTheEvent()
      throws InterruptedException {
    LiveEvent event = EventFixture.event(14);
    PackagerStats stats = run(event, settings("a", "faults: []"));

    for (ClipTrack track : clip.tracks()) {
      String id = track.representation().id();
      List<PutRequest> requests =
          publisher.requests().stream().filter(r -> r.path().contains("/" + id + "-")).toList();
      assertThat(requests).hasSize(15);
      assertThat(requests.get(0).path()).isEqualTo("/demo/live/" + id + "-init.mp4");
      assertThat(requests.get(0).bytes()).isEqualTo(track.init());
      for (int i = 0; i < 14; i++) {
        PutRequest request = requests.get(i + 1);
        assertThat(request.path()).isEqualTo("/demo/live/" + id + "-" + (FIRST + i) + ".m4s");
        assertThat(request.bytes()).isEqualTo(track.segment(FIRST + i, event.schedule()).bytes());
        assertThat(request.contentType()).isEqualTo(id.equals("a96") ? "audio/mp4" : "video/mp4");
        assertThat(request.declared()).as("declared clean").contains(List.of());
      }
    }
    assertThat(stats.acknowledged()).isEqualTo(42);
    assertThat(stats.requests()).isEqualTo(45);
    assertThat(stats.byStatus()).isEqualTo(Map.of(201, 45L));
  }

  @Test
  void onlyWhatTheEventDeclaresIsPublished() throws InterruptedException {
    Representation audio = clip.track("a96").orElseThrow().representation();
    LiveEvent event = EventFixture.event(2, List.of(audio), new SegmentDuration(2, 1));

    run(event, settings("b", "faults: []"));

    assertThat(publisher.paths())
        .containsExactly(
            "/demo/live/a96-init.mp4",
            "/demo/live/a96-" + FIRST + ".m4s",
            "/demo/live/a96-" + (FIRST + 1) + ".m4s");
  }

  @Test
  void aDelayedSegmentDoesNotHoldUpTheOnesBehindIt() throws InterruptedException {
    run(audioEvent(5), settings("a", "faults: [{action: delay, by: PT5S, numbers: +1}]"));

    assertThat(paths("a96-8"))
        .containsExactly(number(0), number(2), number(3), number(1), number(4));
  }

  @Test
  void aSilentPipelineDoesNotEvenSendItsInitSegment() throws InterruptedException {
    run(audioEvent(3), settings("a", "faults: [{action: silent, numbers: +0..+1}]"));

    assertThat(publisher.paths()).containsExactly("/demo/live/a96-init.mp4", number(2));
  }

  @Test
  void publishesAtTheEndOfTheMediaPlusLatency() throws InterruptedException {
    JumpingPacingClock pacingClock = new JumpingPacingClock(EventFixture.NOW);
    PackagerSettings settings =
        new PackagerSettings(
            "a", Duration.ofMillis(300), Duration.ZERO, true, false, FaultScript.NONE, 1);
    try (Packager packager = new Packager(settings, audioEvent(3), clip, publisher, pacingClock)) {
      packager.start(packager.firstNumber());
      assertThat(packager.awaitEnd(LONG)).isTrue();
    }
    assertThat(pacingClock.now()).isEqualTo((FIRST + 3) * 2000 + 300);
  }

  @Test
  void closeEndsAnUploadThatHangs() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    AtomicBoolean interrupted = new AtomicBoolean();
    Packager packager =
        new Packager(
            settings("a", "faults: []"),
            audioEvent(3),
            clip,
            request -> hang(begun, interrupted),
            new JumpingPacingClock(EventFixture.NOW));
    packager.start(FIRST);
    begun.await();
    assertThat(packager.awaitEnd(Duration.ofMillis(1))).isFalse();

    packager.close();

    assertThat(packager.awaitEnd(LONG)).isTrue();
    assertThat(interrupted).isTrue();
  }

  @Test
  void aPairBeginsWithTheSameNumber() throws InterruptedException {
    ScriptedPublisher other = new ScriptedPublisher();
    LiveEvent event = audioEvent(3);
    String faults = "faults: [{action: drop, pipeline: b, numbers: +1}]";
    PackagerPair pair =
        new PackagerPair(
            List.of(
                new Packager(settings("a", faults), event, clip, publisher, pacingClock()),
                // Its clock is 1.5 s fast: it would begin with the next number by itself.
                new Packager(
                    settings("b", faults),
                    event,
                    clip,
                    other,
                    new JumpingPacingClock(EventFixture.NOW + 1500))));
    try (pair) {
      assertThat(pair.start()).isEqualTo(FIRST);
      assertThat(pair.awaitEnd(LONG)).isTrue();
    }
    assertThat(publisher.paths())
        .containsExactly("/demo/live/a96-init.mp4", number(0), number(1), number(2));
    assertThat(other.paths()).containsExactly("/demo/live/a96-init.mp4", number(0), number(2));
    assertThat(pair.stats().keySet()).containsExactly("a", "b");
    PackagerStats sum = pair.stats().get("a").plus(pair.stats().get("b"));
    assertThat(sum.acknowledged()).isEqualTo(5);
    assertThat(sum.withheld()).isEqualTo(1);
    assertThat(sum.byStatus()).isEqualTo(Map.of(201, 7L));
  }

  @Test
  void realTimeIsWaitedFor() {
    LiveEvent open = LiveEvent.of(Clip.eventDefinition("demo", "live", List.of("a", "b")));
    PackagerSettings settings =
        new PackagerSettings("a", Duration.ZERO, Duration.ZERO, true, false, FaultScript.NONE, 1);
    Clock clock = Clock.systemUTC();
    try (Packager packager = new Packager(settings, open, clip, publisher, PacingClock.of(clock))) {
      long first = packager.firstNumber();
      packager.start(first);
      Awaitility.await()
          .atMost(LONG)
          .until(() -> publisher.paths().contains("/demo/live/a96-" + first + ".m4s"));
      assertThat(clock.millis()).isGreaterThanOrEqualTo(open.schedule().mediaEnd(first));
    }
  }

  private PackagerStats run(LiveEvent event, PackagerSettings settings)
      throws InterruptedException {
    try (Packager packager = packager(settings, event)) {
      packager.start(packager.firstNumber());
      assertThat(packager.awaitEnd(LONG)).isTrue();
      return packager.stats();
    }
  }

  private Packager packager(PackagerSettings settings, LiveEvent event) {
    return new Packager(settings, event, clip, publisher, pacingClock());
  }

  private static PacingClock pacingClock() {
    return new JumpingPacingClock(EventFixture.NOW);
  }

  private static LiveEvent audioEvent(int segments) {
    return EventFixture.event(
        segments, List.of(Clip.representations().get(2)), new SegmentDuration(2, 1));
  }

  private static PackagerSettings settings(String pipeline, String faults) {
    return PackagerSettings.standard(pipeline, script(faults), 1);
  }

  private static FaultScript script(String faults) {
    return FaultScript.parse(faults.getBytes(StandardCharsets.UTF_8));
  }

  private List<String> paths(String part) {
    return publisher.paths().stream().filter(path -> path.contains(part)).toList();
  }

  private static String number(int offset) {
    return "/demo/live/a96-" + (FIRST + offset) + ".m4s";
  }

  private static PutResult hang(CountDownLatch begun, AtomicBoolean interrupted)
      throws InterruptedException {
    begun.countDown();
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      interrupted.set(true);
      throw e;
    }
    return new PutResult.Unreachable("never reached");
  }
}
