package io.liveorigin.testing;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.Supplier;

/**
 * What reading an input may cost: bytes that the thread allocates, garbage included, and a second
 * of its processor time. The constants have room for the fuzzer's instrumentation, which more than
 * doubles what is allocated. An input over a bound is read once more, because the first one to come
 * to a line of code pays for what the JVM makes once. Any thread.
 *
 * @param factor bytes for each byte of the input
 * @param constant bytes beside them
 */
public record Bounds(long factor, long constant) {
  /** Boxes; without instrumentation it is half of that. */
  public static final Bounds BOXES = new Bounds(4, 128 << 10);

  /** Header fields: the objects of the largest one that is not refused take 120 KB. */
  public static final Bounds FIELDS = new Bounds(4, 512 << 10);

  /** YAML, and JSON of the same documents: the parser makes some objects for each character. */
  public static final Bounds DOCUMENTS = new Bounds(64, 4 << 20);

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final long MAX_NANOS = 1_000_000_000;

  /**
   * What {@code reading} gives; throws {@link AssertionError} where it takes more.
   *
   * @param size of the input, bytes
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
