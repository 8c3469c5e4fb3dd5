package io.liveorigin.contract.topic;

import io.liveorigin.contract.address.NameRules;
import java.util.regex.Pattern;

/**
 * The names of all topics, and the only code that knows them. All topics have the same number of
 * partitions, and the partition follows from the track alone ({@code Partitions} in the module
 * {@code kafka}). Everything about a track is therefore in the same partition of each topic.
 */
public final class Topics {
  public static final String SELECTIONS = "selections";
  public static final String INIT_SELECTIONS = "selections.inits";
  public static final String DEFECTS = "defects";
  public static final String CONTROL = "control";
  public static final String CELLS = "cells";

  /** Its records are empty: only the time at which a broker appended them counts. */
  public static final String CLOCK = "clock";

  /** Input that a task could not process and passed over. */
  public static final String QUARANTINE = "quarantine";

  /** Uploads that ingest did not accept. */
  public static final String REFUSALS = "refusals";

  /** Records of who changed what through the admin API, or tried to. */
  public static final String AUDIT = "audit";

  /** Reports of players about their sessions; written only by nodes that are told to. */
  public static final String VIEWS = "views";

  public static final String SEGMENTS_PREFIX = "segments.";
  public static final String INITS_PREFIX = "inits.";

  /** A name, as in {@link NameRules}. A topic with any other name belongs to no pipeline. */
  private static final String PIPELINE = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";

  /** The segment topics of all present and future pipelines. */
  public static final Pattern ALL_SEGMENTS = Pattern.compile("segments\\." + PIPELINE);

  /** The init segment topics of all present and future pipelines. */
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
