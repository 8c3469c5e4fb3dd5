package io.liveorigin.contract.listen;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * Computes how many connections a listener may keep. Connections, RocksDB's files and the
 * connections to Kafka share the file descriptors of the process ({@code ulimit -n}). A listener
 * that took the last one would end the stream threads.
 */
public final class FileDescriptors {
  /** Descriptors that are kept for Kafka's clients, RocksDB's files, the jar files and the log. */
  static final long RESERVE = 1_024;

  private FileDescriptors() {}

  /**
   * How many connections all public listeners of this process together may keep; the largest int if
   * unknown.
   */
  public static int connections() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? connections(unix.getMaxFileDescriptorCount())
        : Integer.MAX_VALUE;
  }

  /** How many connections this many descriptors allow: all but the reserve, but at least half. */
  static int connections(long descriptors) {
    long left = Math.max(descriptors - RESERVE, descriptors / 2);
    return (int) Math.max(1, Math.min(Integer.MAX_VALUE, left));
  }
}
