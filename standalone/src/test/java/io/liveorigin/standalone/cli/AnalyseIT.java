package io.liveorigin.standalone.cli;

import static io.liveorigin.standalone.analyse.Records.address;
import static io.liveorigin.standalone.analyse.Records.copy;
import static io.liveorigin.standalone.analyse.Records.decision;
import static io.liveorigin.standalone.analyse.Records.dropped;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.control.Mask;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.decision.Reason;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.DefectKind;
import io.liveorigin.contract.segment.DefectSource;
import io.liveorigin.contract.topic.TopicSettings;
import io.liveorigin.contract.topic.Topics;
import io.liveorigin.contract.wire.DecisionJson;
import io.liveorigin.contract.wire.DefectRecord;
import io.liveorigin.contract.wire.RefusalRecord;
import io.liveorigin.contract.wire.ViewRecord;
import io.liveorigin.contract.wire.WireJson;
import io.liveorigin.kafka.KafkaSettings;
import io.liveorigin.kafka.Partitions;
import io.liveorigin.kafka.TopicSetup;
import io.liveorigin.standalone.analyse.Records;
import io.liveorigin.standalone.support.ControlRecords;
import io.liveorigin.standalone.support.InProcessBroker;
import io.liveorigin.testing.Patience;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The analysts' commands on a broker with records as the selector writes them. */
class AnalyseIT {
  private static InProcessBroker broker;
  private static Producer<String, byte[]> producer;
  private static TopicSettings settings;

  /** Due a minute ago. */
  private static long recent;

  private static DefectRecord found;

  @BeforeAll
  static void start() throws Exception {
    broker = InProcessBroker.start(Map.of());
    settings = TopicSettings.singleNode();
    KafkaSettings kafka = new KafkaSettings(broker.bootstrapServers(), settings);
    try (Admin admin = kafka.admin("analyse")) {
      new TopicSetup(admin, settings).ensureShared();
    }
    producer = kafka.durableProducer("analyse", Patience.LIMIT);
    recent = Records.SCHEDULE.liveEdge(System.currentTimeMillis() - 60_000);
    Mask mask = new Mask("t", "e", "m1", "a", "*", recent - 5, recent, "black");
    try (ControlRecords control = new ControlRecords(kafka, "analyse")) {
      control.write(
          edit -> {
            edit.put(Records.EVENT);
            edit.put(mask);
          });
    }
    SegmentAddress segment = address("v0", recent);
    Candidate bad = copy("a", recent, -400, dropped(DefectSource.INGEST));
    Candidate good = copy("b", recent, -300);
    // Somebody else's segment in the same partition, a proposal that lost, and noise.
    send(decision(address("v0", recent - 1), 1, "a", Reason.PREFERRED_VALID, copy("a", recent, 0)));
    send(decision(segment, 1, "b", Reason.FALLBACK_BAD, bad, good));
    send(decision(segment, 1, "a", Reason.LEAST_BAD, bad));
    send(Topics.SELECTIONS, segment.track(), "not JSON".getBytes(StandardCharsets.UTF_8), recent);
    found = Records.of(segment, bad, bad.defects().get(0));
    send(found);
    send(found);
    send(Records.absence(address("v1", recent), "a", DefectKind.LATE));
    for (ViewRecord view :
        List.of(
            Records.view(ViewRecord.Kind.RESPONSE, "00000000000000aa", recent, "b", 0),
            Records.view(ViewRecord.Kind.STALL, "00000000000000aa", recent, "b", 0),
            Records.view(ViewRecord.Kind.RESUME, "00000000000000aa", recent, "b", 500),
            Records.view(ViewRecord.Kind.STALL, "00000000000000aa", -1, "", 0))) {
      producer
          .send(new ProducerRecord<>(Topics.VIEWS, null, view.at(), view.key(), view.toJson()))
          .get();
    }
  }

  @AfterAll
  static void stop() {
    producer.close(Duration.ofSeconds(2));
    broker.close();
  }

  @Test
  void explainTellsTheStory() {
    Terminal terminal = run(0, "explain", "t/e/v0/" + recent);
    assertThat(terminal.out())
        .contains(
            "segment t/e/v0/" + recent,
            "state    revision 1: b, clean",
            "a  400 ms before due",
            "dropped-video-frames: 12 video frames missing, 480 ms; found by ingest, the packager"
                + " did NOT declare it",
            "fallback-bad: clean, and a delivered a bad copy",
            "ignored: ",
            "m1  pipeline a")
        .doesNotContain("v0/" + (recent - 1));
    assertThat(terminal.err()).isEmpty();
    JsonNode json = json(run(0, "explain", "t/e/v0/" + recent, "--json"));
    assertThat(json.at("/decisions/0/winner").asText()).isEqualTo("b");
    assertThat(json.at("/ignored/0/winner").asText()).isEqualTo("a");
    assertThat(json.get("masks")).hasSize(1);
  }

  @Test
  void explainKnowsWhatNobodyPublished() {
    assertThat(run(0, "explain", "t/e/v1/" + (recent + 100_000)).out()).contains("not due yet");
    assertThat(run(0, "explain", "t/e/v1/" + (recent - 2)).out())
        .contains("gone since", "no decision");
    assertThat(run(0, "explain", "t/e/v1/7").out()).contains("outside the time-shift window");
  }

  @Test
  void explainSaysWhatIsDeclared() {
    assertThat(run(1, "explain", "t/other/v0/1").err())
        .isEqualTo("origin explain: event t/other is not declared; declared events: t/e\n");
    assertThat(run(1, "explain", "t/e/v9/1").err())
        .isEqualTo("origin explain: event t/e has no representation 'v9'; it has v0, v1\n");
  }

  @Test
  void defectsAreListedOnce() {
    Terminal table = run(0, "defects", "--event", "t/e", "--pipeline", "a");
    assertThat(table.out().lines().toList()).hasSizeGreaterThanOrEqualTo(3);
    assertThat(table.out()).containsOnlyOnce("12 video frames missing, 480 ms");
    Terminal json = run(0, "defects", "--json", "--kind", "dropped-video-frames");
    assertThat(json.out()).isEqualTo(new String(found.toJson(), StandardCharsets.UTF_8) + "\n");
    assertThat(run(0, "defects", "--since", "1s", "--event", "t/none").out())
        .contains("no defects since");
  }

  @Test
  void defectsAreFollowedUntilInterrupted() throws Exception {
    Terminal terminal = new Terminal(environment());
    CompletableFuture<Integer> code =
        CompletableFuture.supplyAsync(
            () -> terminal.run("defects", "--follow", "--kind", "missing-segment"));
    Patience.await().until(() -> terminal.out().contains("no defects since"));
    send(Records.absence(address("v1", recent), "b", DefectKind.MISSING_SEGMENT));
    Patience.await().until(() -> terminal.out().contains("never arrived"));
    assertThat(code).isNotDone();
    terminal.surroundings().stop().request();
    assertThat(Patience.get(code)).isZero();
  }

  @Test
  void theReportCounts() {
    JsonNode report = json(run(0, "report", "t/e", "--last", "10m", "--json"));
    assertThat(report.at("/outcome/valid").asLong()).isEqualTo(2);
    assertThat(report.at("/outcome/notFirst/fallback-bad").asLong()).isEqualTo(1);
    assertThat(report.at("/pipelines/1/saved").asLong()).isEqualTo(1);
    assertThat(report.at("/pipelines/0/defects/dropped-video-frames").asLong()).isEqualTo(1);
    assertThat(report.get("worst").asText()).as("no pipeline published it").isEqualTo("v1");
    assertThat(run(0, "report", "t/e").out()).contains("worst: v1", "fallback-bad 1");
    assertThat(report.at("/viewers/copies/0/what").asText()).isEqualTo("b, clean");
    assertThat(report.at("/viewers/copies/0/stalledMillis").asLong()).isEqualTo(500);
    assertThat(report.at("/viewers/sessions").asLong()).isEqualTo(1);
  }

  @Test
  void refusalsAreListed() throws Exception {
    assertThat(run(0, "refusals", "--since", "1s", "--event", "t/none").out())
        .contains("no upload has been refused since");
    RefusalRecord refusal =
        new RefusalRecord(
            RefusalRecord.SCHEMA,
            "t/e",
            "a",
            "number-outside-schedule",
            12,
            1,
            System.currentTimeMillis(),
            "PUT /t/e/v0-1.m4s",
            "numbers restart at 1");
    producer.send(new ProducerRecord<>(Topics.REFUSALS, refusal.key(), refusal.toJson())).get();
    assertThat(run(0, "refusals", "--event", "t/e").out())
        .contains(
            "event t/e, pipeline a: 12 x number-outside-schedule; the last one: PUT /t/e/v0-1.m4s:"
                + " numbers restart at 1");
    assertThat(run(0, "refusals", "--event", "t/other").out())
        .contains("no upload has been refused");
    assertThat(run(0, "refusals", "--json").out())
        .isEqualTo(new String(refusal.toJson(), StandardCharsets.UTF_8) + "\n");
  }

  @Test
  void aClusterWithoutAnOriginIsToldFromNoCluster() {
    try (InProcessBroker empty = InProcessBroker.start(Map.of())) {
      Terminal terminal = new Terminal(Map.of("ORIGIN_KAFKA", empty.bootstrapServers()));
      assertThat(terminal.run("report", "t/e")).isEqualTo(1);
      assertThat(terminal.err())
          .contains("has no topic 'control', so no origin uses that cluster")
          .hasLineCount(1);
    }
  }

  @Test
  void nobodyThereIsOneLine() {
    Terminal terminal = new Terminal(Map.of("ORIGIN_KAFKA", "127.0.0.1:1"));
    assertThat(terminal.run("explain", "t/e/v0/1")).isEqualTo(1);
    assertThat(terminal.err())
        .isEqualTo(
            "origin explain: broker not reachable at 127.0.0.1:1: connection refused; check that"
                + " Kafka runs there, that --kafka (ORIGIN_KAFKA) names the host and port of one of"
                + " its listeners, and that no firewall is in between\n");
  }

  private static Terminal run(int code, String... args) {
    Terminal terminal = new Terminal(environment());
    assertThat(terminal.run(args)).as(terminal.err()).isEqualTo(code);
    return terminal;
  }

  private static Map<String, String> environment() {
    return Map.of("ORIGIN_KAFKA", broker.bootstrapServers());
  }

  private static JsonNode json(Terminal terminal) {
    return WireJson.readTree(terminal.out().getBytes(StandardCharsets.UTF_8));
  }

  private static void send(Decision decision) throws Exception {
    send(
        Topics.SELECTIONS,
        decision.address().track(),
        DecisionJson.write(decision),
        decision.decidedAt());
  }

  private static void send(DefectRecord defect) throws Exception {
    Track track = Track.of(defect.tenant(), defect.event(), defect.representation());
    send(Topics.DEFECTS, track, defect.toJson(), defect.eventTime());
  }

  private static void send(String topic, Track track, byte[] value, long time) throws Exception {
    int partition = Partitions.of(track, settings.partitions());
    Patience.get(producer.send(new ProducerRecord<>(topic, partition, time, track.key(), value)));
  }
}
