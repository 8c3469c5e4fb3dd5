package io.liveorigin.serving.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.netflix.concurrency.limits.Limiter;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The limit against two readers that take their time, in simulated time. */
class ReadConcurrencyLimitTest {
  private static final AdmissionSettings SETTINGS = AdmissionSettings.standard();
  private static final long MILLI = 1_000_000;
  private static final int READERS = 2;
  private static final long SERVICE = 4 * MILLI;

  private record Arrival(long at, Priority priority) {}

  private record Ending(long at, long arrived, Limiter.Listener place) {}

  private record Queued(long arrived, Limiter.Listener place) {}

  /** Readers, their queue and the clock. */
  private static final class Readers {
    long now;
    double slowness = 1;
    int busy;
    int refusedDvr;
    int refusedLive;
    int read;
    long longest;
    final ReadConcurrencyLimit limit = new ReadConcurrencyLimit(SETTINGS, () -> now);
    final Random random = new Random(4);
    final Deque<Queued> queue = new ArrayDeque<>();
    final PriorityQueue<Ending> endings = new PriorityQueue<>(Comparator.comparing(Ending::at));

    /** DVR evenly at this rate, and ten live reads a second. */
    void run(long millis, double dvrPerSecond) {
      refusedDvr = 0;
      refusedLive = 0;
      read = 0;
      longest = 0;
      long end = now + millis * MILLI;
      double nextDvr = (double) now;
      long nextLive = now;
      while (now < end) {
        long next = (long) Math.min(nextDvr, nextLive);
        boolean ends = !endings.isEmpty() && endings.peek().at() <= next;
        if (ends) {
          now = Math.max(now, endings.peek().at());
          finish(endings.poll());
        } else {
          now = Math.max(now, next);
          if (nextLive <= nextDvr) {
            nextLive += 100 * MILLI;
            arrive(new Arrival(now, Priority.LIVE_EDGE));
          } else {
            nextDvr += 1e9 / dvrPerSecond;
            arrive(new Arrival(now, Priority.DVR));
          }
        }
      }
    }

    private void arrive(Arrival arrival) {
      Optional<Limiter.Listener> place = limit.acquire(arrival.priority());
      if (place.isEmpty()) {
        if (arrival.priority() == Priority.DVR) {
          refusedDvr++;
        } else {
          refusedLive++;
        }
        return;
      }
      queue.add(new Queued(now, place.get()));
      begin();
    }

    private void begin() {
      while (busy < READERS && !queue.isEmpty()) {
        busy++;
        Queued next = queue.poll();
        long takes = (long) (SERVICE * slowness * (0.5 + random.nextDouble()));
        endings.add(new Ending(now + takes, next.arrived(), next.place()));
      }
    }

    private void finish(Ending ending) {
      busy--;
      read++;
      longest = Math.max(longest, now - ending.arrived());
      ending.place().onSuccess();
      begin();
    }

    double capacity() {
      return READERS * 1e9 / (SERVICE * slowness);
    }
  }

  @Test
  void atTwiceWhatTheReadersCanTheyAreFullAndTheirQueueIsShort() {
    Readers readers = new Readers();
    readers.run(10_000, readers.capacity() / 2);
    assertThat(readers.refusedDvr).as("half of what they can is let in").isZero();

    readers.run(60_000, readers.capacity() * 2);

    assertThat(readers.read / 60.0).isGreaterThan(0.95 * readers.capacity());
    assertThat(readers.refusedDvr).isPositive();
    assertThat(readers.refusedLive).as("its share is kept").isZero();
    assertThat(readers.longest).isLessThan(100 * MILLI);
  }

  @Test
  void theStormEndsByItself() {
    Readers readers = new Readers();
    readers.run(10_000, readers.capacity() / 2);
    readers.run(60_000, readers.capacity() * 2);

    readers.run(1_000, readers.capacity() / 2);
    readers.run(10_000, readers.capacity() / 2);

    assertThat(readers.refusedDvr).isZero();
  }

  @Test
  void aKafkaThatBecomesSlowIsAskedForLessAtATime() {
    Readers readers = new Readers();
    readers.run(10_000, readers.capacity() / 2);
    readers.run(20_000, readers.capacity() * 2);
    int before = readers.limit.limit();

    readers.slowness = 10;
    readers.run(5_000, 10 * readers.capacity());

    assertThat(readers.limit.limit()).isLessThan(Math.max(before, SETTINGS.minReads() + 1));
  }

  @Test
  void sharesAreOverAndAboveTheLimitAndNotBeyondIt() {
    ReadConcurrencyLimit limit = new ReadConcurrencyLimit(SETTINGS.withReads(8, 8), () -> 0);
    Limiter.Listener[] dvr = new Limiter.Listener[8];
    Arrays.setAll(dvr, i -> limit.acquire(Priority.DVR).orElseThrow());

    assertThat(limit.acquire(Priority.DVR)).isEmpty();
    assertThat(limit.acquire(Priority.UNKNOWN)).isEmpty();
    assertThat(limit.acquire(Priority.NEAR_EDGE)).isPresent();
    assertThat(limit.acquire(Priority.LIVE_EDGE)).isPresent();
    assertThat(limit.acquire(Priority.LIVE_EDGE)).isPresent();
    assertThat(limit.acquire(Priority.LIVE_EDGE)).isPresent();
    assertThat(limit.acquire(Priority.LIVE_EDGE)).isPresent();
    assertThat(limit.acquire(Priority.LIVE_EDGE)).as("half of eight").isEmpty();
    assertThat(limit.inFlight()).isEqualTo(13);

    for (Limiter.Listener place : dvr) {
      place.onIgnore();
    }
    assertThat(limit.acquire(Priority.DVR)).isPresent();
  }
}
