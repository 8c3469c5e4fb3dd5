package io.liveorigin.kafka;

import io.liveorigin.contract.address.PipelineNameRules;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.topic.TopicSettings;
import io.liveorigin.contract.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates missing topics, and refuses existing ones that do not fit. For existing topics it only
 * needs the right to describe them: a principal that may not create topics, see their settings or
 * change them can use topics that another one has set up.
 */
public final class TopicSetup {
  private static final Logger LOG = LoggerFactory.getLogger(TopicSetup.class);
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final Admin admin;
  private final TopicSettings settings;
  private final TopicPlan plan;
  private final boolean strict;

  /** If present, receives what would be done, and nothing is done. */
  private final Optional<Consumer<String>> dryRun;

  /** Creates a set-up for a service, which accepts topics whose settings it may not see. */
  public TopicSetup(Admin admin, TopicSettings settings) {
    this(admin, settings, false, Optional.empty());
  }

  private TopicSetup(
      Admin admin, TopicSettings settings, boolean strict, Optional<Consumer<String>> dryRun) {
    this.admin = admin;
    this.settings = settings;
    this.plan = new TopicPlan(settings);
    this.strict = strict;
    this.dryRun = dryRun;
  }

  /**
   * Returns a set-up for the operator who maintains the topics: it refuses topics whose settings
   * cannot be seen.
   */
  public static TopicSetup strict(Admin admin, TopicSettings settings) {
    return new TopicSetup(admin, settings, true, Optional.empty());
  }

  /**
   * Returns a strict set-up that changes nothing.
   *
   * @param told receives what would be done, one sentence for each change
   */
  public static TopicSetup dryRun(Admin admin, TopicSettings settings, Consumer<String> told) {
    return new TopicSetup(admin, settings, true, Optional.of(told));
  }

  /** Ensures the topics that do not depend on a pipeline. Blocks; any thread. */
  public void ensureShared() {
    ensure(plan.shared());
  }

  /** Ensures those of these topics that have one of the names. Blocks; any thread. */
  public void ensureShared(Collection<String> names) {
    ensure(plan.shared().stream().filter(topic -> names.contains(topic.name())).toList());
  }

  /** Ensures a topic that Kafka Streams would create by itself. Blocks; any thread. */
  public void ensureChangelog(String name, Map<String, String> configs) {
    Map<String, String> all = new HashMap<>(configs);
    all.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, TopicPlan.PRODUCERS_TIME);
    ensure(
        List.of(
            new NewTopic(name, settings.partitions(), settings.replicationFactor()).configs(all)));
  }

  /**
   * Ensures the topics of these pipelines. Blocks; any thread. Throws {@link
   * ErrorCode#INVALID_EVENT} if one of them has a name that cannot be read beside that of an
   * existing pipeline.
   */
  public void ensurePipelines(Collection<String> pipelines) {
    PipelineNameRules.requireApart(pipelines, withTopics(existing(), Topics.ALL_SEGMENTS).toList());
    List<NewTopic> wanted = new ArrayList<>();
    for (String pipeline : pipelines) {
      wanted.addAll(plan.pipeline(pipeline));
    }
    ensure(wanted);
  }

  /** Returns the pipelines that have both of their topics. Blocks; any thread. */
  public Set<String> existingPipelines() {
    Set<String> topics = existing();
    Set<String> pipelines = withTopics(topics, Topics.ALL_SEGMENTS).collect(Collectors.toSet());
    pipelines.retainAll(withTopics(topics, Topics.ALL_INITS).toList());
    return pipelines;
  }

  private static Stream<String> withTopics(Set<String> topics, Pattern names) {
    return topics.stream().filter(topic -> names.matcher(topic).matches()).map(Topics::pipelineOf);
  }

  private void ensure(List<NewTopic> wanted) {
    Set<String> names = new TreeSet<>();
    wanted.forEach(t -> names.add(t.name()));
    Set<String> existing = existing();
    List<NewTopic> missing = wanted.stream().filter(t -> !existing.contains(t.name())).toList();
    if (dryRun.isPresent()) {
      missing.forEach(topic -> dryRun.get().accept(creation(topic)));
      names.retainAll(existing);
    } else {
      create(missing);
    }
    requirePartitions(names);
    ensureSettings(wanted.stream().filter(t -> existing.contains(t.name())).toList());
  }

  private static String creation(NewTopic topic) {
    return "topic "
        + topic.name()
        + " would be created: partitions="
        + topic.numPartitions()
        + " replication="
        + topic.replicationFactor()
        + " "
        + new TreeMap<>(topic.configs())
            .entrySet().stream()
                .map(setting -> setting.getKey() + "=" + setting.getValue())
                .collect(Collectors.joining(" "));
  }

  private void create(List<NewTopic> missing) {
    for (var creation : admin.createTopics(missing).values().entrySet()) {
      try {
        await("create topic " + creation.getKey(), creation.getValue());
      } catch (OriginException e) {
        if (KafkaErrorText.refused(e)) {
          throw new OriginException(
              ErrorCode.STORAGE_UNAVAILABLE,
              "topic "
                  + creation.getKey()
                  + " does not exist or may not be described, and this process may not create it;"
                  + " create it (origin topics), or grant Create and Describe on it"
                  + " (docs/kafka-acls.md)",
              e.getCause());
        }
        // Another service may have created it since this one looked.
        if (!(e.getCause() instanceof TopicExistsException)) {
          throw e;
        }
      }
    }
  }

  /**
   * Corrects topics that were created by an earlier version, or with a smaller limit for segments.
   * Some had the producer's time; their old records keep it. A limit is raised and never lowered,
   * because the processes of an installation are not all restarted at the same time.
   */
  private void ensureSettings(List<NewTopic> topics) {
    Map<ConfigResource, NewTopic> wanted = new HashMap<>();
    topics.forEach(t -> wanted.put(new ConfigResource(ConfigResource.Type.TOPIC, t.name()), t));
    Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
    List<String> unseen = new ArrayList<>();
    admin
        .describeConfigs(wanted.keySet())
        .values()
        .forEach(
            (resource, answer) -> {
              try {
                Config config = await("read the settings of topic " + resource.name(), answer);
                List<AlterConfigOp> own = changes(wanted.get(resource).configs(), config, strict);
                if (!own.isEmpty()) {
                  changes.put(resource, own);
                }
              } catch (OriginException e) {
                if (strict || !KafkaErrorText.refused(e)) {
                  throw e;
                }
                unseen.add(resource.name());
              }
            });
    if (!unseen.isEmpty()) {
      LOG.info(
          "the settings of topics {} are assumed to be correct, because this process may"
              + " not read them"
              + " (DescribeConfigs, docs/kafka-acls.md)",
          unseen.stream().sorted().toList());
    }
    if (dryRun.isPresent()) {
      changes.forEach(
          (topic, own) ->
              own.forEach(
                  change ->
                      dryRun
                          .get()
                          .accept(
                              "topic "
                                  + topic.name()
                                  + " would be changed: "
                                  + change.configEntry().name()
                                  + "="
                                  + change.configEntry().value())));
    } else if (!changes.isEmpty()) {
      await(
          "set message.timestamp.type=LogAppendTime, max.message.bytes or retention.bytes of "
              + changes.keySet().stream().map(ConfigResource::name).sorted().toList(),
          admin.incrementalAlterConfigs(changes).all());
    }
  }

  /**
   * @param all whether a size limit that a topic has from its broker is lifted, too; the parts
   *     leave it, because their users may not change it. A limit of the topic's own was set on
   *     purpose.
   */
  private static List<AlterConfigOp> changes(Map<String, String> wanted, Config now, boolean all) {
    List<AlterConfigOp> changes = new ArrayList<>();
    String type = wanted.get(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG);
    if (type.equals(TopicPlan.BROKERS_TIME)
        && !now.get(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG).value().equals(type)) {
      changes.add(set(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, type));
    }
    String most = wanted.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG);
    if (Long.parseLong(now.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG).value())
        < Long.parseLong(most)) {
      changes.add(set(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, most));
    }
    String bytes = wanted.get(TopicConfig.RETENTION_BYTES_CONFIG);
    ConfigEntry bytesNow = now.get(TopicConfig.RETENTION_BYTES_CONFIG);
    if (all
        && bytes != null
        && !bytesNow.value().equals(bytes)
        && bytesNow.source() != ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG) {
      changes.add(set(TopicConfig.RETENTION_BYTES_CONFIG, bytes));
    }
    return changes;
  }

  private static AlterConfigOp set(String key, String value) {
    return new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET);
  }

  /** Returns the names of all existing topics. Blocks; any thread. */
  public Set<String> existing() {
    return await("list topics", admin.listTopics().names());
  }

  private void requirePartitions(Set<String> names) {
    for (String name : names) {
      TopicDescription topic = describe(name);
      if (topic.partitions().size() != settings.partitions()) {
        throw new OriginException(
            ErrorCode.STORAGE_UNAVAILABLE,
            "topic "
                + topic.name()
                + " has "
                + topic.partitions().size()
                + " partitions, but every topic must have "
                + settings.partitions()
                + " (partitions)");
      }
    }
  }

  /**
   * Describes a topic, with retries: a broker may know a topic a moment later than the controller
   * that created it.
   */
  private TopicDescription describe(String name) {
    long deadline = System.nanoTime() + TIMEOUT.toNanos();
    while (true) {
      try {
        return await(
            "describe topic " + name,
            admin.describeTopics(List.of(name)).topicNameValues().get(name));
      } catch (OriginException e) {
        if (!(e.getCause() instanceof UnknownTopicOrPartitionException)
            || System.nanoTime() > deadline) {
          throw e;
        }
        pause();
      }
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OriginException(
          ErrorCode.STORAGE_UNAVAILABLE, "the wait for topics was interrupted", e);
    }
  }

  private static <T> T await(String what, KafkaFuture<T> response) {
    return AdminResponse.await(what, response, TIMEOUT);
  }
}
