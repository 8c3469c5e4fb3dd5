package io.liveorigin.standalone.doctor.check;

import io.liveorigin.contract.topic.Topics;
import io.liveorigin.kafka.RequiredTopicAccess;
import io.liveorigin.standalone.doctor.Findings;
import io.liveorigin.standalone.doctor.facts.ClockFacts;
import io.liveorigin.standalone.doctor.facts.Facts;
import io.liveorigin.standalone.doctor.facts.KafkaFacts;
import io.liveorigin.standalone.doctor.facts.KafkaFacts.TopicFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.acl.AclOperation;

/** Whether the brokers can be reached, what this user may do there, and what time they have. */
final class BrokerChecks {
  private BrokerChecks() {}

  static void broker(Facts facts, Findings findings) {
    findings
        .require("Kafka", facts.kafka())
        .ifPresent(
            kafka ->
                findings.ok(
                    kafka.servers()
                        + ": "
                        + kafka.brokers()
                        + (kafka.brokers() == 1 ? " broker" : " brokers")));
  }

  /** Compares what this user may do with what the parts need; it has to be enough for one part. */
  static void permissions(Facts facts, Findings findings) {
    Optional<KafkaFacts> known = findings.requireAfter("broker", facts.kafka());
    if (known.isEmpty()) {
      return;
    }
    KafkaFacts kafka = known.get();
    if (kafka.topics().values().stream().allMatch(topic -> topic.allowed().isEmpty())) {
      findings.warning(
          "the brokers do not report what " + kafka.principal() + " may do",
          "docs/kafka-acls.md lists what each part needs");
      return;
    }
    Set<String> pipelines = pipelines(kafka);
    List<String> serving = missing(kafka, RequiredTopicAccess.serving(pipelines));
    List<String> ingests =
        pipelines.stream()
            .filter(name -> missing(kafka, RequiredTopicAccess.ingest(name)).isEmpty())
            .toList();
    if (serving.isEmpty() || !ingests.isEmpty()) {
      List<String> parts = new ArrayList<>();
      if (serving.isEmpty()) {
        parts.add("a serving node");
      }
      ingests.forEach(name -> parts.add("the ingest of pipeline " + name));
      findings.ok(kafka.principal() + " may do what is needed by " + String.join(", ", parts));
    } else {
      findings.warning(
          kafka.principal() + " lacks for a serving node: " + String.join("; ", serving),
          "grant what docs/kafka-acls.md lists, or give --kafka-config of the part to check");
    }
  }

  private static Set<String> pipelines(KafkaFacts kafka) {
    Set<String> pipelines = new TreeSet<>();
    kafka.topics().keySet().stream()
        .filter(name -> Topics.ALL_SEGMENTS.matcher(name).matches())
        .forEach(name -> pipelines.add(Topics.pipelineOf(name)));
    return pipelines;
  }

  /** Returns each operation that is missing, with the topics on which it is. */
  private static List<String> missing(KafkaFacts kafka, Map<String, Set<AclOperation>> needed) {
    Map<AclOperation, Set<String>> missing = new TreeMap<>();
    needed.forEach(
        (name, operations) -> {
          Set<AclOperation> allowed =
              Optional.ofNullable(kafka.topics().get(name))
                  .flatMap(TopicFacts::allowed)
                  .orElse(Set.of());
          operations.stream()
              .filter(operation -> !allowed.contains(operation))
              .forEach(
                  operation ->
                      missing.computeIfAbsent(operation, key -> new TreeSet<>()).add(name));
        });
    return missing.entrySet().stream()
        .map(each -> each.getKey() + " on " + String.join(", ", each.getValue()))
        .toList();
  }

  static void clock(Facts facts, Findings findings) {
    Optional<ClockFacts> known = findings.require("the brokers' clock", facts.clock());
    if (known.isEmpty()) {
      return;
    }
    String offset =
        "this machine's clock minus the brokers' time is " + known.get().offsetMillis() + " ms";
    known
        .get()
        .doubt()
        .ifPresentOrElse(
            doubt -> findings.failed(offset + ": " + doubt, "repair NTP here or on the brokers"),
            () -> findings.ok(offset));
  }
}
