package io.liveorigin.ingest.store;

import io.liveorigin.contract.segment.RecordPosition;
import io.liveorigin.kafka.record.SegmentRecord;

/**
 * A copy that Kafka has acknowledged.
 *
 * @param segment as it was recorded
 * @param position its position in Kafka
 */
public record StoredCopy(SegmentRecord segment, RecordPosition position) {}
