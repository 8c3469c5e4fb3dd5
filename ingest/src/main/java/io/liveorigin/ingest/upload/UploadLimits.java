package io.liveorigin.ingest.upload;

import io.liveorigin.access.client.ClientLimits;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.topic.TopicSettings;
import java.time.Duration;

/**
 * What uploads may cost.
 *
 * @param maxBodyBytes largest body of one segment
 * @param maxInFlightBytes largest sum of all bodies that are being read or wait for Kafka; the
 *     Kafka client holds up to 128 MiB of copies beside it
 * @param memoryWait how long a body waits for room in that, its socket not read meanwhile, before
 *     it is refused
 * @param idleTimeout how long a connection may be silent; longer than the longest segment, because
 *     FFmpeg's dash muxer opens a PUT one segment duration before its body
 * @param threads largest number of requests that are worked on at once; one that waits for its
 *     body, for memory or for Kafka holds none
 * @param readWindow over which a client must take 16 KiB a second of an answer that waits for it
 * @param clients what one client may take of the listener
 */
public record UploadLimits(
    int maxBodyBytes,
    long maxInFlightBytes,
    Duration memoryWait,
    Duration idleTimeout,
    int threads,
    Duration readWindow,
    ClientLimits clients) {

  /** Jetty's selectors, acceptor and reserved threads come out of the same pool. */
  private static final int MIN_THREADS = 8;

  /** As long as a segment, usually: who waits longer will not catch up. */
  private static final Duration MEMORY_WAIT = Duration.ofSeconds(2);

  /** Longer than the kernel may take to make room in the buffer of a socket of 1 Mbit/s. */
  private static final Duration READ_WINDOW = Duration.ofSeconds(20);

  private static final long STANDARD_IN_FLIGHT = 256L * 1024 * 1024;

  public UploadLimits {
    if (maxBodyBytes < 1 || maxBodyBytes > TopicSettings.LARGEST_SEGMENT_BYTES) {
      throw invalid("maxBodyBytes", "1 to " + TopicSettings.LARGEST_SEGMENT_BYTES, maxBodyBytes);
    }
    if (maxInFlightBytes < maxBodyBytes) {
      throw invalid("maxInFlightBytes", "at least maxBodyBytes", maxInFlightBytes);
    }
    if (memoryWait.isNegative() || memoryWait.compareTo(Duration.ofSeconds(30)) > 0) {
      throw invalid("memoryWait", "0 to 30 s", memoryWait);
    }
    if (idleTimeout.compareTo(Duration.ofMillis(100)) < 0
        || idleTimeout.compareTo(Duration.ofMinutes(10)) > 0) {
      throw invalid("idleTimeout", "0.1 s to 10 min", idleTimeout);
    }
    if (threads < MIN_THREADS || threads > 10_000) {
      throw invalid("threads", MIN_THREADS + " to 10000", threads);
    }
    if (readWindow.compareTo(Duration.ofMillis(100)) < 0) {
      throw invalid("readWindow", "0.1 s at least", readWindow);
    }
    if (clients == null) {
      throw invalid("clients", "given", null);
    }
  }

  /** With the standard bounds of clients. */
  public UploadLimits(
      int maxBodyBytes,
      long maxInFlightBytes,
      Duration memoryWait,
      Duration idleTimeout,
      int threads) {
    this(
        maxBodyBytes,
        maxInFlightBytes,
        memoryWait,
        idleTimeout,
        threads,
        READ_WINDOW,
        ClientLimits.packagers());
  }

  /** With the standard wait for memory. */
  public UploadLimits(int maxBodyBytes, long maxInFlightBytes, Duration idleTimeout, int threads) {
    this(maxBodyBytes, maxInFlightBytes, MEMORY_WAIT, idleTimeout, threads);
  }

  /** The same, but bodies wait so long for memory. */
  public UploadLimits withMemoryWait(Duration other) {
    return new UploadLimits(
        maxBodyBytes, maxInFlightBytes, other, idleTimeout, threads, readWindow, clients);
  }

  /** The same, but clients may take so much. */
  public UploadLimits withClients(ClientLimits other) {
    return new UploadLimits(
        maxBodyBytes, maxInFlightBytes, memoryWait, idleTimeout, threads, readWindow, other);
  }

  /** The same, but how fast clients read is measured over so long. */
  public UploadLimits withReadWindow(Duration other) {
    return new UploadLimits(
        maxBodyBytes, maxInFlightBytes, memoryWait, idleTimeout, threads, other, clients);
  }

  /** The limits that fit this process: {@link #standard(int, long)} of its largest heap. */
  public static UploadLimits standard(TopicSettings topics) {
    return standard(topics.maxSegmentBytes(), Runtime.getRuntime().maxMemory());
  }

  /**
   * A body as large as the topics take it, 256 MiB in all but no more than a quarter of the heap,
   * for which a body waits 2 s; 75 s of silence (segments last 60 s at most), 250 threads.
   */
  static UploadLimits standard(int body, long heapBytes) {
    long inFlight = Math.max(body, Math.min(STANDARD_IN_FLIGHT, heapBytes / 4));
    return new UploadLimits(body, inFlight, MEMORY_WAIT, Duration.ofSeconds(75), 250);
  }

  private static OriginException invalid(String key, String allowed, Object value) {
    return new OriginException(
        ErrorCode.INTERNAL, "uploads." + key + " must be " + allowed + ", but is '" + value + "'");
  }
}
