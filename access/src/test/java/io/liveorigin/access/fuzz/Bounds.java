package io.liveorigin.access.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.Supplier;

/**
 * What reading may cost: garbage included, 64 times the input and 4 MiB; a second of processor
 * time. The factor is that of the YAML parser, which makes some objects for each character. An
 * input over a bound is read once more, because the first one to come to a line of code pays for
 * what the JVM makes once.
 */
public final class Bounds {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final long FACTOR = 64;
  private static final long CONSTANT = 4 << 20;
  private static final long MAX_NANOS = 1_000_000_000;

  private Bounds() {}

  /** What {@code reading} gives; fails where it takes more than {@code size} bytes may. */
  public static <T> T assertKept(int size, Supplier<T> reading) {
    Reading<T> first = Reading.of(reading);
    if (!first.kept(size)) {
      Reading<T> second = Reading.of(reading);
      if (!second.kept(size)) {
        throw new AssertionError(
            second.allocated + " bytes and " + second.nanos + " ns for an input of " + size);
      }
    }
    return first.result;
  }

  private record Reading<T>(T result, long allocated, long nanos) {
    static <T> Reading<T> of(Supplier<T> reading) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      long started = THREADS.getCurrentThreadCpuTime();
      T result = reading.get();
      long nanos = THREADS.getCurrentThreadCpuTime() - started;
      return new Reading<>(result, THREADS.getCurrentThreadAllocatedBytes() - before, nanos);
    }

    boolean kept(int size) {
      return allocated <= FACTOR * size + CONSTANT && nanos <= MAX_NANOS;
    }
  }
}
