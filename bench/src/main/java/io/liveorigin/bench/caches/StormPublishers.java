package io.liveorigin.bench.caches;

import io.liveorigin.bench.http.Connection;
import io.liveorigin.bench.process.OriginProcesses;
import io.liveorigin.bench.publish.PaddedSegments;
import io.liveorigin.contract.lifecycle.NamedThreadFactory;
import io.liveorigin.contract.schedule.Schedule;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The packagers of all pipelines, with a connection for each representation. All representations of
 * a pipeline are published at the same instant, and the pipelines within 100 ms of one another.
 */
final class StormPublishers implements AutoCloseable {
  private static final long BEFORE_DUE = 500;
  private static final int APART_MILLIS = 100;

  /** A PUT. Its instants are of {@link System#nanoTime()}. */
  record Put(String pipeline, int channel, long number, long start, long end, boolean stored) {}

  private final OriginProcesses origin;
  private final Shape shape;
  private final Fleet.Paths paths;
  private final Schedule schedule;
  private final Clock clock;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final ConcurrentLinkedQueue<Put> puts = new ConcurrentLinkedQueue<>();
  private final List<Thread> threads = new ArrayList<>();

  StormPublishers(
      OriginProcesses origin, Shape shape, Fleet.Paths paths, Schedule schedule, Clock clock) {
    this.origin = origin;
    this.shape = shape;
    this.paths = paths;
    this.schedule = schedule;
    this.clock = clock;
  }

  void start(List<String> pipelines) {
    long first = schedule.liveEdge(clock.millis()) + 2;
    for (String pipeline : pipelines) {
      for (int channel = 0; channel < shape.channels().size(); channel++) {
        int index = channel;
        threads.add(
            NamedThreadFactory.one(
                "packager-" + pipeline + channel, () -> publish(pipeline, index, first)));
      }
    }
    threads.forEach(Thread::start);
  }

  private void publish(String pipeline, int channel, long first) {
    Shape.Channel made = shape.channels().get(channel);
    try (Connection ingest = new Connection(origin.ingestPort(pipeline))) {
      for (long number = first; ; number++) {
        byte[] bytes = PaddedSegments.of(made.track(), number, schedule, made.bytes());
        if (stopped(schedule.due(number) - BEFORE_DUE + lateness(pipeline, number))) {
          return;
        }
        long start = System.nanoTime();
        int status = ingest.put(paths.of(channel, number), bytes).status();
        puts.add(new Put(pipeline, channel, number, start, System.nanoTime(), status == 201));
      }
    } catch (IOException e) {
      long now = System.nanoTime();
      puts.add(new Put(pipeline, channel, -1, now, now, false));
    }
  }

  /**
   * Returns a random delay of 0 to 99 ms that is the same for all representations of a pipeline's
   * number.
   */
  private static long lateness(String pipeline, long number) {
    return new SplittableRandom(31 * number + pipeline.hashCode()).nextInt(APART_MILLIS);
  }

  private boolean stopped(long until) {
    try {
      return stop.await(Math.max(0, until - clock.millis()), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  List<Put> puts() {
    return List.copyOf(puts);
  }

  @Override
  public void close() {
    stop.countDown();
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
