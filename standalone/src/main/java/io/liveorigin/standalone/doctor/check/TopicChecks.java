package io.liveorigin.standalone.doctor.check;

import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.topic.TopicSettings;
import io.liveorigin.contract.topic.Topics;
import io.liveorigin.kafka.TopicPlan;
import io.liveorigin.standalone.doctor.Findings;
import io.liveorigin.standalone.doctor.facts.Facts;
import io.liveorigin.standalone.doctor.facts.Gathered;
import io.liveorigin.standalone.doctor.facts.KafkaFacts;
import io.liveorigin.standalone.doctor.facts.KafkaFacts.TopicFacts;
import io.liveorigin.standalone.doctor.facts.NodeEvents;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/** Whether the topics exist and are set up as the services set them up. */
final class TopicChecks {
  private static final String SET_UP = "run origin topics with the options of the services";
  private static final String MIN_ISR = TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG;
  private static final int REPLICAS_IN_PRODUCTION = 3;

  /** Settings on which the meaning of records depends. */
  private static final List<String> SAME =
      List.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG);

  private TopicChecks() {}

  static void exist(Facts facts, Findings findings) {
    Optional<KafkaFacts> kafka = findings.requireAfter("broker", facts.kafka());
    if (kafka.isEmpty()) {
      return;
    }
    List<String> missing =
        wanted(facts, kafka.get())
            .map(NewTopic::name)
            // Only nodes that write views create their topic.
            .filter(name -> !name.equals(Topics.VIEWS))
            .filter(name -> !kafka.get().topics().containsKey(name))
            .sorted()
            .toList();
    if (missing.isEmpty()) {
      findings.ok("all topics exist");
    } else {
      findings.failed(
          "these do not exist or may not be described: " + String.join(", ", missing),
          SET_UP + ", or grant Describe (docs/kafka-acls.md)");
    }
  }

  /** The partition of a track must be the same in each topic. */
  static void partitions(Facts facts, Findings findings) {
    Optional<KafkaFacts> kafka = findings.requireAfter("broker", facts.kafka());
    if (kafka.isEmpty()) {
      return;
    }
    Map<Integer, List<String>> counts =
        existing(facts, kafka.get()).entrySet().stream()
            .collect(
                Collectors.groupingBy(
                    topic -> topic.getValue().partitions(),
                    TreeMap::new,
                    Collectors.mapping(Map.Entry::getKey, Collectors.toList())));
    if (counts.size() > 1) {
      findings.failed(
          "the topics differ in their number of partitions: " + counts,
          "delete and create those that differ; each service needs the same --partitions");
    } else if (!counts.isEmpty()) {
      findings.ok("every topic has " + counts.keySet().iterator().next() + " partitions");
    }
  }

  static void replicas(Facts facts, Findings findings) {
    Optional<KafkaFacts> kafka = findings.requireAfter("broker", facts.kafka());
    if (kafka.isEmpty()) {
      return;
    }
    int possible = Math.min(REPLICAS_IN_PRODUCTION, kafka.get().brokers());
    Set<String> stopped = new TreeSet<>();
    Set<String> behind = new TreeSet<>();
    Set<String> few = new TreeSet<>();
    Set<String> weak = new TreeSet<>();
    Set<String> brittle = new TreeSet<>();
    existing(facts, kafka.get())
        .forEach(
            (name, topic) -> {
              int minIsr = Integer.parseInt(topic.settings().getOrDefault(MIN_ISR, "1"));
              if (topic.inSync() < minIsr) {
                stopped.add(name);
              } else if (topic.inSync() < topic.replicas()) {
                behind.add(name);
              }
              if (topic.replicas() < possible) {
                few.add(name);
              } else if (topic.replicas() > 1 && minIsr == topic.replicas()) {
                brittle.add(name);
              } else if (topic.replicas() > 1 && minIsr < 2 && !topic.settings().isEmpty()) {
                weak.add(name);
              }
            });
    if (!stopped.isEmpty()) {
      findings.failed(
          "too few replicas are in sync for Kafka to take records: " + names(stopped),
          "start the brokers that are down");
    }
    warn(findings, behind, "replicas are not in sync", "look at the brokers that are down or slow");
    warn(
        findings,
        few,
        "there are fewer than " + possible + " replicas",
        "an acknowledged segment may be lost with one broker: assign more replicas");
    warn(
        findings,
        brittle,
        MIN_ISR + " equals the number of replicas",
        "one broker that stops ends all uploads: set it to one less");
    warn(
        findings,
        weak,
        MIN_ISR + " is 1",
        "an acknowledged segment may be lost with one broker: set it to 2");
    if (findings.none()) {
      findings.ok(
          "all replicas are in sync"
              + (kafka.get().brokers() == 1 ? "; with one broker nothing survives its loss" : ""));
    }
  }

  private static void warn(Findings findings, Set<String> topics, String fact, String remedy) {
    if (!topics.isEmpty()) {
      findings.warning(fact + ": " + names(topics), remedy);
    }
  }

  static void settings(Facts facts, Findings findings) {
    Optional<KafkaFacts> kafka = findings.requireAfter("broker", facts.kafka());
    if (kafka.isEmpty()) {
      return;
    }
    Set<String> unseen = new TreeSet<>();
    wanted(facts, kafka.get())
        .forEach(
            plan -> {
              TopicFacts topic = kafka.get().topics().get(plan.name());
              if (topic != null && topic.settings().isEmpty()) {
                unseen.add(plan.name());
              } else if (topic != null) {
                SAME.forEach(key -> compare(plan, topic, key, findings));
              }
            });
    if (!unseen.isEmpty()) {
      findings.warning(
          "this user may not read the settings of " + names(unseen),
          "grant DescribeConfigs (docs/kafka-acls.md), or check with another user");
    }
    if (findings.none()) {
      findings.ok("times and clean-up of all topics are as the services need them");
    }
  }

  private static void compare(NewTopic plan, TopicFacts topic, String key, Findings findings) {
    String wanted = plan.configs().get(key);
    String is = topic.settings().get(key);
    if (!wanted.equals(is)) {
      String fact = plan.name() + " has " + key + "=" + is + ", but needs " + wanted;
      findings.failed(
          fact,
          key.equals(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG)
              ? SET_UP
              : "correct it with kafka-configs.sh before records are lost");
    }
  }

  static String names(Set<String> topics) {
    return String.join(", ", topics);
  }

  private static Map<String, TopicFacts> existing(Facts facts, KafkaFacts kafka) {
    Map<String, TopicFacts> existing = new TreeMap<>(kafka.topics());
    existing.keySet().retainAll(wanted(facts, kafka).map(NewTopic::name).toList());
    return existing;
  }

  /** The shared topics, and those of all pipelines that an event declares or that have a topic. */
  static Stream<NewTopic> wanted(Facts facts, KafkaFacts kafka) {
    TopicPlan plan = new TopicPlan(TopicSettings.singleNode());
    Set<String> pipelines = new TreeSet<>();
    declared(facts).forEach(event -> pipelines.addAll(event.pipelines()));
    kafka.topics().keySet().stream()
        .filter(name -> Topics.ALL_SEGMENTS.matcher(name).matches())
        .forEach(name -> pipelines.add(Topics.pipelineOf(name)));
    return Stream.concat(
        plan.shared().stream(), pipelines.stream().flatMap(name -> plan.pipeline(name).stream()));
  }

  private static List<EventDefinition> declared(Facts facts) {
    return facts.events() instanceof Gathered.Known<NodeEvents> known
        ? known.value().declared()
        : List.of();
  }
}
