package io.liveorigin.standalone.doctor;

import static io.liveorigin.standalone.analyse.Records.N;
import static io.liveorigin.standalone.analyse.Records.SCHEDULE;
import static io.liveorigin.standalone.analyse.Records.address;
import static io.liveorigin.standalone.analyse.Records.copy;
import static io.liveorigin.standalone.analyse.Records.decision;

import io.liveorigin.access.credential.Credential;
import io.liveorigin.access.credential.Role;
import io.liveorigin.access.credential.SecretHash;
import io.liveorigin.access.credential.StoredSecret;
import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.control.Mask;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.decision.Reason;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.topic.TopicSettings;
import io.liveorigin.kafka.TopicPlan;
import io.liveorigin.standalone.analyse.Records;
import io.liveorigin.standalone.doctor.facts.ClockFacts;
import io.liveorigin.standalone.doctor.facts.EventFacts;
import io.liveorigin.standalone.doctor.facts.Facts;
import io.liveorigin.standalone.doctor.facts.FileFacts;
import io.liveorigin.standalone.doctor.facts.Gathered;
import io.liveorigin.standalone.doctor.facts.KafkaFacts;
import io.liveorigin.standalone.doctor.facts.KafkaFacts.TopicFacts;
import io.liveorigin.standalone.doctor.facts.NodeEvents;
import io.liveorigin.standalone.doctor.facts.NodeFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AclOperation;

/** Facts of an installation in which all is well, one of which a test may change. */
final class FactsFixture {
  static final long NOW = SCHEDULE.decided(N) + 300;
  static final Set<AclOperation> ALL =
      Set.of(
          AclOperation.READ,
          AclOperation.WRITE,
          AclOperation.DESCRIBE,
          AclOperation.DESCRIBE_CONFIGS);

  Gathered<KafkaFacts> kafka;
  Gathered<ClockFacts> clock = Gathered.known(new ClockFacts(12, Optional.empty()));
  Map<String, TopicFacts> topics = new TreeMap<>();
  int brokers = 3;
  List<NodeFacts> nodes = new ArrayList<>(List.of(node("http://n1:8090", "1.0 (commit c)")));
  List<NodeFacts> ingests = new ArrayList<>(List.of(node("http://i1:8081", "1.0 (commit c)")));
  Gathered<NodeEvents> events;
  boolean nodeReady = true;
  List<EventDefinition> unasked = List.of();
  Map<EventId, String> unknown = Map.of();
  Optional<EventId> wanted = Optional.empty();
  EventDefinition event = Records.EVENT;
  boolean declared = true;
  boolean live = true;
  OptionalDouble edgeAge = OptionalDouble.of(2.3);
  Map<String, Double> ages = new TreeMap<>(Map.of("a", 0.8, "b", 1.1));
  List<String> initDefects = List.of();
  List<Mask> masks = List.of();
  List<Decision> recent = new ArrayList<>();
  Gathered<Instant> certificate = Gathered.known(in(Duration.ofDays(90)));
  Gathered<List<Credential>> credentials = Gathered.known(List.of(until(Duration.ofDays(90))));
  Gathered<FileFacts.Space> space = Gathered.known(new FileFacts.Space(600L << 30, 1000L << 30));

  FactsFixture() {
    TopicPlan plan = new TopicPlan(new TopicSettings(4, (short) 3, (short) 2, Duration.ofHours(6)));
    Stream.of(plan.shared(), plan.pipeline("a"), plan.pipeline("b"))
        .flatMap(List::stream)
        .forEach(
            topic ->
                topics.put(
                    topic.name(), new TopicFacts(4, 3, 3, topic.configs(), Optional.of(ALL))));
    LongStream.rangeClosed(N - 20, N)
        .forEach(number -> recent.add(served(number, copy("a", number, -400))));
  }

  static Decision served(long number, Candidate first) {
    return decision(
        address("v0", number), 1, "a", Reason.values()[0], first, copy("b", number, -300));
  }

  /** The same decision, made while pipeline b was masked and before its copy came. */
  static Decision withoutMasked(Decision made) {
    return new Decision(
        made.address(),
        made.revision(),
        made.winner(),
        made.reason(),
        made.candidates().subList(0, 1),
        List.of("b"),
        made.due(),
        made.decidedAt(),
        made.cell());
  }

  static NodeFacts node(String url, String build) {
    return new NodeFacts(
        url,
        Gathered.known(
            new NodeFacts.State(
                Optional.of(build),
                Optional.empty(),
                0,
                Map.of(),
                Map.of("public", 90 * 86_400.0),
                OptionalDouble.of(0.02))));
  }

  static Instant in(Duration left) {
    return Instant.ofEpochMilli(NOW).plus(left);
  }

  static Credential until(Duration left) {
    SecretHash hash = SecretHash.of("sha256:" + "A".repeat(43));
    return new Credential(
        "encoder-a",
        Role.PUBLISHER,
        Optional.of("t"),
        List.of("a"),
        List.of(),
        List.of(new StoredSecret(hash, Optional.empty(), Optional.of(in(left)))),
        List.of());
  }

  /** Changes a setting of a topic. */
  void set(String topic, String key, String value) {
    TopicFacts old = topics.get(topic);
    Map<String, String> settings = new HashMap<>(old.settings());
    settings.put(key, value);
    topics.put(
        topic,
        new TopicFacts(old.partitions(), old.replicas(), old.inSync(), settings, old.allowed()));
  }

  Facts facts() {
    return new Facts(
        NOW,
        wanted,
        kafka != null
            ? kafka
            : Gathered.known(new KafkaFacts("h:9092", "the Kafka user User:x", brokers, topics)),
        clock,
        nodes,
        ingests,
        events != null ? events : Gathered.known(events()),
        new FileFacts(
            List.of(new FileFacts.CertificateFile("tls.pem", certificate)),
            List.of(new FileFacts.CredentialsFile("c.yaml", credentials)),
            Optional.of(new FileFacts.Disk("/data", space))));
  }

  private NodeEvents events() {
    List<EventDefinition> all = new ArrayList<>(unasked);
    List<EventFacts> known = new ArrayList<>();
    if (declared) {
      all.add(event);
      known.add(new EventFacts(event, live, edgeAge, ages, initDefects, masks, recent));
    }
    return new NodeEvents("http://n1:8090", nodeReady, all, known, unknown);
  }
}
