package io.liveorigin.serving;

import io.liveorigin.serving.bytes.memory.DirectMemory;
import io.liveorigin.serving.load.AdmissionControl;
import io.liveorigin.serving.segment.CountedIndex;
import io.liveorigin.serving.status.NodeReadiness;
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
record NodeServices(
    CountedIndex index,
    NodeReadiness readiness,
    AdmissionControl admission,
    RequestTally requests) {
  static NodeServices of(ServerContext context) {
    CountedIndex index = new CountedIndex(context.ports().index(), context.meters());
    NodeReadiness readiness =
        new NodeReadiness(
            context.ports().controlCaughtUp(),
            index,
            context.edge().settled()::haveAll,
            context.ports().self().sessionTimeout(),
            context.clock());
    readiness.look();
    return new NodeServices(
        index,
        readiness,
        new AdmissionControl(
            context.config().admission().within(DirectMemory.limit()),
            context.config().readBack().bytesPerSecond(),
            System::nanoTime,
            context.edge().tenants(),
            context.meters()),
        new RequestTally(context.meters(), context.ports().control()));
  }
}
