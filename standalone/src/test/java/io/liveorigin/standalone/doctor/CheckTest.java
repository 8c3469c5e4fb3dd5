package io.liveorigin.standalone.doctor;

import static io.liveorigin.standalone.analyse.Records.N;
import static io.liveorigin.standalone.analyse.Records.copy;
import static io.liveorigin.standalone.analyse.Records.dropped;
import static io.liveorigin.standalone.doctor.Level.FAILED;
import static io.liveorigin.standalone.doctor.Level.WARNING;
import static io.liveorigin.standalone.doctor.check.Check.BROKER;
import static io.liveorigin.standalone.doctor.check.Check.BROKER_CLOCK;
import static io.liveorigin.standalone.doctor.check.Check.BUILDS;
import static io.liveorigin.standalone.doctor.check.Check.CERTIFICATES;
import static io.liveorigin.standalone.doctor.check.Check.CREDENTIALS;
import static io.liveorigin.standalone.doctor.check.Check.DISK;
import static io.liveorigin.standalone.doctor.check.Check.EVENTS;
import static io.liveorigin.standalone.doctor.check.Check.INGESTS;
import static io.liveorigin.standalone.doctor.check.Check.INIT_SEGMENTS;
import static io.liveorigin.standalone.doctor.check.Check.LIVE_EDGE;
import static io.liveorigin.standalone.doctor.check.Check.MASKS;
import static io.liveorigin.standalone.doctor.check.Check.NODES;
import static io.liveorigin.standalone.doctor.check.Check.NODE_CLOCKS;
import static io.liveorigin.standalone.doctor.check.Check.NODE_FILES;
import static io.liveorigin.standalone.doctor.check.Check.PARTITIONS;
import static io.liveorigin.standalone.doctor.check.Check.PAUSES;
import static io.liveorigin.standalone.doctor.check.Check.PERMISSIONS;
import static io.liveorigin.standalone.doctor.check.Check.PIPELINES;
import static io.liveorigin.standalone.doctor.check.Check.PIPELINE_CLOCKS;
import static io.liveorigin.standalone.doctor.check.Check.QUARANTINE;
import static io.liveorigin.standalone.doctor.check.Check.REPLICAS;
import static io.liveorigin.standalone.doctor.check.Check.RETENTION;
import static io.liveorigin.standalone.doctor.check.Check.TOPICS;
import static io.liveorigin.standalone.doctor.check.Check.TOPIC_SETTINGS;
import static io.liveorigin.standalone.doctor.check.Check.VIEWERS;
import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.control.Mask;
import io.liveorigin.contract.decision.Reason;
import io.liveorigin.contract.event.PauseSchedule;
import io.liveorigin.contract.segment.DefectSource;
import io.liveorigin.standalone.analyse.Records;
import io.liveorigin.standalone.doctor.check.Check;
import io.liveorigin.standalone.doctor.facts.ClockFacts;
import io.liveorigin.standalone.doctor.facts.FileFacts;
import io.liveorigin.standalone.doctor.facts.Gathered;
import io.liveorigin.standalone.doctor.facts.KafkaFacts.TopicFacts;
import io.liveorigin.standalone.doctor.facts.NodeFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AclOperation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each check on an installation in which all is well, and with one thing wrong. */
class CheckTest {
  /**
   * One thing that is wrong.
   *
   * @param level the worst level that the check finds
   * @param text part of the line with that level
   */
  record Case(Check check, Level level, String text, Consumer<FactsFixture> change) {
    @Override
    public String toString() {
      return check.word() + ": " + text;
    }
  }

  static Stream<Case> cases() {
    return Stream.of(ofKafka(), ofNodes(), ofEvents(), ofFiles()).flatMap(List::stream);
  }

  private static List<Case> ofKafka() {
    return List.of(
        new Case(BROKER, FAILED, "not reachable at h:1", f -> f.kafka = down()),
        new Case(TOPICS, FAILED, "not checked; see broker", f -> f.kafka = down()),
        new Case(TOPICS, FAILED, "described: audit, segments.b;", f -> gone(f)),
        new Case(PARTITIONS, FAILED, "{4=[", f -> f.topics.put("inits.a", topic(f, 6, 3, 3))),
        new Case(
            REPLICAS, FAILED, "control; start", f -> f.topics.put("control", topic(f, 4, 3, 1))),
        new Case(
            REPLICAS,
            WARNING,
            "not in sync: cells;",
            f -> f.topics.put("cells", topic(f, 4, 3, 2))),
        new Case(
            REPLICAS,
            WARNING,
            "fewer than 3 replicas: cells",
            f -> f.topics.put("cells", topic(f, 4, 2, 2))),
        new Case(
            REPLICAS, WARNING, "is 1: audit;", f -> f.set("audit", "min.insync.replicas", "1")),
        new Case(
            REPLICAS,
            WARNING,
            "equals the number of replicas: audit;",
            f -> f.set("audit", "min.insync.replicas", "3")),
        new Case(
            TOPIC_SETTINGS,
            FAILED,
            "clock has message.timestamp.type=CreateTime, but needs LogAppendTime; run origin topics",
            f -> f.set("clock", "message.timestamp.type", "CreateTime")),
        new Case(
            TOPIC_SETTINGS,
            FAILED,
            "control has cleanup.policy=delete, but needs compact",
            f -> f.set("control", "cleanup.policy", "delete")),
        new Case(
            TOPIC_SETTINGS,
            WARNING,
            "may not read the settings of audit",
            f ->
                f.topics.put(
                    "audit", new TopicFacts(4, 3, 3, Map.of(), Optional.of(FactsFixture.ALL)))),
        new Case(
            RETENTION,
            FAILED,
            "segments.a keeps segments for PT5M, but the window of t/e is PT10M; set retention.ms to at least 1200000",
            f -> f.set("segments.a", "retention.ms", "300000")),
        new Case(
            RETENTION, WARNING, "for PT11M", f -> f.set("segments.b", "retention.ms", "660000")),
        new Case(
            PERMISSIONS,
            WARNING,
            "User:x lacks for a serving node: WRITE on audit, cells, clock,",
            CheckTest::reader),
        new Case(
            PERMISSIONS,
            WARNING,
            "do not report",
            f ->
                f.topics.replaceAll(
                    (name, t) -> new TopicFacts(4, 3, 3, t.settings(), Optional.empty()))),
        new Case(
            BROKER_CLOCK,
            FAILED,
            "is 900 ms: it is ahead; repair NTP",
            f -> f.clock = Gathered.known(new ClockFacts(900, Optional.of("it is ahead")))));
  }

  private static List<Case> ofNodes() {
    return List.of(
        new Case(
            NODES,
            FAILED,
            "http://n2 cannot be checked; no response",
            f -> f.nodes.add(new NodeFacts("http://n2", Gathered.unknown("no response")))),
        new Case(
            NODES,
            FAILED,
            "is not ready; it lags",
            f -> f.nodes.add(state("it lags", 0, Map.of(), 0))),
        new Case(
            INGESTS,
            FAILED,
            "is not ready; its log says why",
            f -> f.ingests.add(state("", 0, Map.of(), 0))),
        new Case(
            BUILDS,
            WARNING,
            "{0.9 (commit b)=[http://n2], 1.0 (commit c)=[",
            f -> f.nodes.add(FactsFixture.node("http://n2", "0.9 (commit b)"))),
        new Case(
            NODE_CLOCKS,
            FAILED,
            "http://n2 minus the brokers' time is -700 ms",
            f -> f.nodes.add(state("lags", 0, Map.of(), -0.7))),
        new Case(
            NODE_FILES,
            FAILED,
            "admin-credentials of http://n2 is not in force",
            f -> f.nodes.add(state("x", 0, Map.of("admin-credentials", "it is empty"), 0))),
        new Case(
            QUARANTINE,
            WARNING,
            "http://n2 passed over input",
            f -> f.nodes.add(state("x", 3, Map.of(), 0))));
  }

  private static List<Case> ofEvents() {
    return List.of(
        new Case(EVENTS, FAILED, "t/other is not declared", CheckTest::undeclared),
        new Case(EVENTS, WARNING, "no event is declared", f -> f.declared = false),
        new Case(
            PIPELINES,
            FAILED,
            "t/e, pipeline b: silent for 34 s; look at its packager",
            f -> f.ages.put("b", 34.2)),
        new Case(PIPELINES, FAILED, "pipeline b: nothing arrived", f -> f.ages.remove("b")),
        new Case(PIPELINES, WARNING, "the last segment is 5.0 s old", f -> f.ages.put("b", 5.0)),
        new Case(
            INIT_SEGMENTS,
            FAILED,
            "t/e: init segment of v0, pipeline a: codecs",
            f -> f.initDefects = List.of("v0, pipeline a: codecs")),
        new Case(
            LIVE_EDGE,
            FAILED,
            "ended 9.0 s ago, at most 6.0 s are normal",
            f -> f.edgeAge = OptionalDouble.of(9)),
        new Case(LIVE_EDGE, FAILED, "nothing was decided", f -> f.edgeAge = OptionalDouble.empty()),
        new Case(
            PIPELINE_CLOCKS,
            WARNING,
            "pipeline a: segments arrive 300 ms after they are due (median of 21)",
            f -> arriving(f, 300)),
        new Case(PIPELINE_CLOCKS, FAILED, "1200 ms after", f -> arriving(f, 1_200)),
        new Case(
            PIPELINE_CLOCKS,
            WARNING,
            "5000 ms before they are due (median of 21), which is before their media ends; the encoder's clock is ahead",
            f -> arriving(f, -5_000)),
        new Case(
            VIEWERS,
            WARNING,
            "of the last 21 numbers, 1 are defective and 0 filled",
            f ->
                f.recent.set(
                    3,
                    FactsFixture.served(
                        N - 17, copy("a", N - 17, -400, dropped(DefectSource.INGEST))))),
        new Case(VIEWERS, FAILED, "viewers get no segment of a pipeline now", CheckTest::holes),
        new Case(
            MASKS,
            WARNING,
            "t/e: mask m covers pipeline a, *, numbers",
            f -> f.masks = List.of(mask("a"))),
        new Case(
            MASKS,
            FAILED,
            "every pipeline is masked",
            f -> f.masks = List.of(mask("a"), mask("b"))),
        new Case(
            PAUSES,
            WARNING,
            "t/e: paused since",
            f ->
                f.event =
                    f.event.withPauses(
                        Optional.of(
                            PauseSchedule.NONE.begun(
                                Instant.ofEpochMilli(FactsFixture.NOW - 5_000))))));
  }

  private static List<Case> ofFiles() {
    return List.of(
        new Case(
            CERTIFICATES,
            WARNING,
            "tls.pem expires in 9 days; renew it",
            f -> f.certificate = Gathered.known(FactsFixture.in(Duration.ofDays(9)))),
        new Case(
            CERTIFICATES,
            FAILED,
            "tls.pem expires in 5 h",
            f -> f.certificate = Gathered.known(FactsFixture.in(Duration.ofHours(5)))),
        new Case(
            CERTIFICATES,
            FAILED,
            "tls.pem has expired",
            f -> f.certificate = Gathered.known(FactsFixture.in(Duration.ofHours(-5)))),
        new Case(
            CERTIFICATES,
            FAILED,
            "certificate tls.pem cannot be checked; no such",
            f -> f.certificate = Gathered.unknown("no such")),
        new Case(
            CREDENTIALS,
            WARNING,
            "encoder-a in c.yaml expires in 3 days; origin credential rotate",
            f -> f.credentials = Gathered.known(List.of(FactsFixture.until(Duration.ofDays(3))))),
        new Case(
            CREDENTIALS,
            FAILED,
            "credential file c.yaml cannot be checked",
            f -> f.credentials = Gathered.unknown("line 3")),
        new Case(
            DISK,
            WARNING,
            "/data has 80.0 GiB left, 8 % of its disk",
            f -> f.space = Gathered.known(new FileFacts.Space(80L << 30, 1000L << 30))),
        new Case(
            DISK,
            FAILED,
            "1 % of its disk",
            f -> f.space = Gathered.known(new FileFacts.Space(10L << 30, 1000L << 30))));
  }

  @ParameterizedTest
  @EnumSource(Check.class)
  void whereAllIsWellEachCheckSaysSo(Check check) {
    assertThat(check.judge(new FactsFixture().facts()))
        .isNotEmpty()
        .allSatisfy(finding -> assertThat(finding.level()).as("%s", finding).isEqualTo(Level.OK));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void whatIsWrongIsFound(Case wrong) {
    FactsFixture fixture = new FactsFixture();
    wrong.change().accept(fixture);
    List<Finding> findings = wrong.check().judge(fixture.facts());
    Level worst = findings.stream().map(Finding::level).max(Level::compareTo).orElseThrow();
    assertThat(worst).as("%s", findings).isEqualTo(wrong.level());
    assertThat(FindingText.lines(findings))
        .anySatisfy(line -> assertThat(line).startsWith(worst.word()).contains(wrong.text()));
    assertThat(findings)
        .filteredOn(finding -> finding.level() != Level.OK)
        .allSatisfy(finding -> assertThat(finding.remedy()).isNotEmpty());
  }

  @Test
  void everyCheckHasACaseInWhichItFindsSomething() {
    assertThat(cases().map(Case::check).collect(Collectors.toSet()))
        .isEqualTo(EnumSet.allOf(Check.class));
  }

  @Test
  void whatIsNotLiveNowNeedsNoSegments() {
    FactsFixture fixture = new FactsFixture();
    fixture.live = false;
    fixture.ages.clear();
    fixture.edgeAge = OptionalDouble.empty();
    fixture.recent.clear();
    assertThat(Check.judgeAll(fixture.facts()))
        .allSatisfy(finding -> assertThat(finding.level()).as("%s", finding).isEqualTo(Level.OK));
  }

  @Test
  void aPartThatCannotBeReachedDoesNotStopTheOtherChecks() {
    FactsFixture fixture = new FactsFixture();
    fixture.kafka = down();
    fixture.ages.put("a", 99.0);
    Set<String> failed =
        Check.judgeAll(fixture.facts()).stream()
            .filter(finding -> finding.level() == FAILED)
            .map(Finding::check)
            .collect(Collectors.toSet());
    assertThat(failed)
        .containsExactlyInAnyOrder(
            "broker",
            "topics",
            "partitions",
            "replicas",
            "topic-settings",
            "retention",
            "permissions",
            "pipelines");
  }

  private static <T> Gathered<T> down() {
    return Gathered.unknown("broker not reachable at h:1: connection refused");
  }

  private static void gone(FactsFixture fixture) {
    fixture.topics.remove("segments.b");
    fixture.topics.remove("audit");
  }

  private static TopicFacts topic(FactsFixture fixture, int partitions, int replicas, int inSync) {
    return new TopicFacts(
        partitions,
        replicas,
        inSync,
        Map.of("min.insync.replicas", Integer.toString(Math.max(1, Math.min(2, replicas - 1)))),
        fixture.topics.get("control").allowed());
  }

  private static void reader(FactsFixture fixture) {
    fixture.topics.replaceAll(
        (name, topic) ->
            new TopicFacts(4, 3, 3, topic.settings(), Optional.of(Set.of(AclOperation.READ))));
  }

  private static NodeFacts state(
      String problem, int quarantined, Map<String, String> unusable, double offset) {
    return new NodeFacts(
        "http://n2",
        Gathered.known(
            new NodeFacts.State(
                Optional.empty(),
                Optional.of(problem),
                quarantined,
                unusable,
                Map.of(),
                OptionalDouble.of(offset))));
  }

  private static void undeclared(FactsFixture fixture) {
    fixture.declared = false;
    fixture.wanted = Optional.of(new EventId("t", "other"));
  }

  private static void arriving(FactsFixture fixture, long offset) {
    fixture.recent.replaceAll(
        decision -> {
          long number = ((SegmentAddress) decision.address()).number();
          return FactsFixture.served(number, copy("a", number, offset));
        });
  }

  private static void holes(FactsFixture fixture) {
    for (int i = 0; i < 6; i++) {
      long number = N - i;
      fixture.recent.set(
          fixture.recent.size() - 1 - i,
          Records.decision(Records.address("v0", number), 1, "-", Reason.MISSING));
    }
  }

  private static Mask mask(String pipeline) {
    return new Mask("t", "e", "m", pipeline, null, N - 100, N + 100, "");
  }
}
