package io.liveorigin.serving.bytes.memory;

import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.segment.Digest;

/**
 * Identifies bytes in memory: the segment, and the digest of the copy. Bytes are served only under
 * both together, so that no decision, whoever wrote it, has the bytes of one segment served as
 * another's.
 */
public record SegmentKey(SegmentAddress address, Digest digest) {}
