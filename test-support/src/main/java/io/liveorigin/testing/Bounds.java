package io.liveorigin.testing;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.Supplier;

/**
 * Bounds for the cost of reading an input: bytes that the thread allocates, garbage included, and
 * one second of its processor time. The constants leave room for the fuzzer's instrumentation,
 * which more than doubles the allocation. An input that exceeds a bound is read once more, because
 * the first input to reach a line of code pays for objects that the JVM makes only once. Any
 * thread.
 *
 * @param factor allocated bytes for each byte of the input
 * @param constant allocated bytes in addition, for an input of any size
 */
public record Bounds(long factor, long constant) {
  /** Boxes; without instrumentation the cost is half of that. */
  public static final Bounds BOXES = new Bounds(4, 128 << 10);

  /** Header fields: the objects of the largest field that is not refused take 120 KB. */
  public static final Bounds FIELDS = new Bounds(4, 512 << 10);

  /** YAML, and JSON of the same documents: the parser makes some objects for each character. */
  public static final Bounds DOCUMENTS = new Bounds(64, 4 << 20);

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final long MAX_NANOS = 1_000_000_000;

  /**
   * Returns the result of {@code reading}; throws {@link AssertionError} if it exceeds the bounds.
   *
   * @param size size of the input, bytes
   */
  public <T> T assertKept(int size, Supplier<T> reading) {
    Reading<T> first = Reading.of(reading);
    if (!first.within(factor * size + constant)) {
      Reading<T> second = Reading.of(reading);
      if (!second.within(factor * size + constant)) {
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

    boolean within(long bytes) {
      return allocated <= bytes && nanos <= MAX_NANOS;
    }
  }
}
