package io.liveorigin.contract.segment;

/** Where a record lies in the log of its region. Offsets are local to a region. */
public record RecordPosition(String topic, int partition, long offset) {}
