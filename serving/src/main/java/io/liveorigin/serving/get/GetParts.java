package io.liveorigin.serving.get;

import io.liveorigin.contract.control.ControlState;
import io.liveorigin.selector.DecisionIndex;
import io.liveorigin.serving.admit.Admission;
import io.liveorigin.serving.admit.OlderThreads;
import io.liveorigin.serving.cache.Followed;
import io.liveorigin.serving.cache.SegmentCache;
import io.liveorigin.serving.decision.RecentDecisions;
import io.liveorigin.serving.health.NodeReadiness;
import io.liveorigin.serving.hold.HoldSettings;
import io.liveorigin.serving.hold.Holds;
import io.liveorigin.serving.readback.Prefetch;
import io.liveorigin.serving.readback.ReadBack;
import java.time.Duration;

/**
 * Where a request looks, in the order in which it does.
 *
 * @param control the events
 * @param readiness whether to answer at all
 * @param recent decisions in memory
 * @param holds requests that wait
 * @param holdSettings for how long
 * @param index the selector's decisions
 * @param cache bytes in memory
 * @param followed told of every request for a segment
 * @param readBack bytes in Kafka
 * @param prefetch is told who reads back
 * @param admission who may have those
 * @param older threads that answer whoever is far behind the live edge
 * @param refusalAge how long caches keep a refusal of older segments, whole seconds
 */
public record GetParts(
    ControlState control,
    NodeReadiness readiness,
    RecentDecisions recent,
    Holds holds,
    HoldSettings holdSettings,
    DecisionIndex index,
    SegmentCache cache,
    Followed followed,
    ReadBack readBack,
    Prefetch prefetch,
    Admission admission,
    OlderThreads older,
    Duration refusalAge) {}
