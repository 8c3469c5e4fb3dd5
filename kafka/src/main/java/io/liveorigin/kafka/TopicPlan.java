package io.liveorigin.kafka;

import io.liveorigin.contract.topic.TopicSettings;
import io.liveorigin.contract.topic.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/**
 * The topics that an installation needs, with their settings. Pure.
 *
 * @param settings settings that the topics have in common
 */
public record TopicPlan(TopicSettings settings) {
  static final String PRODUCERS_TIME = "CreateTime";
  static final String BROKERS_TIME = "LogAppendTime";

  /** Only the latest report of a cell counts, and only while it is fresh. */
  private static final Duration CELL_RETENTION = Duration.ofHours(1);

  /** The topic has no readers. */
  private static final Duration CLOCK_RETENTION = Duration.ofMinutes(10);

  /** Also as a size: otherwise a broker's default would delete what was acknowledged. */
  private static final String FOREVER = "-1";

  /** Returns the topics that do not depend on a pipeline. */
  public List<NewTopic> shared() {
    return List.of(
        brokersTime(topic(Topics.SELECTIONS, deleteAfter(settings.decisionRetention()))),
        brokersTime(topic(Topics.INIT_SELECTIONS, withoutRetention())),
        topic(Topics.DEFECTS, deleteAfter(TopicSettings.RECORD_RETENTION)),
        topic(Topics.QUARANTINE, deleteAfter(TopicSettings.RECORD_RETENTION)),
        topic(Topics.REFUSALS, deleteAfter(TopicSettings.RECORD_RETENTION)),
        topic(Topics.VIEWS, deleteAfter(settings.viewRetention())),
        // The writer of a record must not determine its time.
        brokersTime(topic(Topics.AUDIT, deleteAfter(TopicSettings.AUDIT_RETENTION))),
        brokersTime(topic(Topics.CONTROL, compacted())),
        topic(Topics.CELLS, deleteAfter(CELL_RETENTION)),
        brokersTime(topic(Topics.CLOCK, deleteAfter(CLOCK_RETENTION))));
  }

  /** Returns the topics of a pipeline. */
  public List<NewTopic> pipeline(String name) {
    return List.of(
        topic(Topics.segments(name), deleteAfter(settings.segmentRetention())),
        topic(Topics.inits(name), compacted()));
  }

  private NewTopic topic(String name, Map<String, String> retention) {
    Map<String, String> configs = new HashMap<>(retention);
    configs.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(settings.maxRecordBytes()));
    configs.put(
        TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, Short.toString(settings.minInSyncReplicas()));
    // The arrival at ingest, not at the broker, so that a slow append does not change what is late.
    configs.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, PRODUCERS_TIME);
    return new NewTopic(name, settings.partitions(), settings.replicationFactor()).configs(configs);
  }

  /**
   * Returns the topic with the broker's timestamps, for records that must not carry the time of
   * their writer's own clock.
   */
  private static NewTopic brokersTime(NewTopic topic) {
    Map<String, String> configs = new HashMap<>(topic.configs());
    configs.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, BROKERS_TIME);
    return topic.configs(configs);
  }

  private static Map<String, String> deleteAfter(Duration retention) {
    return Map.of(
        TopicConfig.CLEANUP_POLICY_CONFIG,
        TopicConfig.CLEANUP_POLICY_DELETE,
        TopicConfig.RETENTION_MS_CONFIG,
        Long.toString(retention.toMillis()),
        TopicConfig.RETENTION_BYTES_CONFIG,
        FOREVER);
  }

  private static Map<String, String> withoutRetention() {
    return Map.of(
        TopicConfig.CLEANUP_POLICY_CONFIG,
        TopicConfig.CLEANUP_POLICY_DELETE,
        TopicConfig.RETENTION_MS_CONFIG,
        FOREVER,
        TopicConfig.RETENTION_BYTES_CONFIG,
        FOREVER);
  }

  private static Map<String, String> compacted() {
    return Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
  }
}
