package io.liveorigin.serving.bytes.memory;

import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.segment.Digest;

/**
 * Bytes in memory: of which segment, and which. Only both together are served, so that no decision,
 * whoever wrote it, has the bytes of one segment served as another's.
 */
public record SegmentKey(SegmentAddress address, Digest digest) {}
