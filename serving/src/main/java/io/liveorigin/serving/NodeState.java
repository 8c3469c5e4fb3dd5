package io.liveorigin.serving;

import io.liveorigin.serving.bytes.memory.DirectMemory;
import io.liveorigin.serving.health.NodeReadiness;
import io.liveorigin.serving.load.Admission;
import io.liveorigin.serving.segment.CountedIndex;
import io.liveorigin.serving.status.RequestTally;

/**
 * How a node is: what it knows, whether that is current, and how busy it is. Those who answer
 * viewers and those who answer operators go by the same.
 *
 * @param index all decisions
 * @param readiness whether to answer at all
 * @param admission who may have more than memory has
 * @param requests counts of what was asked
 */
record NodeState(
    CountedIndex index, NodeReadiness readiness, Admission admission, RequestTally requests) {
  static NodeState of(Foundation base) {
    CountedIndex index = new CountedIndex(base.ports().index(), base.meters());
    NodeReadiness readiness =
        new NodeReadiness(
            base.ports().controlCaughtUp(),
            index,
            base.edge().settled()::haveAll,
            base.ports().self().sessionTimeout(),
            base.clock());
    readiness.look();
    return new NodeState(
        index,
        readiness,
        new Admission(
            base.config().admission().within(DirectMemory.limit()),
            base.config().readBack().bytesPerSecond(),
            System::nanoTime,
            base.edge().tenants(),
            base.meters()),
        new RequestTally(base.meters(), base.ports().control()));
  }
}
