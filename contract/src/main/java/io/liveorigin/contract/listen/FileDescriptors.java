package io.liveorigin.contract.listen;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * How many connections a listener may keep. Connections, RocksDB's files and the connections to
 * Kafka share the descriptors of the process ({@code ulimit -n}): a listener that took the last one
 * would end the stream threads.
 */
public final class FileDescriptors {
  /** Kept for Kafka's clients, RocksDB's files, the jar files and the log. */
  static final long RESERVE = 1_024;

  private FileDescriptors() {}

  /** Connections that all public listeners of this process may keep; the largest int if unknown. */
  public static int connections() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? connections(unix.getMaxFileDescriptorCount())
        : Integer.MAX_VALUE;
  }

  /** Of so many descriptors: all but the reserve, and at least half of few. */
  static int connections(long descriptors) {
    long left = Math.max(descriptors - RESERVE, descriptors / 2);
    return (int) Math.max(1, Math.min(Integer.MAX_VALUE, left));
  }
}
