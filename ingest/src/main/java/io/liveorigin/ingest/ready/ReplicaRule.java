package io.liveorigin.ingest.ready;

import io.liveorigin.contract.topic.TopicSettings;
import java.util.Collection;
import java.util.Optional;

/**
 * Whether the topics can keep the promise of the settings: an acknowledged segment survives the
 * loss of a broker only if that many replicas must have it and are in sync. Pure.
 */
final class ReplicaRule {
  /**
   * One partition as Kafka describes it.
   *
   * @param topic its topic
   * @param partition its number
   * @param replicas assigned
   * @param inSync of these
   * @param minInSync without which Kafka does not acknowledge (min.insync.replicas of the topic)
   */
  record Partition(String topic, int partition, int replicas, int inSync, int minInSync) {}

  private ReplicaRule() {}

  /** What makes a 2xx a promise that cannot be kept, even though Kafka acknowledges. */
  static Optional<String> broken(TopicSettings settings, Collection<Partition> partitions) {
    for (Partition p : partitions) {
      if (p.minInSync() < settings.minInSyncReplicas()) {
        return Optional.of(
            "topic "
                + p.topic()
                + " acknowledges with "
                + p.minInSync()
                + " replicas (min.insync.replicas), but the settings promise "
                + settings.minInSyncReplicas());
      }
      if (p.replicas() < settings.replicationFactor()) {
        return Optional.of(
            "partition "
                + p.partition()
                + " of topic "
                + p.topic()
                + " has "
                + p.replicas()
                + " replicas, but the settings promise "
                + settings.replicationFactor());
      }
    }
    return Optional.empty();
  }

  /** Partitions that Kafka will not acknowledge for now. */
  static Optional<String> degraded(TopicSettings settings, Collection<Partition> partitions) {
    return partitions.stream()
        .filter(p -> p.inSync() < settings.minInSyncReplicas())
        .findFirst()
        .map(
            p ->
                "partition "
                    + p.partition()
                    + " of topic "
                    + p.topic()
                    + " has "
                    + p.inSync()
                    + " replicas in sync, "
                    + settings.minInSyncReplicas()
                    + " are needed");
  }
}
