package io.liveorigin.kafka;

import static org.apache.kafka.common.acl.AclOperation.DESCRIBE_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;

import io.liveorigin.contract.topic.Topics;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.acl.AclOperation;

/**
 * The operations that each part of the origin needs on its topics; {@code docs/kafka-acls.md} has
 * the whole table, with groups and the transactional id. Pure.
 */
public final class RequiredTopicAccess {
  private RequiredTopicAccess() {}

  /** Returns the operations of an ingest, without those on the topics of its pipeline. */
  public static Map<String, Set<AclOperation>> ingest() {
    return Map.of(
        Topics.CONTROL, Set.of(READ, WRITE),
        Topics.CLOCK, Set.of(WRITE),
        Topics.REFUSALS, Set.of(WRITE));
  }

  /** Returns the operations of an ingest of this pipeline. */
  public static Map<String, Set<AclOperation>> ingest(String pipeline) {
    Map<String, Set<AclOperation>> needed = new TreeMap<>(ingest());
    needed.put(Topics.segments(pipeline), Set.of(WRITE, DESCRIBE_CONFIGS));
    needed.put(Topics.inits(pipeline), Set.of(READ, WRITE, DESCRIBE_CONFIGS));
    return needed;
  }

  /** Returns the operations of a serving node, without those on the topics of pipelines. */
  public static Map<String, Set<AclOperation>> serving() {
    return Map.of(
        Topics.SELECTIONS, Set.of(READ, WRITE),
        Topics.INIT_SELECTIONS, Set.of(READ, WRITE),
        Topics.DEFECTS, Set.of(WRITE),
        Topics.QUARANTINE, Set.of(WRITE),
        Topics.AUDIT, Set.of(WRITE),
        Topics.CONTROL, Set.of(READ, WRITE),
        Topics.CELLS, Set.of(READ, WRITE),
        Topics.CLOCK, Set.of(WRITE));
  }

  /** Returns the operations of a serving node that reads these pipelines. */
  public static Map<String, Set<AclOperation>> serving(Collection<String> pipelines) {
    Map<String, Set<AclOperation>> needed = new TreeMap<>(serving());
    for (String pipeline : pipelines) {
      needed.put(Topics.segments(pipeline), Set.of(READ));
      needed.put(Topics.inits(pipeline), Set.of(READ));
    }
    return needed;
  }
}
