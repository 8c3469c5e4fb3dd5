package io.liveorigin.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.decision.Reason;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.schedule.Schedule;
import io.liveorigin.contract.topic.Topics;
import io.liveorigin.contract.wire.DecisionJson;
import io.liveorigin.contract.wire.DefectRecord;
import io.liveorigin.packager.Packager;
import io.liveorigin.packager.PackagerPair;
import io.liveorigin.packager.PackagerSettings;
import io.liveorigin.packager.clip.Clip;
import io.liveorigin.packager.clip.ClipTrack;
import io.liveorigin.packager.fault.FaultScript;
import io.liveorigin.packager.publish.HttpSegmentPublisher;
import io.liveorigin.packager.schedule.PacingClock;
import io.liveorigin.standalone.admin.AdminClient;
import io.liveorigin.standalone.process.StopSignal;
import io.liveorigin.standalone.support.KafkaProbe;
import io.liveorigin.testing.Patience;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Every fault that the reference packager can make in the bytes, through real HTTP and Kafka: each
 * is in {@code defects} under its kind, at its number, of its pipeline, and nothing else is; the
 * other pipeline's copy is what is served.
 */
class FaultsReachAnalystsIT {
  private final DemoCredentials credentials = DemoCredentials.generate(new SecureRandom());
  private static final Duration UPLOAD = Duration.ofSeconds(10);

  /** Numbers count from the first that is published; between two faults there is a clean one. */
  private static final String SCRIPT =
      """
      faults:
        - {pipeline: a, representation: v360, action: drop, numbers: "+1"}
        - {pipeline: a, representation: v360, action: delay, by: PT3S, numbers: "+3"}
        - {pipeline: a, representation: v360, action: lose-samples, by: PT0.8S, numbers: "+5"}
        - {pipeline: a, representation: v360, action: lose-start, count: 5, numbers: "+7"}
        - {pipeline: a, representation: v360, action: lose-end, count: 6, numbers: "+9"}
        - {pipeline: a, representation: v360, action: halve-rate, numbers: "+11"}
        - {pipeline: a, representation: v360, action: excess-samples, count: 20, numbers: "+13"}
        - {pipeline: a, representation: v360, action: shift-tfdt, by: PT0.4S, numbers: "+15"}
        - {pipeline: a, representation: v180, action: shift-tfdt, ticks: 200, numbers: "+1"}
        - {pipeline: a, representation: v180, action: no-sync, numbers: "+3"}
        - {pipeline: a, representation: v180, action: filler, numbers: "+5"}
        - {pipeline: a, representation: v180, action: wrong-track, numbers: "+7"}
        - {pipeline: a, representation: v180, action: truncate, fraction: 0.5, numbers: "+9"}
        - {pipeline: a, representation: v180, action: malform, numbers: "+11"}
        - {pipeline: a, representation: v180, action: republish, numbers: "+13"}
        - {pipeline: a, representation: v180, action: declare, defects: x-black, numbers: "+15"}
        - {pipeline: a, representation: a96, action: lose-samples, by: PT0.4S, numbers: "+3"}
        - {pipeline: a, representation: a96, action: halve-rate, numbers: "+8"}
        - {pipeline: a, representation: a96, action: lose-end, count: 10, numbers: "+11"}
        - {pipeline: a, representation: a96, action: declare-clean, numbers: "+11"}
      """;

  private static final long LAST = 15;

  /** An AAC frame. */
  private static final long FRAME = 1024;

  /** What is found whichever number is the first. */
  private static final Map<String, String> ALWAYS =
      Map.ofEntries(
          Map.entry("v360+1", "[late, missing-segment]"),
          Map.entry("v360+3", "[late]"),
          Map.entry("v360+5", "[dropped-video-frames 20 confirmed]"),
          Map.entry(
              "v360+7",
              "[decode-time-mismatch confirmed, discontinuity, dropped-video-frames 5 confirmed,"
                  + " no-sync-sample confirmed]"),
          Map.entry("v360+9", "[dropped-video-frames 6 confirmed]"),
          Map.entry("v360+11", "[dropped-video-frames 25 confirmed]"),
          Map.entry("v360+13", "[excess-samples 20 confirmed]"),
          Map.entry("v360+15", "[decode-time-mismatch confirmed, discontinuity]"),
          Map.entry("v180+1", "[discontinuity]"),
          Map.entry("v180+3", "[no-sync-sample confirmed]"),
          Map.entry("v180+5", "[filler confirmed]"),
          Map.entry("v180+7", "[codec-mismatch confirmed]"),
          Map.entry("v180+9", "[truncated confirmed]"),
          Map.entry("v180+11", "[malformed confirmed]"),
          Map.entry("v180+13", "[conflicting-republish]"),
          Map.entry("v180+15", "[x-black]"),
          Map.entry("a96+3", "[missing-audio-samples 19456 confirmed]"),
          Map.entry("a96+11", "[missing-audio-samples 10240 contradicted]"));

  private static final String OTHER_INIT =
      "faults:\n  - {pipeline: b, action: other-init, numbers: \"*\"}\n";

  private final Clock clock = Clock.systemUTC();

  @Test
  void eachKindIsFoundWhereItWasMadeAndNowhereElse() throws Exception {
    Clip clip = Clip.load();
    EventDefinition clean = definition("clip");
    EventDefinition mismatched = definition("mismatched");
    try (DemoData data = DemoData.open(Optional.empty());
        DemoOrigin origin =
            DemoOrigin.start(DemoSettings.Ports.free(), data, Optional.of(credentials), clock)) {
      DemoUrls urls = origin.urls(clean);
      declare(urls, clean);
      declare(urls, mismatched);
      try (PackagerPair pair = pair(urls, clean, clip, SCRIPT);
          PackagerPair other = pair(urls, mismatched, clip, OTHER_INIT)) {
        long first = pair.start();
        long firstMismatched = other.start();
        Map<String, String> expected = expected(clip, clean.schedule(), first);
        Patience.await()
            .pollInterval(Duration.ofSeconds(2))
            .untilAsserted(() -> assertThat(found(origin, "clip", "a", first)).isEqualTo(expected));
        assertThat(found(origin, "clip", "b", first)).isEmpty();
        assertThat(found(origin, "mismatched", "a", firstMismatched)).isEmpty();
        assertThat(found(origin, "mismatched", "b", firstMismatched).values())
            .containsOnly("[codec-mismatch]")
            .hasSizeGreaterThan(10);
        assertWinners(origin, first);
      }
    }
  }

  /** An audio segment has 93 or 94 frames, by its number; of those of +8 every second is lost. */
  private static Map<String, String> expected(Clip clip, Schedule schedule, long first) {
    ClipTrack audio = clip.track("a96").orElseThrow();
    long ticks = audio.decodeTime(first + 9, schedule) - audio.decodeTime(first + 8, schedule);
    Map<String, String> expected = new TreeMap<>(ALWAYS);
    expected.put(
        "a96+8", "[missing-audio-samples %d confirmed]".formatted(ticks / FRAME / 2 * FRAME));
    return expected;
  }

  /** What is said about a pipeline's first segments, by representation and number. */
  private static Map<String, String> found(
      DemoOrigin origin, String event, String pipeline, long first) {
    Map<String, Set<String>> kinds = new TreeMap<>();
    for (byte[] value : values(origin, Topics.DEFECTS)) {
      DefectRecord record = DefectRecord.read(value);
      long relative = record.number().orElse(-1L) - first;
      if (record.event().equals(event)
          && record.pipeline().equals(pipeline)
          && relative >= 0
          && relative <= LAST) {
        kinds
            .computeIfAbsent(record.representation() + "+" + relative, k -> new TreeSet<>())
            .add(inWords(record));
      }
    }
    Map<String, String> found = new TreeMap<>();
    kinds.forEach((where, what) -> found.put(where, what.toString()));
    return found;
  }

  private static String inWords(DefectRecord record) {
    String count =
        Optional.ofNullable(record.parameters().get("count")).map(c -> " " + c).orElse("");
    return record.kind() + count + record.agreement().map(a -> " " + a).orElse("");
  }

  /** Whatever was wrong with a copy of pipeline a: a clean one of b was there, and is served. */
  private static void assertWinners(DemoOrigin origin, long first) {
    for (byte[] value : values(origin, Topics.SELECTIONS)) {
      Decision decision = DecisionJson.read(value);
      SegmentAddress address = (SegmentAddress) decision.address();
      // On a slow machine a copy may come after it was said that there is none.
      boolean late = decision.reason() == Reason.MISSING || decision.reason() == Reason.FILLED;
      if (address.number() - first < LAST && !late) {
        assertThat(decision.pinned()).as(address.toString()).isTrue();
      }
      if (address.track().event().event().equals("mismatched") && !late) {
        assertThat(decision.winner().orElseThrow().pipeline()).isEqualTo("a");
      }
    }
  }

  private static List<byte[]> values(DemoOrigin origin, String topic) {
    return new KafkaProbe(origin.kafka().bootstrapServers()).values(topic);
  }

  private void declare(DemoUrls urls, EventDefinition event) {
    StopSignal never = new StopSignal();
    AdminClient admin = new AdminClient(urls.admin(), Optional.of(credentials.adminToken()));
    admin.awaitReady(Patience.LIMIT, never);
    admin.apply(event);
    IngestProbe probe = new IngestProbe();
    probe.awaitKnown(
        urls.ingestA(),
        Optional.of(credentials.packagerToken("a")),
        event.id(),
        Patience.LIMIT,
        never);
    probe.awaitKnown(
        urls.ingestB(),
        Optional.of(credentials.packagerToken("b")),
        event.id(),
        Patience.LIMIT,
        never);
  }

  private PackagerPair pair(DemoUrls urls, EventDefinition event, Clip clip, String script) {
    FaultScript faults = FaultScript.parse(script.getBytes(StandardCharsets.UTF_8));
    return new PackagerPair(
        List.of(
            packager(urls.ingestA(), event, clip, "a", faults),
            packager(urls.ingestB(), event, clip, "b", faults)));
  }

  private Packager packager(
      URI ingest, EventDefinition event, Clip clip, String pipeline, FaultScript faults) {
    return new Packager(
        PackagerSettings.standard(pipeline, faults, 1),
        LiveEvent.of(event),
        clip,
        new HttpSegmentPublisher(ingest, UPLOAD, Optional.of(credentials.packagerToken(pipeline))),
        PacingClock.of(clock));
  }

  /** The demo's event with little patience for what never comes. */
  private static EventDefinition definition(String name) {
    EventDefinition demo = DemoEvent.definition();
    return demo.withName(name)
        .withDeadlines(demo.expectedLatency(), demo.patience(), Duration.ofSeconds(6));
  }
}
