package io.liveorigin.ingest.ready;

import io.liveorigin.contract.topic.TopicSettings;
import java.util.Collection;
import java.util.Optional;

/**
 * Decides whether the topics can keep the promise of the settings: an acknowledged segment survives
 * the loss of a broker only if enough replicas are assigned, and enough of them must have the
 * segment before it is acknowledged. Pure.
 */
final class ReplicaRule {
  /**
   * One partition as Kafka describes it.
   *
   * @param topic its topic
   * @param partition its number
   * @param replicas number of assigned replicas
   * @param inSync number of these that are in sync
   * @param minInSync number in sync below which Kafka does not acknowledge (min.insync.replicas of
   *     the topic)
   */
  record Partition(String topic, int partition, int replicas, int inSync, int minInSync) {}

  private ReplicaRule() {}

  /** Returns why the promise of a 2xx cannot be kept even though Kafka acknowledges. */
  static Optional<String> broken(TopicSettings settings, Collection<Partition> partitions) {
    for (Partition p : partitions) {
      if (p.minInSync() < settings.minInSyncReplicas()) {
        return Optional.of(
            "topic "
                + p.topic()
                + " acknowledges with "
                + p.minInSync()
                + " replicas (min.insync.replicas), but the settings require "
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
                + " replicas, but the settings require "
                + settings.replicationFactor());
      }
    }
    return Optional.empty();
  }

  /** Returns how many partitions have replicas that are not in sync. */
  static int underReplicated(Collection<Partition> partitions) {
    return (int) partitions.stream().filter(p -> p.inSync() < p.replicas()).count();
  }

  /** Returns a partition that Kafka does not acknowledge at present, in words. */
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
