package io.liveorigin.contract.topic;

import io.liveorigin.contract.address.NameRules;
import java.util.regex.Pattern;

/**
 * Names and partitions of every topic. The single place that knows them: all topics have the same
 * number of partitions, and the partition follows from the track alone, so everything about a track
 * is in partition i of each topic.
 */
public final class Topics {
  public static final String SELECTIONS = "selections";
  public static final String INIT_SELECTIONS = "selections.inits";
  public static final String DEFECTS = "defects";
  public static final String CONTROL = "control";
  public static final String CELLS = "cells";

  /** Carries nothing: what counts is when a broker appended a record. */
  public static final String CLOCK = "clock";

  /** What a task could not process and passed over. */
  public static final String QUARANTINE = "quarantine";

  /** Uploads that ingest did not take. */
  public static final String REFUSALS = "refusals";

  /** Who changed what through the admin API, or tried to. */
  public static final String AUDIT = "audit";

  public static final String SEGMENTS_PREFIX = "segments.";
  public static final String INITS_PREFIX = "inits.";

  /** A name, as in {@link NameRules}: a topic of any other name is nobody's pipeline. */
  private static final String PIPELINE = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";

  /** Every pipeline's segments, now and later. */
  public static final Pattern ALL_SEGMENTS = Pattern.compile("segments\\." + PIPELINE);

  /** Every pipeline's init segments, now and later. */
  public static final Pattern ALL_INITS = Pattern.compile("inits\\." + PIPELINE);

  private Topics() {}

  public static String segments(String pipeline) {
    return SEGMENTS_PREFIX + NameRules.require("pipeline", pipeline);
  }

  public static String inits(String pipeline) {
    return INITS_PREFIX + NameRules.require("pipeline", pipeline);
  }

  /** The pipeline of a {@code segments.*} or {@code inits.*} topic. */
  public static String pipelineOf(String topic) {
    return topic.substring(topic.indexOf('.') + 1);
  }
}
