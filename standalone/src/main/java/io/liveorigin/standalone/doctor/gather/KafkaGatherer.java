package io.liveorigin.standalone.doctor.gather;

import io.liveorigin.contract.clock.MeasuredClock;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.topic.TopicSettings;
import io.liveorigin.contract.topic.Topics;
import io.liveorigin.kafka.AdminResponse;
import io.liveorigin.kafka.BrokerWait;
import io.liveorigin.kafka.ClockProbe;
import io.liveorigin.kafka.KafkaErrorText;
import io.liveorigin.kafka.KafkaSettings;
import io.liveorigin.kafka.TopicPlan;
import io.liveorigin.standalone.doctor.facts.ClockFacts;
import io.liveorigin.standalone.doctor.facts.KafkaFacts;
import io.liveorigin.standalone.doctor.facts.KafkaFacts.TopicFacts;
import io.liveorigin.standalone.process.StopSignal;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Asks the brokers. Changes nothing but topic {@code clock}, to which each node writes as well. */
final class KafkaGatherer {
  private static final Duration ANSWER = Duration.ofSeconds(8);
  private static final Duration MEASURED = Duration.ofSeconds(6);
  private static final Duration LOOK = Duration.ofMillis(50);

  private KafkaGatherer() {}

  /** Throws {@link OriginException} if no broker can be reached, or if one refuses this user. */
  static KafkaFacts facts(KafkaSettings kafka) {
    BrokerWait.requireReachable(kafka);
    try (Admin admin = kafka.admin("doctor")) {
      int brokers = await("reach the brokers", admin.describeCluster().nodes()).size();
      Set<String> names = own(await("list topics", admin.listTopics().names()));
      Map<String, KafkaFuture<TopicDescription>> descriptions =
          admin
              .describeTopics(names, new DescribeTopicsOptions().includeAuthorizedOperations(true))
              .topicNameValues();
      Map<ConfigResource, KafkaFuture<Config>> settings =
          admin.describeConfigs(names.stream().map(KafkaGatherer::resource).toList()).values();
      Map<String, TopicFacts> topics = new TreeMap<>();
      for (String name : names) {
        present("describe topic " + name, descriptions.get(name))
            .ifPresent(topic -> topics.put(name, topic(topic, settings.get(resource(name)))));
      }
      return new KafkaFacts(kafka.bootstrapServers(), kafka.trouble().principal(), brokers, topics);
    } catch (OriginException e) {
      throw KafkaErrorText.refused(e)
          ? new OriginException(e.code(), kafka.trouble().words(e), e)
          : e;
    }
  }

  /** The topics of the origin; a cluster may have many others. */
  static Set<String> own(Set<String> names) {
    Set<String> shared =
        new TopicPlan(TopicSettings.singleNode())
            .shared().stream().map(NewTopic::name).collect(Collectors.toSet());
    return names.stream()
        .filter(
            name ->
                shared.contains(name)
                    || Topics.ALL_SEGMENTS.matcher(name).matches()
                    || Topics.ALL_INITS.matcher(name).matches())
        .collect(Collectors.toSet());
  }

  private static ConfigResource resource(String topic) {
    return new ConfigResource(ConfigResource.Type.TOPIC, topic);
  }

  private static TopicFacts topic(TopicDescription topic, KafkaFuture<Config> settings) {
    Map<String, String> values = new HashMap<>();
    present("read the settings of topic " + topic.name(), settings)
        .ifPresent(
            config -> {
              for (ConfigEntry entry : config.entries()) {
                if (entry.value() != null) {
                  values.put(entry.name(), entry.value());
                }
              }
            });
    return new TopicFacts(
        topic.partitions().size(),
        smallest(topic.partitions(), partition -> partition.replicas().size()),
        smallest(topic.partitions(), partition -> partition.isr().size()),
        values,
        Optional.ofNullable(topic.authorizedOperations()));
  }

  private static int smallest(
      List<TopicPartitionInfo> partitions, ToIntFunction<TopicPartitionInfo> count) {
    return partitions.stream().mapToInt(count).min().orElse(0);
  }

  /**
   * Empty if this user may not know it, or if the topic was deleted meanwhile. Throws {@link
   * OriginException} for all else: what was not told in time does not have to be absent.
   */
  static <T> Optional<T> present(String what, KafkaFuture<T> response) {
    try {
      return Optional.of(await(what, response));
    } catch (OriginException e) {
      if (e.getCause() instanceof AuthorizationException
          || e.getCause() instanceof UnknownTopicOrPartitionException) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static <T> T await(String what, KafkaFuture<T> response) {
    return AdminResponse.await(what, response, ANSWER);
  }

  /**
   * Compares this machine's clock with the brokers'. Topic {@code clock} must exist: a producer
   * that asks for a topic may create it.
   */
  static ClockFacts clock(KafkaSettings kafka, KafkaFacts known, Clock machine) {
    if (!known.topics().containsKey(Topics.CLOCK)) {
      throw new IllegalStateException("topic " + Topics.CLOCK + " does not exist");
    }
    MeasuredClock clock = MeasuredClock.of(machine, MeasuredClock.DEFAULT_BOUND);
    try (ClockProbe probe = ClockProbe.start(clock, kafka, "doctor")) {
      StopSignal never = new StopSignal();
      long deadline = clock.monotonic() + MEASURED.toNanos();
      while (clock.inaccuracy().isPresent() && clock.monotonic() < deadline) {
        never.await(LOOK);
      }
      Optional<String> doubt = clock.inaccuracy();
      if (clock.offsetMillis().isEmpty()) {
        throw new IllegalStateException(doubt.orElse("the brokers did not say their time"));
      }
      return new ClockFacts(clock.offsetMillis().getAsLong(), doubt);
    }
  }
}
