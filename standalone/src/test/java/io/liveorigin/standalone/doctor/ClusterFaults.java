package io.liveorigin.standalone.doctor;

import static io.liveorigin.standalone.doctor.Level.FAILED;
import static io.liveorigin.standalone.doctor.Level.WARNING;
import static io.liveorigin.standalone.doctor.check.Check.BROKER;
import static io.liveorigin.standalone.doctor.check.Check.BROKER_CLOCK;
import static io.liveorigin.standalone.doctor.check.Check.BUILDS;
import static io.liveorigin.standalone.doctor.check.Check.INGESTS;
import static io.liveorigin.standalone.doctor.check.Check.NODES;
import static io.liveorigin.standalone.doctor.check.Check.NODE_CLOCKS;
import static io.liveorigin.standalone.doctor.check.Check.NODE_FILES;
import static io.liveorigin.standalone.doctor.check.Check.PARTITIONS;
import static io.liveorigin.standalone.doctor.check.Check.PERMISSIONS;
import static io.liveorigin.standalone.doctor.check.Check.QUARANTINE;
import static io.liveorigin.standalone.doctor.check.Check.REPLICAS;
import static io.liveorigin.standalone.doctor.check.Check.RETENTION;
import static io.liveorigin.standalone.doctor.check.Check.TOPICS;
import static io.liveorigin.standalone.doctor.check.Check.TOPIC_SETTINGS;

import io.liveorigin.standalone.doctor.facts.ClockFacts;
import io.liveorigin.standalone.doctor.facts.Gathered;
import io.liveorigin.standalone.doctor.facts.KafkaFacts.TopicFacts;
import io.liveorigin.standalone.doctor.facts.NodeFacts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.apache.kafka.common.acl.AclOperation;

/** One thing that is wrong with the brokers, a node or an ingest. */
final class ClusterFaults {
  private ClusterFaults() {}

  static List<FaultCase> ofKafka() {
    return List.of(
        new FaultCase(BROKER, FAILED, "not reachable at h:1", f -> f.kafka = down()),
        new FaultCase(TOPICS, FAILED, "not checked; see broker", f -> f.kafka = down()),
        new FaultCase(TOPICS, FAILED, "described: audit, segments.b;", f -> gone(f)),
        new FaultCase(PARTITIONS, FAILED, "{4=[", f -> f.topics.put("inits.a", topic(f, 6, 3, 3))),
        new FaultCase(
            REPLICAS, FAILED, "control; start", f -> f.topics.put("control", topic(f, 4, 3, 1))),
        new FaultCase(
            REPLICAS,
            WARNING,
            "not in sync: cells;",
            f -> f.topics.put("cells", topic(f, 4, 3, 2))),
        new FaultCase(
            REPLICAS,
            WARNING,
            "fewer than 3 replicas: cells",
            f -> f.topics.put("cells", topic(f, 4, 2, 2))),
        new FaultCase(
            REPLICAS, WARNING, "is 1: audit;", f -> f.set("audit", "min.insync.replicas", "1")),
        new FaultCase(
            REPLICAS,
            WARNING,
            "equals the number of replicas: audit;",
            f -> f.set("audit", "min.insync.replicas", "3")),
        new FaultCase(
            TOPIC_SETTINGS,
            FAILED,
            "clock has message.timestamp.type=CreateTime, but needs LogAppendTime; run origin topics",
            f -> f.set("clock", "message.timestamp.type", "CreateTime")),
        new FaultCase(
            TOPIC_SETTINGS,
            FAILED,
            "control has cleanup.policy=delete, but needs compact",
            f -> f.set("control", "cleanup.policy", "delete")),
        new FaultCase(
            TOPIC_SETTINGS,
            WARNING,
            "may not read the settings of audit",
            f -> f.topics.put("audit", unseen())),
        new FaultCase(
            RETENTION,
            FAILED,
            "segments.a keeps segments for PT5M, but the window of t/e is PT10M; set retention.ms to at least 1200000",
            f -> f.set("segments.a", "retention.ms", "300000")),
        new FaultCase(
            RETENTION, WARNING, "for PT11M", f -> f.set("segments.b", "retention.ms", "660000")),
        new FaultCase(
            RETENTION,
            WARNING,
            "may not read the settings of segments.b, so it is not known how long",
            f -> f.topics.put("segments.b", unseen())),
        new FaultCase(
            RETENTION,
            FAILED,
            "Kafka deletes by size what it still has to keep: segments.a has retention.bytes=1048576; set retention.bytes to -1",
            f -> f.set("segments.a", "retention.bytes", "1048576")),
        new FaultCase(
            RETENTION,
            FAILED,
            "audit has retention.bytes=1;",
            f -> f.set("audit", "retention.bytes", "1")),
        new FaultCase(
            RETENTION,
            FAILED,
            "selections.inits has retention.ms=86400000, but init segments are needed for as long as the event; set retention.ms to -1",
            f -> f.set("selections.inits", "retention.ms", "86400000")),
        new FaultCase(
            RETENTION,
            FAILED,
            "not checked; see events",
            f -> f.events = Gathered.unknown("no serving node responded")),
        new FaultCase(
            PERMISSIONS,
            WARNING,
            "User:x lacks for a serving node: WRITE on audit, cells, clock,",
            ClusterFaults::reader),
        new FaultCase(
            PERMISSIONS,
            WARNING,
            "do not report",
            f ->
                f.topics.replaceAll(
                    (name, t) -> new TopicFacts(4, 3, 3, t.settings(), Optional.empty()))),
        new FaultCase(
            BROKER_CLOCK,
            FAILED,
            "is 900 ms: it is ahead; repair NTP",
            f -> f.clock = Gathered.known(new ClockFacts(900, Optional.of("it is ahead")))));
  }

  static List<FaultCase> ofNodes() {
    return List.of(
        new FaultCase(
            NODES,
            FAILED,
            "http://n2 cannot be checked; no response",
            f -> f.nodes.add(new NodeFacts("http://n2", Gathered.unknown("no response")))),
        new FaultCase(
            NODES,
            FAILED,
            "is not ready; it lags",
            f -> f.nodes.add(state("it lags", 0, Map.of(), 0))),
        new FaultCase(
            INGESTS,
            FAILED,
            "is not ready; its log says why",
            f -> f.ingests.add(state("", 0, Map.of(), 0))),
        new FaultCase(
            BUILDS,
            WARNING,
            "{0.9 (commit b)=[http://n2], 1.0 (commit c)=[",
            f -> f.nodes.add(FactsFixture.node("http://n2", "0.9 (commit b)"))),
        new FaultCase(
            NODE_CLOCKS,
            FAILED,
            "http://n2 minus the brokers' time is -700 ms",
            f -> f.nodes.add(state("lags", 0, Map.of(), -0.7))),
        new FaultCase(
            NODE_FILES,
            FAILED,
            "admin-credentials of http://n2 is not in force",
            f -> f.nodes.add(state("x", 0, Map.of("admin-credentials", "it is empty"), 0))),
        new FaultCase(
            QUARANTINE,
            WARNING,
            "http://n2 passed over input",
            f -> f.nodes.add(state("x", 3, Map.of(), 0))));
  }

  static <T> Gathered<T> down() {
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

  private static TopicFacts unseen() {
    return new TopicFacts(4, 3, 3, Map.of(), Optional.of(FactsFixture.ALL));
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
}
