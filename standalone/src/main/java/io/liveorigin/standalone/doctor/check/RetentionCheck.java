package io.liveorigin.standalone.doctor.check;

import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.topic.TopicSettings;
import io.liveorigin.contract.topic.Topics;
import io.liveorigin.standalone.doctor.Findings;
import io.liveorigin.standalone.doctor.facts.Facts;
import io.liveorigin.standalone.doctor.facts.KafkaFacts;
import io.liveorigin.standalone.doctor.facts.KafkaFacts.TopicFacts;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/** Whether Kafka keeps records for as long as they are needed. */
final class RetentionCheck {
  private static final String BYTES = TopicConfig.RETENTION_BYTES_CONFIG;
  private static final String MILLIS = TopicConfig.RETENTION_MS_CONFIG;
  private static final String UNLIMITED = "-1";

  private RetentionCheck() {}

  static void judge(Facts facts, Findings findings) {
    Optional<KafkaFacts> kafka = findings.requireAfter("broker", facts.kafka());
    if (kafka.isEmpty()) {
      return;
    }
    topics(facts, kafka.get(), findings);
    findings
        .requireAfter("events", facts.events())
        .ifPresent(
            events -> events.declared().forEach(event -> window(event, kafka.get(), findings)));
    if (findings.none()) {
      findings.ok("segments are kept for longer than the window of each event");
    }
  }

  /** The checks that do not depend on the events. */
  private static void topics(Facts facts, KafkaFacts kafka, Findings findings) {
    Set<String> unseen = new TreeSet<>();
    Map<String, String> bySize = new TreeMap<>();
    TopicChecks.wanted(facts, kafka)
        .filter(RetentionCheck::deleted)
        .map(NewTopic::name)
        .filter(kafka.topics()::containsKey)
        .forEach(
            name -> {
              Map<String, String> settings = kafka.topics().get(name).settings();
              if (settings.isEmpty()) {
                unseen.add(name);
              } else if (!settings.getOrDefault(BYTES, UNLIMITED).equals(UNLIMITED)) {
                bySize.put(name, settings.get(BYTES));
              }
            });
    bySize.forEach(
        (name, bytes) ->
            findings.failed(
                "Kafka deletes by size what it still has to keep: "
                    + "%s has %s=%s".formatted(name, BYTES, bytes),
                "set " + BYTES + " to " + UNLIMITED));
    inits(kafka.topics().get(Topics.INIT_SELECTIONS), findings);
    if (!unseen.isEmpty()) {
      findings.warning(
          "this user may not read the settings of "
              + TopicChecks.names(unseen)
              + ", so it is not known how long they keep records",
          "grant DescribeConfigs (docs/kafka-acls.md), or check with another user");
    }
  }

  private static boolean deleted(NewTopic plan) {
    return TopicConfig.CLEANUP_POLICY_DELETE.equals(
        plan.configs().get(TopicConfig.CLEANUP_POLICY_CONFIG));
  }

  private static void inits(TopicFacts topic, Findings findings) {
    if (topic == null || topic.settings().isEmpty()) {
      return;
    }
    String millis = topic.settings().get(MILLIS);
    if (!UNLIMITED.equals(millis)) {
      findings.failed(
          "%s has %s=%s, but init segments are needed for as long as the event"
              .formatted(Topics.INIT_SELECTIONS, MILLIS, millis),
          "set " + MILLIS + " to " + UNLIMITED);
    }
  }

  /** Kafka must keep segments for as long as an event promises them, and a little longer. */
  private static void window(EventDefinition event, KafkaFacts kafka, Findings findings) {
    Duration window = event.timeShiftBufferDepth();
    Duration enough = window.plus(TopicSettings.MARGIN);
    for (String pipeline : event.pipelines()) {
      String topic = Topics.segments(pipeline);
      Optional<Duration> keeps = retention(kafka.topics().get(topic));
      if (keeps.isEmpty() || keeps.get().compareTo(enough) >= 0) {
        continue;
      }
      String fact =
          "%s keeps segments for %s, but the window of %s is %s"
              .formatted(topic, keeps.get(), event.id(), window);
      String remedy =
          "set "
              + MILLIS
              + " to at least "
              + enough.toMillis()
              + ", and --retention of the services";
      if (keeps.get().compareTo(window) < 0) {
        findings.failed(fact, remedy);
      } else {
        findings.warning(fact, remedy);
      }
    }
  }

  /** Returns how long a topic keeps records; empty if that is unlimited or not known. */
  private static Optional<Duration> retention(TopicFacts topic) {
    return Optional.ofNullable(topic)
        .map(known -> known.settings().get(MILLIS))
        .map(Long::parseLong)
        .filter(millis -> millis >= 0)
        .map(Duration::ofMillis);
  }
}
