package io.liveorigin.selector.task;

import io.liveorigin.contract.clock.NodeClock;
import io.liveorigin.selector.LostBytes;
import io.liveorigin.selector.SelectorListener;
import io.liveorigin.selector.evidence.Evidence;
import java.time.Duration;
import java.util.Map;

/**
 * The settings and services that the processors of all tasks share.
 *
 * @param cell name of the cell in the decisions that it proposes
 * @param partitions number of partitions of every topic
 * @param listener the server
 * @param clock the time, and whether it may be relied on
 * @param evidence how far the log has been consumed
 * @param lost winners whose bytes were found to be lost
 * @param monitor counts what happens
 * @param tick interval of the wall-clock punctuation
 * @param candidateChangelog topic settings of the candidate store's changelog
 */
public record TaskSettings(
    String cell,
    int partitions,
    SelectorListener listener,
    NodeClock clock,
    Evidence evidence,
    LostBytes lost,
    SelectorMonitor monitor,
    Duration tick,
    Map<String, String> candidateChangelog) {}
