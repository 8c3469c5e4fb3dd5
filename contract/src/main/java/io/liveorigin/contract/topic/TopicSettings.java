package io.liveorigin.contract.topic;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import java.time.Duration;

/**
 * The settings that all topics of one installation share.
 *
 * @param partitions number of partitions of every topic; never changes
 * @param replicationFactor 3 in production, 1 in the single-node mode
 * @param minInSyncReplicas 2 in production: an acknowledged segment survives the loss of a broker
 * @param segmentRetention retention of {@code segments.*}: the largest time-shift window plus
 *     {@link #MARGIN}
 * @param maxSegmentBytes largest segment body. It determines which uploads ingest accepts, which
 *     events may be declared, and the limits of records in topics and clients
 * @param viewRetention retention of {@code views} when the topic is created: 1 min to 30 d
 */
public record TopicSettings(
    int partitions,
    short replicationFactor,
    short minInSyncReplicas,
    Duration segmentRetention,
    int maxSegmentBytes,
    Duration viewRetention) {

  /**
   * How long segments are kept beyond the window, so that one about to expire can still be read.
   */
  public static final Duration MARGIN = Duration.ofMinutes(10);

  /** How long records about segments are kept, for analysts. */
  public static final Duration RECORD_RETENTION = Duration.ofDays(30);

  /** How long audit records are kept: a year, and time to look at them. */
  public static final Duration AUDIT_RETENTION = Duration.ofDays(400);

  /**
   * How long records about sessions of viewers are kept by default: over a weekend's event, and no
   * longer than somebody needs to look at it.
   */
  public static final Duration STANDARD_VIEW_RETENTION = Duration.ofDays(3);

  /** Records about viewers are kept no longer than any others. */
  private static final Duration LONGEST_VIEW_RETENTION = RECORD_RETENTION;

  /** The default: 32 Mbit/s with segments of 4 s. */
  public static final int STANDARD_SEGMENT_BYTES = 16 * 1024 * 1024;

  /**
   * The largest value that can be set. A whole segment is in memory at every step, several times
   * over. The brokers must also accept a request of that size ({@code socket.request.max.bytes}).
   */
  public static final int LARGEST_SEGMENT_BYTES = 64 * 1024 * 1024;

  /** Room for the key and the headers of a record. */
  private static final int HEADER_BYTES = 64 * 1024;

  public TopicSettings {
    if (partitions < 1 || partitions > 1024) {
      throw invalid("partitions", "1 to 1024", partitions);
    }
    if (replicationFactor < 1 || replicationFactor > 9) {
      throw invalid("replicationFactor", "1 to 9", replicationFactor);
    }
    if (minInSyncReplicas < 1 || minInSyncReplicas > replicationFactor) {
      throw invalid("minInSyncReplicas", "1 to replicationFactor", minInSyncReplicas);
    }
    if (segmentRetention == null || segmentRetention.compareTo(MARGIN) <= 0) {
      throw invalid("segmentRetention", "more than " + MARGIN, segmentRetention);
    }
    if (maxSegmentBytes < 1024 * 1024 || maxSegmentBytes > LARGEST_SEGMENT_BYTES) {
      throw invalid("maxSegmentBytes", "1048576 to " + LARGEST_SEGMENT_BYTES, maxSegmentBytes);
    }
    if (viewRetention == null
        || viewRetention.compareTo(Duration.ofMinutes(1)) < 0
        || viewRetention.compareTo(LONGEST_VIEW_RETENTION) > 0) {
      throw invalid("viewRetention", "1m to 30d", viewRetention);
    }
  }

  /** Creates settings with segments of at most {@link #STANDARD_SEGMENT_BYTES}. */
  public TopicSettings(
      int partitions, short replicationFactor, short minInSyncReplicas, Duration segmentRetention) {
    this(
        partitions, replicationFactor, minInSyncReplicas, segmentRetention, STANDARD_SEGMENT_BYTES);
  }

  /** Creates settings with the standard retention of {@code views}. */
  public TopicSettings(
      int partitions,
      short replicationFactor,
      short minInSyncReplicas,
      Duration segmentRetention,
      int maxSegmentBytes) {
    this(
        partitions,
        replicationFactor,
        minInSyncReplicas,
        segmentRetention,
        maxSegmentBytes,
        STANDARD_VIEW_RETENTION);
  }

  /** The same settings with that largest segment body. */
  public TopicSettings withMaxSegmentBytes(int bytes) {
    return new TopicSettings(
        partitions, replicationFactor, minInSyncReplicas, segmentRetention, bytes, viewRetention);
  }

  /** The same settings with that retention of {@code views}. */
  public TopicSettings withViewRetention(Duration other) {
    return new TopicSettings(
        partitions, replicationFactor, minInSyncReplicas, segmentRetention, maxSegmentBytes, other);
  }

  /** The largest record in bytes: a segment, its key and its headers. */
  public int maxRecordBytes() {
    return maxSegmentBytes + HEADER_BYTES;
  }

  /**
   * Settings for one broker. Data survives the kill of a process, but not the loss of the machine.
   */
  public static TopicSettings singleNode() {
    return new TopicSettings(4, (short) 1, (short) 1, Duration.ofHours(6));
  }

  /**
   * The retention of {@code selections}. It is as long as that of defects, so that the decision on
   * a defective copy can still be found, and never shorter than that of the segments.
   */
  public Duration decisionRetention() {
    return segmentRetention.compareTo(RECORD_RETENTION) > 0 ? segmentRetention : RECORD_RETENTION;
  }

  /** The longest time-shift window that an event may declare. */
  public Duration longestWindow() {
    return segmentRetention.minus(MARGIN);
  }

  private static OriginException invalid(String key, String allowed, Object value) {
    return new OriginException(
        ErrorCode.INTERNAL, key + " must be " + allowed + ", but is " + value);
  }
}
