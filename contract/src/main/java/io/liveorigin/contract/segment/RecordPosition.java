package io.liveorigin.contract.segment;

/** The position of a record in the log of its region. Offsets are local to a region. */
public record RecordPosition(String topic, int partition, long offset) {}
