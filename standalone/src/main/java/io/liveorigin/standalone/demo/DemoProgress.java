package io.liveorigin.standalone.demo;

/**
 * The state of a run.
 *
 * @param liveEdge largest number that is due
 * @param tally what the viewer got so far
 * @param defects distinct defects in the {@code defects} topic since the start
 */
public record DemoProgress(long liveEdge, ViewTally tally, long defects) {}
