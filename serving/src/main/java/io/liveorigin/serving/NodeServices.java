package io.liveorigin.serving;

import io.liveorigin.serving.bytes.memory.DirectMemory;
import io.liveorigin.serving.load.AdmissionControl;
import io.liveorigin.serving.segment.CountedIndex;
import io.liveorigin.serving.status.NodeReadiness;
import io.liveorigin.serving.status.RequestTally;

/**
 * The state that viewers' and operators' requests share on a node: the decisions, whether they are
 * current, and how busy the node is.
 *
 * @param index all decisions
 * @param readiness whether the node may respond at all
 * @param admission decides which requests may read what is not in memory
 * @param requests counts of requests
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
    readiness.refresh();
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
