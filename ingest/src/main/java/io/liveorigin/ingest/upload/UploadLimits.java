package io.liveorigin.ingest.upload;

import io.liveorigin.access.client.ClientLimits;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.topic.TopicSettings;
import java.time.Duration;

/**
 * The limits of uploads.
 *
 * @param maxBodyBytes largest body of one segment
 * @param maxInFlightBytes largest sum of all bodies that are being read or wait for Kafka; the
 *     Kafka client holds up to 128 MiB of copies in addition
 * @param memoryWait how long a body waits for room in that memory before it is refused; its socket
 *     is not read meanwhile
 * @param idleTimeout how long a connection may be silent; longer than the longest segment, because
 *     FFmpeg's dash muxer opens a PUT one segment duration before its body
 * @param threads largest number of requests that are processed at once; a request that waits for
 *     its body, for memory or for Kafka holds no thread
 * @param readWindow period over which a client must read 16 KiB per second while a response waits
 *     for it
 * @param clients how much one client may use of the listener
 */
public record UploadLimits(
    int maxBodyBytes,
    long maxInFlightBytes,
    Duration memoryWait,
    Duration idleTimeout,
    int threads,
    Duration readWindow,
    ClientLimits clients) {

  /** Jetty's selectors, acceptor and reserved threads come from the same pool. */
  private static final int MIN_THREADS = 8;

  /** Usually as long as a segment: a packager that waits longer does not catch up. */
  private static final Duration MEMORY_WAIT = Duration.ofSeconds(2);

  /** Longer than the kernel may need to free space in the buffer of a socket of 1 Mbit/s. */
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

  /** Creates limits with the standard limits of clients. */
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

  /** Creates limits with the standard wait for memory and the standard limits of clients. */
  public UploadLimits(int maxBodyBytes, long maxInFlightBytes, Duration idleTimeout, int threads) {
    this(maxBodyBytes, maxInFlightBytes, MEMORY_WAIT, idleTimeout, threads);
  }

  /** Returns the same limits with another wait for memory. */
  public UploadLimits withMemoryWait(Duration other) {
    return new UploadLimits(
        maxBodyBytes, maxInFlightBytes, other, idleTimeout, threads, readWindow, clients);
  }

  /** Returns the same limits with other limits of clients. */
  public UploadLimits withClients(ClientLimits other) {
    return new UploadLimits(
        maxBodyBytes, maxInFlightBytes, memoryWait, idleTimeout, threads, readWindow, other);
  }

  /** Returns the same limits with another period over which clients' read rate is measured. */
  public UploadLimits withReadWindow(Duration other) {
    return new UploadLimits(
        maxBodyBytes, maxInFlightBytes, memoryWait, idleTimeout, threads, other, clients);
  }

  /** Returns limits that suit this process: {@link #standard(int, long)} with its maximum heap. */
  public static UploadLimits standard(TopicSettings topics) {
    return standard(topics.maxSegmentBytes(), Runtime.getRuntime().maxMemory());
  }

  /**
   * Returns limits for a heap size: a body as large as the topics accept; 256 MiB in all, but no
   * more than a quarter of the heap, and always room for one body; a wait of 2 s for memory; 75 s
   * of silence (segments last 60 s at most); 250 threads.
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
