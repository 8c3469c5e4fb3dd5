package io.liveorigin.serving.hot;

import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.serving.readback.StoredSegment;

/**
 * What a path stands for, worked out once: the parsing, the choice and every header field that does
 * not depend on the instant. It holds no bytes, so it keeps none in memory.
 *
 * @param event as it was declared then
 * @param address of the segment
 * @param decision as it stood then
 * @param stored where the winner's bytes are, and their digest
 * @param head the header fields
 * @param expires when it leaves the time-shift window, epoch ms
 */
record HotSegment(
    LiveEvent event,
    SegmentAddress address,
    Decision decision,
    StoredSegment stored,
    HotHead head,
    long expires) {}
