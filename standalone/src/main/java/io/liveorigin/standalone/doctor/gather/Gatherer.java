package io.liveorigin.standalone.doctor.gather;

import io.liveorigin.contract.error.FailureText;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.lifecycle.NamedThreadFactory;
import io.liveorigin.standalone.admin.AdminException;
import io.liveorigin.standalone.doctor.facts.Gathered;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Asks several parts at once. A part that fails or does not respond in time becomes {@link
 * Gathered.Unknown} with the reason, and does not delay the others. One thread calls it; it has
 * threads of its own until it is closed.
 */
final class Gatherer implements AutoCloseable {
  private static final int THREADS = 8;

  private final ExecutorService threads =
      Executors.newFixedThreadPool(THREADS, NamedThreadFactory.numbered("doctor"));
  private final LongSupplier nanos;
  private final long began;

  /**
   * @param nanos a monotonic clock, ns; all limits count from now
   */
  Gatherer(LongSupplier nanos) {
    this.nanos = nanos;
    this.began = nanos.getAsLong();
  }

  /**
   * Begins to ask; the result waits for the response.
   *
   * @param limit how long to wait at most, counted from the creation of this object
   */
  <T> Supplier<Gathered<T>> ask(Duration limit, Callable<T> question) {
    Future<T> response = threads.submit(question);
    return () -> await(response, limit);
  }

  private <T> Gathered<T> await(Future<T> response, Duration limit) {
    long left = Math.max(0, limit.toNanos() - (nanos.getAsLong() - began));
    try {
      return Gathered.known(response.get(left, TimeUnit.NANOSECONDS));
    } catch (ExecutionException e) {
      return Gathered.unknown(words(e.getCause()));
    } catch (TimeoutException e) {
      response.cancel(true);
      return Gathered.unknown("no response within " + limit.toSeconds() + " s");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Gathered.unknown("interrupted");
    }
  }

  static String words(Throwable failure) {
    boolean forUsers = failure instanceof OriginException || failure instanceof AdminException;
    return forUsers
        ? FailureText.withoutClasses(String.valueOf(failure.getMessage()))
        : FailureText.of(failure);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
