package io.liveorigin.selector.propose;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The {@link DecisionInbox} of each partition. Kafka Streams makes the processors of a task one by
 * one and does not say which belong together; they find the same inbox by their partition. Kafka
 * Streams runs at most one task of a partition at a time in a process: it holds the lock of the
 * task's directory. Any thread.
 */
public final class DecisionInboxes {
  private final Map<Integer, DecisionInbox> byPartition = new ConcurrentHashMap<>();

  public DecisionInbox of(int partition) {
    return byPartition.computeIfAbsent(partition, first -> new DecisionInbox());
  }
}
