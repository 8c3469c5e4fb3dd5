package io.liveorigin.standalone.demo;

/**
 * Where a run stands.
 *
 * @param liveEdge largest number that is due
 * @param tally what the viewer got so far
 * @param defects records in the {@code defects} topic since the start
 */
public record DemoProgress(long liveEdge, ViewTally tally, long defects) {}
