package io.liveorigin.ingest.ready;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.topic.TopicSettings;
import io.liveorigin.ingest.ready.ReplicaRule.Partition;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplicaRuleTest {
  private static final TopicSettings PRODUCTION =
      new TopicSettings(4, (short) 3, (short) 2, Duration.ofHours(6));

  private static List<Partition> partitions(int replicas, int inSync, int minInSync) {
    return List.of(
        new Partition("segments.a", 0, 3, 3, 2),
        new Partition("segments.a", 1, replicas, inSync, minInSync));
  }

  @Test
  void threeReplicasOfWhichTwoMustAcknowledgeKeepThePromise() {
    assertThat(ReplicaRule.broken(PRODUCTION, partitions(3, 3, 2))).isEmpty();
    assertThat(ReplicaRule.degraded(PRODUCTION, partitions(3, 3, 2))).isEmpty();
    assertThat(ReplicaRule.degraded(PRODUCTION, partitions(3, 2, 2))).isEmpty();
  }

  /** Kafka would acknowledge with one copy, and the loss of one broker would lose it. */
  @Test
  void aTopicThatAcknowledgesWithOneReplicaBreaksIt() {
    assertThat(ReplicaRule.broken(PRODUCTION, partitions(3, 3, 1)))
        .hasValueSatisfying(
            why -> assertThat(why).contains("segments.a", "min.insync.replicas", "require 2"));
  }

  @Test
  void tooFewReplicasBreakIt() {
    assertThat(ReplicaRule.broken(PRODUCTION, partitions(2, 2, 2)))
        .hasValueSatisfying(why -> assertThat(why).contains("partition 1", "has 2 replicas"));
  }

  @Test
  void tooFewInSyncIsOnlyForNow() {
    assertThat(ReplicaRule.broken(PRODUCTION, partitions(3, 1, 2))).isEmpty();
    assertThat(ReplicaRule.degraded(PRODUCTION, partitions(3, 1, 2)))
        .hasValueSatisfying(why -> assertThat(why).contains("1 replicas in sync, 2 are needed"));
  }

  /** Kafka still acknowledges, but one more broker that fails would end that. */
  @Test
  void aReplicaOutOfSyncIsCountedBeforeItBreaksAnything() {
    assertThat(ReplicaRule.underReplicated(partitions(3, 3, 2))).isZero();
    assertThat(ReplicaRule.underReplicated(partitions(3, 2, 2))).isPositive();
  }

  @Test
  void inTheSingleNodeModeOneIsEnough() {
    List<Partition> one = List.of(new Partition("segments.a", 0, 1, 1, 1));

    assertThat(ReplicaRule.broken(TopicSettings.singleNode(), one)).isEmpty();
    assertThat(ReplicaRule.degraded(TopicSettings.singleNode(), one)).isEmpty();
  }
}
