package io.liveorigin.standalone.doctor.facts;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.acl.AclOperation;

/**
 * The cluster as this process sees it.
 *
 * @param servers bootstrap servers
 * @param principal the Kafka user of this process, in words
 * @param brokers number of brokers that are up
 * @param topics every topic of the origin that may be described, by name
 */
public record KafkaFacts(
    String servers, String principal, int brokers, Map<String, TopicFacts> topics) {

  /**
   * One topic.
   *
   * @param partitions number of partitions
   * @param replicas smallest number of assigned replicas of a partition
   * @param inSync smallest number of replicas in sync of a partition
   * @param settings values by key; empty if this process may not read them
   * @param allowed operations that this process may do; empty if the broker does not report them
   */
  public record TopicFacts(
      int partitions,
      int replicas,
      int inSync,
      Map<String, String> settings,
      Optional<Set<AclOperation>> allowed) {}
}
